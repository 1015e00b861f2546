import { expect, test } from 'vitest';
import { lastAptUpgrade, lastPacmanUpgrade } from '../../../src-main/core/facts/readers/apt-history.js';
import { apportProgram, readCoredumps } from '../../../src-main/core/facts/readers/coredumps.js';
import { readAptPending, readDnfPending, readPacmanPending } from '../../../src-main/core/facts/readers/pending.js';
import { rawOf } from '../../fakes/fake-exec.js';

const block = (date: string, command: string, what: string): string =>
  `\nStart-Date: ${date}\nCommandline: ${command}\n${what}\nEnd-Date: ${date}\n`;

test("apt's history: the last update of the system, not what an installation pulled in", () => {
  const text = [
    block('2026-09-01  10:00:00', 'apt upgrade', 'Upgrade: bash:amd64 (1, 2)'),
    block('2026-09-02  10:00:00', '/usr/bin/unattended-upgrade', 'Upgrade: perl:amd64 (1, 2)'),
    block('2026-10-01  10:00:00', 'apt-get install -y inxi', 'Install: inxi:amd64 (1)\nUpgrade: perl:amd64 (2, 3)'),
    block('2026-10-02  10:00:00', 'apt-get upgrade', 'Remove: x:amd64 (1)'),
  ].join('');
  expect(lastAptUpgrade(text)).toBe(new Date('2026-09-02T10:00:00').getTime());
  expect(lastAptUpgrade('')).toBeNull();
  expect(lastAptUpgrade('Start-Date: never\nUpgrade: x\n')).toBeNull();
});

test("pacman's log: the last upgrade, with its zone", () => {
  const log = '[2026-10-01T10:00:00+0200] [ALPM] upgraded bash (1 -> 2)\n[2026-10-05T10:00:00+0200] [ALPM] installed x (1)\n';
  expect(lastPacmanUpgrade(log)).toBe(Date.parse('2026-10-01T08:00:00Z'));
  expect(lastPacmanUpgrade('[2018-01-01 10:00] [ALPM] upgraded x (1 -> 2)\n')).toBeNull();
});

test('apt: updates and which are for security; without its count it is no answer', () => {
  const stdout = [
    'Inst libssl3 [3.0.14-1] (3.0.15-1 Debian-Security:12/stable-security [amd64])',
    'Inst base-files [12.4] (12.5 Debian:12.5/stable [amd64])',
    'Conf libssl3 (3.0.15-1 Debian-Security:12/stable-security [amd64])',
    '2 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.',
  ];
  expect(readAptPending(rawOf({ stdout: stdout.join('\n') }))).toMatchObject({
    value: [
      { name: 'libssl3', from: '3.0.14-1', to: '3.0.15-1', security: true },
      { name: 'base-files', security: false },
    ],
  });
  expect(readAptPending(rawOf({ stdout: '' })).known).toBe(false);
  expect(readAptPending(rawOf({ code: 100, stderr: 'E: broken' })).known).toBe(false);
});

test('dnf and pacman: their exit codes for "some" and "none"', () => {
  expect(
    readDnfPending(rawOf({ code: 100, stdout: '\nbash.x86_64   5.2.26-1.fc40   updates\nObsoleting Packages\nx.noarch 1 y\n' })),
  ).toMatchObject({
    value: [{ name: 'bash', to: '5.2.26-1.fc40', security: null }],
  });
  expect(readDnfPending(rawOf({ code: 0 }))).toMatchObject({ value: [] });
  expect(readDnfPending(rawOf({ code: 1, stderr: 'Error: Cache-only enabled but no cache for x' }))).toMatchObject({ code: 'failed' });
  expect(readPacmanPending(rawOf({ stdout: 'bash 5.2-1 -> 5.2-2\nx 1 -> 2 [ignored]\n' }))).toMatchObject({
    value: [{ name: 'bash' }, { name: 'x' }],
  });
  expect(readPacmanPending(rawOf({ code: 1 }))).toMatchObject({ value: [] });
  expect(readPacmanPending(rawOf({ code: 1, stderr: 'error: failed' })).known).toBe(false);
});

test('coredumpctl: entries, none, no journal, an option it does not know', () => {
  const stdout = JSON.stringify([{ time: 1_790_000_000_000_000, pid: 4, sig: 11, corefile: 'present', exe: '/usr/bin/x', size: 9 }]);
  expect(readCoredumps(rawOf({ stdout }))).toMatchObject({ value: [{ program: '/usr/bin/x', signal: 11, at: 1_790_000_000_000 }] });
  expect(readCoredumps(rawOf({ code: 1, stderr: 'Hint: You are currently not seeing all.\nNo coredumps found.\n' })).known).toBe(true);
  expect(readCoredumps(rawOf({ code: 1, stderr: 'No coredumps found.\n' }))).toMatchObject({ known: true, value: [] });
  expect(readCoredumps(rawOf({ code: 1, stderr: 'No journal files were found.\nNo coredumps found.\n' }))).toMatchObject({ known: false });
  expect(readCoredumps(rawOf({ code: 1, stderr: "coredumpctl: unrecognized option '--json=short'\n" }))).toMatchObject({
    code: 'unexpected-output',
  });
  expect(readCoredumps(rawOf({ stdout: '[{"exe":"/x"}]' })).known).toBe(false);
  expect([apportProgram('_usr_bin_gedit.1000.crash'), apportProgram('202611220101')]).toEqual(['/usr/bin/gedit', null]);
});
