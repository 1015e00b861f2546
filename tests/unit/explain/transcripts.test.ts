import { expect, test } from 'vitest';
import type { Outcome } from '../../../src-shared/contract/words.js';
import { explained, rows } from './rows.js';

/**
 * Every Linux row of the index with its outcome, by the mapping of words in the README of the transcripts. Where the reading has no
 * word of that list: lists are `not-applicable` (they say nothing about health), WARN is `needed`, "PARTLY FIXED" is `not-repaired`.
 */
const expected: Readonly<Record<string, Outcome>> = {
  'systemctl-failed-apache.txt': 'needed',
  'systemctl-failed-no-systemd.txt': 'not-applicable',
  'systemctl-failed-none.txt': 'healthy',
  'systemctl-failed-two.txt': 'needed',
  'systemctl-failed-two-json.txt': 'needed',
  'systemctl-list-units-ubuntu1804.txt': 'healthy',
  'resolvectl-status-ok.txt': 'healthy',
  'resolvectl-status-fallback-wrapped.txt': 'healthy',
  'journal-ata-io-errors.txt': 'needed',
  'dmesg-ext4-remount-ro-medium-error.txt': 'needed',
  'dmesg-ext4-aborted-journal.txt': 'needed',
  'kern-oom-killed.txt': 'needed',
  'rpmdb-open-failed.txt': 'could-not-run',
  'rpmdb-bdb-version-mismatch.txt': 'needed',
  'rpm-verify-missing-file.txt': 'needed',
  'dnf-check-clean.txt': 'healthy',
  'dnf-check-missing-dep.txt': 'needed',
  'dpkg-status-old-not-permitted.txt': 'not-repaired',
  'dpkg-audit-broken.txt': 'needed',
  'dpkg-audit-clean.txt': 'healthy',
  'dpkg-install-postinst-failed.txt': 'not-repaired',
  'dpkg-configure-a-fails.txt': 'not-repaired',
  'dpkg-lock-held.txt': 'busy',
  'apt-get-check-clean.txt': 'healthy',
  'apt-get-check-unmet-deps.txt': 'needed',
  'apt-get-check-dpkg-interrupted.txt': 'needed',
  'apt-get-dpkg-interrupted.txt': 'needed',
  'apt-get-f-install-simulate.txt': 'needed',
  'apt-get-lock-frontend-held.txt': 'busy',
  'apt-get-lock-timeout-waiting.txt': 'busy',
  'apt-get-update-lists-lock.txt': 'busy',
  'apt-get-update-eany-connect-fail.txt': 'not-repaired',
  'apt-get-update-malformed-source.txt': 'not-repaired',
  'pacman-db-lock.txt': 'busy',
  'pacman-sync-mirror-fail.txt': 'not-repaired',
  'pacman-dk-clean.txt': 'healthy',
  'pacman-qk-missing-files.txt': 'needed',
  'smartctl-attr-failing-now.txt': 'needed',
  'smartctl-failed-text-head.txt': 'needed',
  'smartctl-json-ata-healthy.json': 'healthy',
  'smartctl-json-ata-full.json': 'healthy',
  'smartctl-json-ata-failed.json': 'needed',
  'smartctl-json-ata-crc-errors.json': 'needed',
  'smartctl-json-nvme-healthy.json': 'healthy',
  'smartctl-json-scsi.json': 'healthy',
  'smartctl-scan-json.json': 'not-applicable',
  'smartctl-unsupported-device.txt': 'unknown',
  'smartctl-json-open-failed.txt': 'unknown',
  'timedatectl-rtc-local.txt': 'healthy',
  'timedatectl-timesync-status.txt': 'healthy',
  'timedatectl-centos7.txt': 'healthy',
  'timedatectl-ubuntu1804.txt': 'healthy',
  'ufw-status-verbose-active.txt': 'healthy',
  'ufw-status-inactive.txt': 'needed',
  'ufw-status-container.txt': 'needed',
  'acpi-V.txt': 'needed',
  'lsblk-ubuntu1804.txt': 'not-applicable',
  'lsblk-json-container.txt': 'not-applicable',
  'df-long-filesystem.txt': 'healthy',
  'mdadm-detail-raid1-ok.txt': 'healthy',
  'tune2fs-l.txt': 'healthy',
  'e2fsck-n-clean.txt': 'healthy',
  'e2fsck-n-errors.txt': 'needed',
  'e2fsck-p-result.txt': 'not-repaired',
  'e2fsck-y-fixed.txt': 'repaired',
  'e2undo-ok.txt': 'repaired',
  'xfs-repair-n-clean.txt': 'healthy',
  'btrfs-check-clean.txt': 'healthy',
  'pkexec-no-agent.txt': 'could-not-run',
  'fstrim-ok.txt': 'repaired',
};

test('every Linux row of the index is read', () => {
  expect(rows.map(({ file }) => file).toSorted()).toEqual(Object.keys(expected).toSorted());
});

test.each(rows)('$command ($file) is what its reading says: $reading', ({ file }) => {
  const { outcome, evidence, advice } = explained(file);
  expect(outcome).toBe(expected[file]);
  if (outcome !== 'not-applicable') expect(evidence.length + advice.length).toBeGreaterThan(0);
  if (['healthy', 'needed', 'repaired', 'not-repaired'].includes(outcome)) expect(evidence.length).toBeGreaterThan(0);
  for (const { source, line, meaning } of evidence) for (const text of [source, line, meaning]) expect(text).not.toBe('');
});

test.each(rows)('$file: the same on the other stream', ({ file }) => {
  expect(explained(file, { on: 'stderr' }).outcome).toBe(expected[file]);
});

/** Their verdict stands in words, numbers or whole JSON; the others tell health by exit code alone. */
const needCode = [
  'dpkg-audit-clean.txt',
  'apt-get-check-clean.txt',
  'dnf-check-clean.txt',
  'xfs-repair-n-clean.txt',
  'e2undo-ok.txt',
  'apt-get-f-install-simulate.txt',
];

test.each(rows)('$file without its exit code: the same, or unknown', ({ file }) => {
  const { outcome } = explained(file, { code: null });
  expect(outcome).toBe(needCode.includes(file) ? 'unknown' : expected[file]);
});

test.each(rows.filter(({ file }) => ['healthy', 'repaired'].includes(expected[file] ?? '')))(
  '$file with a code that contradicts it',
  ({ file }) => {
    expect(['healthy', ...(file === 'e2fsck-y-fixed.txt' ? [] : ['repaired'])]).not.toContain(explained(file, { code: 42 }).outcome);
  },
);

const items = (file: string): [string, string][] => explained(file).items.map(({ id, title }) => [id, title]);
const ids = (file: string): string[] => items(file).map(([id]) => id);

test('what is named becomes an item', () => {
  expect(ids('systemctl-failed-two.txt')).toEqual(['demo-broken.service']);
  expect(ids('dpkg-audit-broken.txt')).toEqual(['demo-dep', 'demo-fail']);
  expect(ids('dpkg-configure-a-fails.txt')).toEqual(['demo-fail', 'demo-dep']);
  expect(ids('apt-get-f-install-simulate.txt')).toEqual(['demo-fail', 'demo-dep']);
  expect(ids('apt-get-lock-frontend-held.txt')).toEqual(['24973 (python3)']);
  expect(ids('kern-oom-killed.txt')).toEqual(['python3', '(resolved)']);
  expect(items('journal-ata-io-errors.txt')).toEqual([['sda', 'sda: medium-error, io-error (sectors 106553248, 820949440)']]);
  expect(ids('dmesg-ext4-remount-ro-medium-error.txt')).toEqual(['sda1', 'sda']);
  expect(ids('resolvectl-status-fallback-wrapped.txt')).toEqual(['Link 3 (eno1)']);
  expect(items('acpi-V.txt')).toEqual([['Battery 1', 'Battery 1: 68 % of its design capacity']]);
  expect(ids('smartctl-scan-json.json')).toHaveLength(7);
  expect(ids('lsblk-json-container.txt')).toEqual(['zram0', 'vda']);
  expect(items('lsblk-ubuntu1804.txt')).toContainEqual(['sda2', 'sda2 part 20G /']);
  expect(items('pacman-qk-missing-files.txt')).toEqual([['foo', 'foo: 3 of 3 files missing']]);
  expect(ids('rpm-verify-missing-file.txt')).toEqual(['demo-needs-2-1.noarch', '/usr/share/demo/f']);
  expect(items('smartctl-json-ata-failed.json')[0]?.[1]).toMatch(/1975 reallocated sectors.*8 pending sectors/);
});

test('what is known to be weighed is said', () => {
  expect(explained('timedatectl-rtc-local.txt').advice).toContain('set-local-rtc');
  expect(explained('smartctl-attr-failing-now.txt').advice).toMatch(/sometimes wrong/);
  expect(explained('e2fsck-y-fixed.txt').evidence.map(({ line }) => line)).toContain('e2undo undo.e2undo');
  expect(explained('apt-get-lock-frontend-held.txt').advice).toMatch(/Never delete/);
});
