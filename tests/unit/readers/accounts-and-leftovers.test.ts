import { expect, test } from 'vitest';
import { readUnitStates } from '../../../src-main/core/facts/unit-state.js';
import { shadowFaults, shellFaults } from '../../../src-main/core/facts/readers/account-files.js';
import { joinedLines, readLogrotate, readSshdTest, readVisudo } from '../../../src-main/core/facts/readers/config-lines.js';
import { readLvs } from '../../../src-main/core/facts/snapshots.js';
import { readSnapList } from '../../../src-main/core/facts/snap-revisions.js';

test('visudo: what cannot be parsed, by new and old words; a name that is not defined breaks nothing', () => {
  const now =
    '/etc/sudoers.d/bad:2:19: syntax error\ntech ALL=(ALL:ALL NOPASSWD: ALL\n                  ^~~~~~~~~\n/etc/sudoers.d/bad:2:19: syntax error\n';
  expect(readVisudo(now)).toEqual([{ file: '/etc/sudoers.d/bad', line: 2, why: 'syntax error' }]);
  expect(readVisudo('>>> /etc/sudoers: syntax error near line 55 <<<\nparse error in /etc/sudoers near line 55\n')).toEqual([
    { file: '/etc/sudoers', line: 55, why: 'syntax error' },
  ]);
  expect(readVisudo('/etc/sudoers.d/x:3:12: User_Alias "FOO" referenced but not defined\n')).toEqual([]);
  expect(readVisudo('/etc/sudoers.d/x:1:20: unknown defaults entry "env_resett"\n')).toEqual([]);
  expect(readVisudo('/etc/sudoers: parsed OK\n')).toEqual([]);
});

test('sshd -t: both forms; deprecated options are no mistake', () => {
  const text =
    '/etc/ssh/sshd_config.d/x.conf: line 1: Bad configuration option: Foo\n/etc/ssh/sshd_config.d/x.conf line 2: unsupported option "maybe".\n/etc/ssh/sshd_config line 9: Deprecated option UsePrivilegeSeparation\n';
  expect(readSshdTest(text).map(({ file, line }) => `${file}:${line}`)).toEqual([
    '/etc/ssh/sshd_config.d/x.conf:1',
    '/etc/ssh/sshd_config.d/x.conf:2',
  ]);
  expect(readSshdTest('sshd: no hostkeys available -- exiting.\n')).toEqual([]);
});

test('logrotate: lines that are ignored, files that are passed over; a log that is not there is no mistake of the settings', () => {
  const text = `error: foo:2 unknown option 'rotat' -- ignoring line
error: bar:1 duplicate log entry for /var/log/dpkg.log
error: found error in file bar, skipping
error: Ignoring baz because it is writable by group or others.
Handling 7 logs
error: stat of /var/log/foo failed: No such file or directory
`;
  expect(readLogrotate(text).map(({ file, line, closed }) => ({ file, line, closed }))).toEqual([
    { file: 'bar', line: null, closed: false },
    { file: 'foo', line: 2, closed: false },
    { file: 'baz', line: null, closed: true },
  ]);
  expect(readLogrotate('Handling 7 logs\n')).toEqual([]);
});

test('lines joined by a backslash belong together', () => {
  const lines = ['a', 'b \\', 'c \\', 'd', 'e'];
  expect([1, 2, 3, 4, 5].map((line) => joinedLines(lines, line))).toEqual([[1], [2, 3, 4], [2, 3, 4], [2, 3, 4], [5]]);
  expect(joinedLines(['a \\'], 1)).toEqual([1]);
});

test('log-in programs: of people and root only', () => {
  const passwd =
    'root:x:0:0::/root:/gone\nwww:x:33:33::/:/gone\nann:x:1000:1000::/home/ann:/gone\nbob:x:1001:1001::/home/bob:/bin/sh\nnobody:x:65534:1::/:/gone\n';
  expect(shellFaults(passwd, ['/gone']).map(({ user, line }) => [user, line])).toEqual([
    ['root', 1],
    ['ann', 3],
  ]);
});

test('accounts without their second line, lines that are none, and names of other sources', () => {
  const passwd =
    'root:x:0:0::/root:/bin/sh\n\n# note\nann:x:1000:1000::/home/ann:/bin/sh\nold:hash:1001:1001::/:/bin/sh\nbroken:line\n+::::::\n';
  expect(shadowFaults('/etc/passwd', passwd, '/etc/shadow', 'root:*:1::::::\n')).toMatchObject([
    { name: 'ann', file: '/etc/shadow', add: 'ann:!::0:99999:7:::' },
    { name: 'broken', file: '/etc/passwd', add: null },
  ]);
  expect(shadowFaults('/etc/group', 'ann:x:1000:bob,eve\n', '/etc/gshadow', '')).toMatchObject([{ add: 'ann:!::bob,eve' }]);
  // A system without the second file keeps passwords in the first.
  expect(shadowFaults('/etc/passwd', 'ann:x:1000:1000::/home/ann:/bin/sh\n', '/etc/shadow', null)).toEqual([]);
});

test('unit states: a block a unit, and nothing by halves', () => {
  const block = (id: string, active: string): string => `Id=${id}\nLoadState=loaded\nUnitFileState=enabled\nActiveState=${active}\n`;
  expect(readUnitStates(`${block('a.service', 'active')}\n${block('b.service', 'failed')}`)).toHaveLength(2);
  expect(readUnitStates('Id=a.service\n')).toBeNull();
  expect(readUnitStates('')).toBeNull();
});

test('snap list: a revision that was replaced counts, a snap that is switched off does not', () => {
  const head = 'Name  Version  Rev  Tracking  Publisher  Notes\n';
  const text = `${head}core22 1 10 latest/stable canonical** base,disabled\ncore22 2 11 latest/stable canonical** base\nlocal 1 x1 - - disabled\n`;
  expect(readSnapList(text)).toEqual([{ name: 'core22', revision: '10' }]);
  expect(readSnapList('error: cannot communicate with server\n')).toBeNull();
  expect(readSnapList(`${head}core22 1\n`)).toBeNull();
});

test('lvs: snapshots that are full; volumes and thin snapshots are none', () => {
  const lv = (name: string, origin: string, attributes: string) => ({ vg_name: 'vg', lv_name: name, origin, lv_attr: attributes });
  const text = JSON.stringify({
    report: [
      {
        lv: [
          lv('root', '', 'owi-aos---'),
          lv('old', 'root', 'swi-I-s---'),
          lv('good', 'root', 'swi-a-s---'),
          lv('thin', 'root', 'Vwi-a-tz--'),
        ],
      },
    ],
  });
  expect(readLvs(text)).toMatchObject([
    { place: '/dev/vg/old', broken: true },
    { place: '/dev/vg/good', broken: false },
  ]);
  expect(readLvs('{}')).toBeNull();
  expect(readLvs('no JSON')).toBeNull();
});
