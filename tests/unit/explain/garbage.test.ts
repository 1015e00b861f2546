import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explainOutput } from '../../../src-main/core/explain/explain.js';
import { bytesOf, explained, explainText, rows } from './rows.js';

const more = [
  'dpkg --verify',
  'dpkg --configure -a',
  'apt-get update',
  'apt-get -y upgrade',
  'dnf5 check',
  'dnf check-update',
  'rpmdb --verifydb',
  'pacman -Syu',
  'smartctl -H /dev/sda',
  'smartctl -x /dev/nvme0',
  'cat /proc/mdstat',
  'fsck.fat -n /dev/sdb1',
  'dumpe2fs -h /dev/sda1',
  'df -h',
  'systemctl is-system-running',
  'timedatectl show',
  'journalctl --verify',
  'pkexec dpkg --audit',
  'systemctl --failed --no-legend',
  'sfc /scannow',
];
const commands = [...new Set([...rows.map(({ command }) => command), ...more])];
/** Pieces of healthy answers, none of which is one by itself. */
const pieces = [
  'PASSED',
  'loaded units listed.',
  'Status:',
  'synchronized: yes',
  'Filesystem state: clean',
  'Pass 5: x',
  'State : clean',
  'Raid Devices : 2',
  'Current Scopes: DNS',
  'DNS Servers: 1.1.1.1',
  'no error',
  'Reading package lists...',
  'Building dependency tree...',
  'Hit:1 x',
  '0 upgraded',
  'Link 2 (eth0)',
  '100%',
  'Battery 0: Full, 100%',
  '{',
  '[',
  '"',
  '\n',
  '\r',
  '\n  ',
  'ok',
];
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(text, 'utf16le')),
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => Buffer.from(parts.join(' '))),
  fc.json().map((text) => Buffer.from(text)),
);
const code = fc.oneof(fc.constant(null), fc.constant(0), fc.nat(255));
const isSilent = (output: Uint8Array): boolean => new TextDecoder().decode(output).replaceAll('\0', '').trim() === '';
const good = ['healthy', 'repaired'];

test.each(commands)('%s: garbage is never healthy, and never throws', (command) => {
  fc.assert(
    fc.property(bytes, bytes, code, (stdout, stderr, exit) => {
      // Silence with exit code 0 is how some tools say that all is well; an empty list is JSON's silence.
      fc.pre(!isSilent(stdout) && new TextDecoder().decode(stdout).replaceAll(/\s/g, '') !== '[]');
      const { outcome, advice } = explainOutput(command, { stdout, stderr, code: exit });
      expect(good).not.toContain(outcome);
      if (outcome === 'unknown') expect(advice).not.toBe('');
    }),
    { numRuns: 150 },
  );
});

test('whatever the command line: an answer and no throw; silence without an exit code is never healthy', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constantFrom(...commands)), fc.constantFrom('', ' ', '\r\n', '\u001b[0m'), (command, text) => {
      expect(good).not.toContain(explainText(command, text).outcome);
    }),
    { numRuns: 500 },
  );
});

/** Where the verdict of a healthy sample stands: as long as its last byte is not there, it is not healthy. */
const verdicts: Readonly<Record<string, RegExp>> = {
  'systemctl-failed-none.txt': /0 loaded units listed/,
  'systemctl-list-units-ubuntu1804.txt': /334 loaded units listed/,
  'resolvectl-status-ok.txt': /DNS Servers: 1/,
  'resolvectl-status-fallback-wrapped.txt': /Current DNS Server: fd64::fffe\n +DNS Servers: 1/,
  'apt-get-check-clean.txt': /Reading state information\.\.\./,
  'pacman-dk-clean.txt': /No database errors have been found!/,
  'timedatectl-rtc-local.txt': /synchronized: yes/,
  'timedatectl-centos7.txt': /synchronized: yes/,
  'timedatectl-ubuntu1804.txt': /synchronized: yes/,
  'timedatectl-timesync-status.txt': /Packet count: 5/,
  'ufw-status-verbose-active.txt': /Default: deny \(incoming\)/,
  'df-long-filesystem.txt': /21% \//,
  'mdadm-detail-raid1-ok.txt': /active sync.*\n.*active sync/,
  'tune2fs-l.txt': /Directory Hash Seed:/,
  'e2fsck-n-clean.txt': /6938\/32768 blocks/,
  'xfs-repair-n-clean.txt': /flush and exiting\./,
  'btrfs-check-clean.txt': /no error found/,
  'smartctl-json-ata-healthy.json': /[\s\S]*\}/,
  'smartctl-json-ata-full.json': /[\s\S]*\}/,
  'smartctl-json-nvme-healthy.json': /[\s\S]*\}/,
  'smartctl-json-scsi.json': /[\s\S]*\}/,
  'fstrim-ok.txt': /trimmed/,
  'e2fsck-y-fixed.txt': /6944\/32768 blocks/,
};

test('every healthy sample that says anything has its verdict written down here', () => {
  const said = rows.filter(({ file }) => good.includes(explained(file).outcome) && bytesOf(file).length > 0).map(({ file }) => file);
  // dnf's verdict is the exit code; what is printed here is a remark about repositories.
  expect(said.toSorted()).toEqual([...Object.keys(verdicts), 'dnf-check-clean.txt'].toSorted());
});

test.each(Object.entries(verdicts))('%s cut off before its verdict is not healthy', (file, pattern) => {
  const whole = bytesOf(file);
  const text = Buffer.from(whole).toString('latin1');
  const match = pattern.exec(text);
  const end = (match?.index ?? -1) + (match?.[0].length ?? 0);
  expect(end).toBeGreaterThan(0);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: end - 1 }), fc.constantFrom('as it was', 'not told'), (length, exit) => {
      const given = exit === 'not told' ? { code: null } : {};
      expect(good, `cut at ${length} of ${end}`).not.toContain(explained(file, { ...given, bytes: whole.subarray(0, length) }).outcome);
    }),
    { numRuns: 120 },
  );
});

test("no other command's output is healthy", () => {
  for (const { command } of rows)
    for (const { file } of rows) {
      const stdout = bytesOf(file);
      for (const exit of [0, 1, null]) {
        const { outcome } = explainOutput(command, { stdout, stderr: new Uint8Array(), code: exit });
        if (stdout.length > 0 && good.includes(outcome)) expect(explained(file).outcome, `${command} given ${file}, ${exit}`).toBe(outcome);
      }
    }
});

test.each([
  'usb 1-1: new high-speed USB device number 2 using xhci_hcd, error none, all is as it should be',
  'blk_update_request: I/O error, dev sda, sector 106553248 op 0x0:(READ) flags 0x80700 phys_seg 1 prio class 0',
])('32 MiB of a log do not hang it: %s', (message) => {
  const line = `[  518.050606] ${message}\n`;
  const stdout = Buffer.from(line.repeat(Math.floor((32 * 1024 * 1024) / line.length)));
  const { outcome, evidence } = explainOutput('dmesg', { stdout, stderr: new Uint8Array(), code: 0 });
  expect(outcome).toBe(message.includes('I/O') ? 'needed' : 'unknown');
  expect(evidence.length).toBeLessThanOrEqual(500);
});

test.each(['a', 'a ', ' ', '1 ', ': ', '(', '/ ', '\t', '% /'])('a line of a million times %j does not hang it', (part) => {
  const stdout = Buffer.from(`x ${part.repeat(1_000_000 / part.length)}`);
  for (const command of commands) expect(explainOutput(command, { stdout, stderr: new Uint8Array(), code: 1 })).toBeDefined();
});
