import { expect, test } from 'vitest';
import { readAlternative } from '../../../src-main/core/facts/readers/alternatives.js';
import { readFound } from '../../../src-main/core/facts/readers/find-files.js';
import { readFsckFat, readXfsRepair } from '../../../src-main/core/facts/readers/fsck.js';
import { readJournalVerify } from '../../../src-main/core/facts/readers/journal-verify.js';
import { leaseServers, nameServersIn, networkdServers, switchLine } from '../../../src-main/core/facts/readers/name-servers.js';
import { proxyIn } from '../../../src-main/core/facts/readers/proxy-line.js';
import { readTrimDisks } from '../../../src-main/core/facts/trim.js';
import { rawOf } from '../../fakes/fake-exec.js';

const said = (code: number, stdout = '', stderr = '') => rawOf({ argv: ['tool', 'word'], code, stdout, stderr });

test('name servers: addresses only', () => {
  const text =
    '# nameserver 1.1.1.1\nnameserver 9.9.9.9\nnameserver\nnameserver fe80::1%eth0\nnameserver 1.2.3.400\nnameserver dns.example\n';
  expect(nameServersIn(text)).toEqual(['9.9.9.9', 'fe80::1%eth0']);
  expect(networkdServers('OPER_STATE=routable\nDNS=192.0.2.1#dns.example 2001:db8::1\n')).toEqual(['192.0.2.1', '2001:db8::1']);
  expect(networkdServers('# private\n')).toEqual([]);
});

test('leases: the last one, and only while it runs', () => {
  const lease = (end: string, server: string): string => `lease {\n option domain-name-servers ${server}, 192.0.2.2;\n expire ${end};\n}\n`;
  const now = new Date('2026-06-01T00:00:00Z');
  expect(leaseServers(lease('6 2020/01/01 00:00:00', '192.0.2.9') + lease('1 2026/06/01 01:00:00', '192.0.2.1'), now)).toEqual([
    '192.0.2.1',
    '192.0.2.2',
  ]);
  expect(leaseServers(lease('1 2026/05/31 23:59:59', '192.0.2.1'), now)).toEqual([]);
  expect(leaseServers(lease('never', '192.0.2.1'), now)).toHaveLength(2);
  expect(leaseServers('nonsense', now)).toEqual([]);
});

test('hosts line: sources without their actions', () => {
  expect(switchLine('passwd: files\n hosts : files mdns4 [NOTFOUND=return] dns # x\n', 'hosts')).toMatchObject({
    line: 2,
    sources: ['files', 'mdns4', 'dns'],
  });
  expect(switchLine('# hosts: files\n', 'hosts')).toBeNull();
});

test.each([
  ['http_proxy=http://127.0.0.1:3128/', '127.0.0.1', 3128, true],
  ['export HTTPS_PROXY="http://user:pw@localhost:8118"', 'localhost', 8118, true],
  ["all_proxy='socks5://[::1]:1080'", '::1', 1080, true],
  ['http_proxy=proxy.company.example:8080', 'proxy.company.example', 8080, false],
])('proxy: %s', (line, host, port, loopback) => {
  expect(proxyIn(line)).toEqual({ host, port, loopback });
});

test.each(['# http_proxy=http://127.0.0.1:1', 'no_proxy=localhost', 'http_proxy=', 'echo $http_proxy', 'http_proxy=$1'])(
  'no proxy: %s',
  (line) => {
    expect(proxyIn(line)?.loopback ?? false).toBe(false);
  },
);

test('fsck.fat and xfs_repair: damage needs words, other failures are no damage', () => {
  expect(readFsckFat(said(0, 'fsck.fat 4.2\n/dev/x: 1 files, 1/100 clusters\n'))).toMatchObject({ value: { clean: true } });
  expect(readFsckFat(said(1, 'fsck.fat 4.2\nFATs differ but appear to be intact.\nLeaving filesystem unchanged.\n'))).toMatchObject({
    value: { clean: false, problems: ['FATs differ but appear to be intact.'] },
  });
  expect(readFsckFat(said(2, '', 'usage'))).toMatchObject({ known: false });
  expect(readFsckFat(said(1, 'fsck.fat 4.2\n'))).toMatchObject({ known: false });
  expect(readXfsRepair(said(1, '', 'would have reset inode 128 nlinks from 77 to 2\n'))).toMatchObject({ value: { clean: false } });
  expect(readXfsRepair(said(1, '', 'xfs_repair: cannot open /dev/x: Permission denied\n'))).toMatchObject({ known: false });
  expect(
    readXfsRepair(said(2, '', 'ERROR: The filesystem has valuable metadata changes in a log which needs to be replayed.')),
  ).toMatchObject({ known: false });
});

test('journal: only finished files count as damaged', () => {
  const text =
    'PASS: /var/log/journal/a/user-1000.journal\nFAIL: /var/log/journal/a/system.journal (Bad message)\r\u001b[KFAIL: /var/log/journal/a/system@1-2-3.journal (Bad message)\n';
  expect(readJournalVerify(text)).toEqual({ checked: 3, damaged: ['/var/log/journal/a/system@1-2-3.journal'], unchecked: [] });
  const noMemory = 'FAIL: /var/log/journal/a/system@1-2-3.journal (Cannot allocate memory)\n';
  expect(readJournalVerify(noMemory)).toEqual({ checked: 1, damaged: [], unchecked: ['/var/log/journal/a/system@1-2-3.journal'] });
  expect(readJournalVerify('something')).toBeNull();
});

test('alternatives: choices stand after the slaves', () => {
  const text =
    'auto\n/usr/bin/awk\nawk.1.gz\n/usr/share/man/man1/awk.1.gz\n\n/usr/bin/gawk\n10\n/usr/share/man/man1/gawk.1.gz\n/usr/bin/mawk\n5\n\n\n';
  expect(readAlternative(text)).toEqual({
    auto: true,
    link: '/usr/bin/awk',
    slaves: [{ name: 'awk.1.gz', link: '/usr/share/man/man1/awk.1.gz' }],
    choices: ['/usr/bin/gawk', '/usr/bin/mawk'],
  });
  expect(readAlternative('x\n')).toBeNull();
});

test('find and lsblk: what is not of their form is not understood', () => {
  expect(readFound('4755 10 0 0 /tmp/a b\nc\0')).toEqual([{ path: '/tmp/a b\nc', mode: 0o4755, bytes: 10, uid: 0, gid: 0 }]);
  expect(readFound('x\0')).toBeNull();
  const disks = [
    { path: '/dev/nvme0n1', type: 'disk', 'disc-max': 2199023255040 },
    { path: '/dev/sda', type: 'disk', 'disc-max': '0' },
    { path: '/dev/zram0', type: 'disk', 'disc-max': 1 },
  ];
  expect(readTrimDisks(JSON.stringify({ blockdevices: disks }))).toEqual(['/dev/nvme0n1']);
  expect(readTrimDisks('{}')).toBeNull();
  expect(readTrimDisks('')).toBeNull();
});
