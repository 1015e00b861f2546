import { expect, test } from 'vitest';
import type { Outcome } from '../../../src-shared/contract/words.js';
import { has, parseCommand } from '../../../src-main/core/explain/command-line.js';
import { normalise } from '../../../src-main/core/explain/normalise.js';
import { readSpan } from '../../../src-main/core/facts/readers/timedatectl-text.js';
import { bytesOf, explained, explainText } from './rows.js';

test.each<[string, string, string[]]>([
  ['sudo -n /usr/sbin/e2fsck -fn /dev/sda1', 'e2fsck', ['-fn', '/dev/sda1']],
  ['LC_ALL=C sudo -u root env A=b nice -n 5 apt-get check 2>&1', 'apt-get', ['check']],
  ['timeout -k 5 30 dmesg > /tmp/x', 'dmesg', []],
  ['$ dpkg --audit', 'dpkg', ['--audit']],
  ['smartctl --json --all (ATA HDD)', 'smartctl', ['--json', '--all']],
  ['journalctl -k / kern.log', 'journalctl', ['-k', 'kern.log']],
  ['"/opt/x y/df" -h', 'df', ['-h']],
  ['', '', []],
])('%j is %s', (text, name, args) => {
  expect(parseCommand(text)).toMatchObject({ name, args, several: false, filtered: false });
});

test('pipes, lists and options', () => {
  expect(parseCommand('dmesg | grep error')).toMatchObject({ name: 'dmesg', filtered: true, several: false });
  for (const line of ['a && b', 'a; b', 'a || b']) expect(parseCommand(line).several).toBe(true);
  expect(has(['-fn'], '-n')).toBe(true);
  expect(has(['--name', '-z'], '-n')).toBe(false);
  expect(has(['--output=json'], '--output')).toBe(true);
});

test('path, sudo, remarks and redirections do not change what is read; a filter and a second command do', () => {
  const text = new TextDecoder().decode(bytesOf('btrfs-check-clean.txt'));
  expect(explainText('sudo /usr/bin/btrfs check --readonly /dev/sdb 2>&1', text, 0).outcome).toBe('healthy');
  expect(explainText('btrfs check /dev/sdb | tail', text, 0).outcome).toBe('unknown');
  expect(explainText('btrfs check /dev/sdb; true', text, 0).outcome).toBe('unknown');
});

test('UTF-16 with and without its mark, carriage returns, colours and the prompt of sudo', () => {
  const text = 'Status: active\nDefault: deny (incoming)\n';
  const utf16 = Buffer.from(text, 'utf16le');
  for (const bytes of [
    utf16,
    Buffer.from(`\ufeff${text}`, 'utf16le'),
    Buffer.from(`\ufeff${text}`),
    Buffer.from(text.replaceAll('\n', '\r\n')),
  ])
    expect(normalise(bytes)).toBe(text);
  expect(normalise(Buffer.from('50%\r100%\r\n'))).toBe('50%\n100%\n');
  expect(normalise(Buffer.from('[sudo] password for user1: \n\u001b[1;31mred\u001b[0m\n'))).toBe('red\n');
  expect(normalise(Buffer.from('Статус: всё хорошо\n', 'utf16le'))).toBe('Статус: всё хорошо\n');
  const sample = Buffer.from(Buffer.from(bytesOf('e2fsck-n-clean.txt')).toString('latin1'), 'utf16le');
  expect(explained('e2fsck-n-clean.txt', { bytes: sample }).outcome).toBe('healthy');
});

test.each([
  ['-5.224ms', -0.005224],
  ['+27us', 0.000027],
  ['1min 2.5s', 62.5],
  ['n/a', null],
  ['', null],
])('the span %j', (text, seconds) => {
  const span = readSpan(text);
  if (seconds === null) expect(span).toBeNull();
  else expect(span).toBeCloseTo(seconds, 9);
});

const clean = '/dev/sda1: clean, 11/8192 files, 6938/32768 blocks\n';
const noRights =
  'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\nE: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?\n';
const dfHead = 'Filesystem      Size  Used Avail Use% Mounted on\n';
const mdHead = '/dev/md0:\n    Raid Devices : 2\n    Active Devices : 2\n    Failed Devices : 0\n';
const mdRows =
  '       0     254        1        0      active sync   /dev/vda1\n       1     254        2        1      active sync   /dev/vda2\n';

const smart = (verdict: string, moved: string, pending: string): string => `SMART overall-health self-assessment test result: ${verdict}

ID# ATTRIBUTE_NAME          FLAG     VALUE WORST THRESH TYPE      UPDATED  WHEN_FAILED RAW_VALUE
  1 Raw_Read_Error_Rate     0x002f   200   200   051    Pre-fail  Always       -       12
  5 Reallocated_Sector_Ct   0x0033   200   200   140    Pre-fail  Always       -       ${moved}
194 Temperature_Celsius     0x0022   117   099   000    Old_age   Always       -       30 (Min/Max 19/39)
197 Current_Pending_Sector  0x0032   200   200   000    Old_age   Always       -       ${pending}

SMART Error Log Version: 1
No Errors Logged
`;
const smartX = (fail: string): string => `SMART overall-health self-assessment test result: PASSED

ID# ATTRIBUTE_NAME          FLAGS    VALUE WORST THRESH FAIL RAW_VALUE
  5 Reallocated_Sector_Ct   PO--CK   200   200   140    ${fail}    0
197 Current_Pending_Sector  -O--CK   200   200   000    -    0

SMART Extended Comprehensive Error Log Version: 1 (6 sectors)
`;
const nvme = (warning: string, media: string): string => `SMART overall-health self-assessment test result: PASSED

SMART/Health Information (NVMe Log 0x02)
Critical Warning:                   ${warning}
Temperature:                        36 Celsius
Available Spare:                    100%
Available Spare Threshold:          10%
Percentage Used:                    0%
Data Units Read:                    9,511,859 [4.86 TB]
Media and Data Integrity Errors:    ${media}
Error Information Log Entries:      0
`;

/** Forms that the samples do not hold: from manuals and message texts of the tools, so weaker evidence. */
test.each<[string, string, number | null, Outcome]>([
  [
    'dnf5 check',
    'php-0:8.3.10-1.fc40.x86_64\n missing require "php-common = 8.3"\nCheck discovered 1 problem(s) in 1 package(s)\n',
    1,
    'needed',
  ],
  ['dnf check-update', '', 0, 'healthy'],
  ['dnf check-update', 'kernel.x86_64    6.1-2    updates\n', 100, 'healthy'],
  ['apt-get update', 'Hit:1 http://x bookworm InRelease\nReading package lists... Done\n', 0, 'healthy'],
  [
    'apt-get update',
    'Hit:1 http://x bookworm InRelease\nErr:2 http://y z\nReading package lists...\nW: Failed to fetch http://y\n',
    0,
    'not-repaired',
  ],
  ['apt-get install jq', noRights, 100, 'could-not-run'],
  ['smartctl -H /dev/sda', 'SMART overall-health self-assessment test result: PASSED\n', 0, 'unknown'],
  ['smartctl -a /dev/sda', 'bash: smartctl: command not found\n', 127, 'could-not-run'],
  ['smartctl -a /dev/sda', 'Smartctl open device: /dev/sda failed: Permission denied\n', 2, 'could-not-run'],
  ['mdadm --detail /dev/md0', `${mdHead}             State : clean, degraded\n${mdRows}`, 0, 'needed'],
  ['mdadm --detail /dev/md0', `${mdHead}             State : active, resyncing\n${mdRows}`, 0, 'busy'],
  ['mdadm --detail /dev/md0', `${mdHead}             State : clean\n${mdRows}`, null, 'healthy'],
  ['cat /proc/mdstat', 'md0 : active raid1 vda1[0]\n      101376 blocks [2/1] [U_]\n\nunused devices: <none>\n', 0, 'needed'],
  ['ufw status', 'ERROR: You need to be root to run this script\n', 1, 'could-not-run'],
  ['ufw status verbose', 'Status: active\nDefault: allow (incoming), allow (outgoing)\n', 0, 'needed'],
  ['systemctl --failed --no-legend', '', 0, 'healthy'],
  ['systemctl --failed --no-legend', '', null, 'unknown'],
  ['systemctl is-system-running', 'degraded\n', 1, 'needed'],
  ['systemctl is-system-running', 'starting\n', 1, 'busy'],
  ['timedatectl show', 'CanNTP=yes\nNTP=yes\nNTPSynchronized=no\n', 0, 'needed'],
  ['resolvectl', 'Global\n    Protocols: x\n\nLink 2 (eth0)\n  Current Scopes: none\n', 0, 'needed'],
  ['journalctl -k -p 0..3', '-- No entries --\n', 0, 'healthy'],
  ['dmesg', '[    0.000000] Linux version 6.1\n', 0, 'unknown'],
  ['journalctl -k -o json', '{"MESSAGE":"Out of memory: Killed process 1 (x) total-vm:1kB"}\n', 0, 'needed'],
  ['journalctl --verify', 'PASS: /var/log/journal/a/system.journal\n', 0, 'healthy'],
  ['pkexec dpkg --audit', '', 0, 'healthy'],
  ['pkexec apt-get check', 'Error executing command as another user: Not authorized\n', 127, 'could-not-run'],
  ['e2fsck -p /dev/sda1', clean, 0, 'healthy'],
  ['fsck -n /dev/sda1', clean, 0, 'healthy'],
  ['e2fsck -p /dev/sda1', clean, 4, 'not-repaired'],
  ['e2fsck -p /dev/sda1', '/dev/sda1 is mounted.\ne2fsck: Cannot continue, aborting.\n', 8, 'could-not-run'],
  ['e2fsck -y /dev/sda1', `Pass 5: x\n/dev/sda1: ***** REBOOT SYSTEM *****\n${clean.replace('clean, ', '')}`, 3, 'restart-pending'],
  ['fsck.fat -n /dev/sdb1', 'fsck.fat 4.2 (2021-01-31)\n/dev/sdb1: 2 files, 2/4000 clusters\n', 0, 'healthy'],
  ['fsck.fat -n /dev/sdb1', 'fsck.fat 4.2 (2021-01-31)\n/dev/sdb1: 2 files, 2/4000 clusters\n', null, 'unknown'],
  [
    'xfs_repair -n /dev/x',
    'bad magic number\nwould reset superblock\nNo modify flag set, skipping filesystem flush and exiting.\n',
    1,
    'needed',
  ],
  ['btrfs check /dev/x', 'found 147456 bytes used, error(s) found\n', 1, 'needed'],
  ['df -h', `${dfHead}/dev/sda1        20G   19G  500M  98% /\n/dev/loop0       55M   55M     0 100% /snap/core/1\n`, 0, 'needed'],
  ['df', `${dfHead}/dev/mapper/VolGroup00-LogVol00\n                 6030784   1147932   4571556  21% /\n`, 0, 'healthy'],
  ['pacman -Dk', "error: missing 'bar' dependency for 'foo'\n", 1, 'needed'],
  ['rpm -V x', 'S.5....T.  c /etc/x\n', 1, 'healthy'],
  ['rpm -V x', 'S.5....T.    /usr/bin/x\n', 1, 'needed'],
  ['dpkg --verify', '??5??????   /usr/bin/x\n', 0, 'needed'],
  ['dpkg --configure -a', 'Setting up x (1) ...\n', 0, 'repaired'],
  ['pacman -Dk', "error: 'foo' conflicts with 'bar'\n", 1, 'needed'],
  ['pacman -Dk', 'error: failed to initialize alpm library\n', 1, 'unknown'],
  ['rpm -V x', '..?......    /usr/bin/sudo\n', 1, 'unknown'],
  ['rpm -V x', 'missing     /root/x (Permission denied)\n', 1, 'could-not-run'],
  ['e2fsck -fn /dev/sda1', 'Warning! /dev/sda1 is mounted.\nPass 5: x\nFree blocks count wrong (1, counted=2).\nFix? no\n', 4, 'unknown'],
  ['smartctl -a /dev/sda', smart('PASSED', '0', '0'), 0, 'healthy'],
  ['smartctl -a /dev/sda', smart('PASSED', '0', '0'), 64, 'needed'],
  ['smartctl -a /dev/sda', smart('PASSED', '8256', '0'), 0, 'needed'],
  ['smartctl -a /dev/sda', smart('PASSED', '0', '3'), null, 'needed'],
  ['smartctl -a /dev/sda', smart('PASSED', '0', '0').slice(0, -60), 0, 'unknown'],
  ['smartctl -a /dev/sda', smart('FAILED!', '0', '0'), 8, 'needed'],
  ['smartctl -x /dev/sda', smartX('-'), 0, 'healthy'],
  ['smartctl -x /dev/sda', smartX('NOW'), 0, 'needed'],
  ['smartctl -a /dev/nvme0', nvme('0x00', '0'), 0, 'healthy'],
  ['smartctl -a /dev/nvme0', nvme('0x00', '7'), 0, 'needed'],
  ['smartctl -a /dev/nvme0', nvme('0x04', '0'), null, 'needed'],
  ['systemctl status ssh', 'active (running)', 0, 'unknown'],
  ['sfc /scannow', 'x', 0, 'unknown'],
  ['constructor', 'x', 0, 'unknown'],
])('%s, answer %j, code %s: %s', (command, text, code, outcome) => {
  expect(explainText(command, text, code).outcome).toBe(outcome);
});

test('a command that is not known: the ones that are are named', () => {
  const { outcome, advice, evidence, items } = explainText('no-such-tool --x', 'all is well', 0);
  expect({ outcome, evidence, items }).toEqual({ outcome: 'unknown', evidence: [], items: [] });
  expect(advice).toMatch(/'no-such-tool'.*Known are: .*dpkg --audit.*smartctl/);
});

test('words that are not known are shown, and the exit code is asked for', () => {
  const { evidence, advice } = explainText('ufw status', 'Status: Aktiv\n');
  expect(evidence).toEqual([{ source: 'ufw status', line: 'Status: Aktiv', meaning: 'these words are not known here' }]);
  expect(advice).toContain('--exit-code');
});
