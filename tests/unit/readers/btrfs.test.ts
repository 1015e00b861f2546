import { expect, test } from 'vitest';
import { btrfsMounts } from '../../../src-main/core/facts/btrfs-errors.js';
import { parseMounts } from '../../../src-main/core/facts/mount-table.js';
import { readBtrfsCheck } from '../../../src-main/core/facts/readers/btrfs-check.js';
import { readBtrfsProfiles, readBtrfsStats } from '../../../src-main/core/facts/readers/btrfs-stats.js';
import { anyBtrfsScrub } from '../../../src-main/core/routines/linux/any-btrfs-scrub.js';
import { rawOf } from '../../fakes/fake-exec.js';
import { known } from '../../fakes/fake-catalogue.js';

const said = (code: number, stdout: string, stderr = '') => rawOf({ argv: ['btrfs'], code, stdout, stderr });

const stats = (corruption: number): string => `[/dev/loop0].write_io_errs    0
[/dev/loop0].read_io_errs     0
[/dev/loop0].flush_io_errs    0
[/dev/loop0].corruption_errs  ${corruption}
[/dev/loop0].generation_errs  0
`;

test('device stats: counted errors are found, garbage is unread', () => {
  expect(readBtrfsStats(said(0, stats(0)))).toMatchObject({ known: true, evidence: [{ line: '5 counters, all 0' }] });
  const found = readBtrfsStats(said(0, stats(63)));
  expect(found.known && found.value.filter(({ count }) => count > 0)).toEqual([
    { device: '/dev/loop0', kind: 'corruption_errs', count: 63 },
  ]);
  for (const raw of [said(0, ''), said(0, `${stats(0)}what\n`), said(1, stats(0)), said(1, '', 'ERROR: not a btrfs filesystem: /')])
    expect(readBtrfsStats(raw)).toMatchObject({ known: false });
});

test.each([
  ['DUP', 'DUP', 'all'],
  ['RAID1', 'RAID1C3', 'all'],
  ['single', 'DUP', 'metadata'],
  ['single', 'single', 'none'],
  ['RAID5', 'RAID1', 'metadata'],
  ['RAID6', 'RAID6', 'none'],
])('copies: data %s, metadata %s: %s', (data, metadata, copies) => {
  const text = `Data, ${data}: total=64.00MiB, used=7.63MiB\nSystem, ${metadata}: total=8.00MiB, used=16.00KiB\nMetadata, ${metadata}: total=32.00MiB, used=128.00KiB\nGlobalReserve, single: total=5.50MiB, used=0.00B\n`;
  expect(readBtrfsProfiles(said(0, text))).toMatchObject({ value: copies });
});

test('copies: an interrupted conversion counts by its worst part, small disks have one mixed kind, garbage is unread', () => {
  const mixed = (profile: string): string => `Data+Metadata, ${profile}: total=64.00MiB, used=7.63MiB\n`;
  expect(readBtrfsProfiles(said(0, mixed('DUP')))).toMatchObject({ value: 'all' });
  expect(readBtrfsProfiles(said(0, mixed('DUP') + mixed('single')))).toMatchObject({ value: 'none' });
  for (const raw of [said(0, ''), said(1, '', 'ERROR'), said(0, 'Filesystem 1K-blocks\n')])
    expect(readBtrfsProfiles(raw)).toMatchObject({ known: false });
});

test('btrfs check: damage that keeps it from being opened is damage; a missing device is not', () => {
  const opening = 'Opening filesystem to check...\n';
  const shut =
    'checksum verify failed on 30425088 wanted 0x00000000 found 0xb6bde3e4\nbad tree block 30425088, bytenr mismatch, want=30425088, have=0\nERROR: cannot open file system\n';
  expect(readBtrfsCheck(said(1, opening, shut))).toMatchObject({ known: true, value: { clean: false } });
  expect(readBtrfsCheck(said(1, opening, 'warning, device 2 is missing\nERROR: cannot open file system\n'))).toMatchObject({
    known: false,
  });
  expect(readBtrfsCheck(said(1, opening, 'No valid Btrfs found on /dev/x\nERROR: cannot open file system\n'))).toMatchObject({
    known: false,
  });
});

test('mounts: one place a volume, its subvolumes are the same', () => {
  const line = (mount: string, root: string, source: string, options: string): string =>
    `26 1 0:23 ${root} ${mount} rw,relatime shared:1 - btrfs ${source} ${options}`;
  const text = [
    line('/', '/@', '/dev/sda2', 'rw,subvol=/@'),
    line('/home', '/@home', '/dev/sda2', 'rw,subvol=/@home'),
    line('/mnt/my\\040disk', '/', '/dev/sdb1', 'ro,subvol=/'),
    '27 1 8:3 / /boot rw - ext4 /dev/sda1 rw',
    '',
  ].join('\n');
  const found = btrfsMounts(parseMounts(text)).map(({ at, readOnly }) => [at, readOnly]);
  expect(found).toEqual([
    ['/', false],
    ['/mnt/my disk', true],
  ]);
});

test('only volumes that have a second copy and can be written are planned', () => {
  const errors = [{ device: '/dev/sda2', kind: 'corruption_errs', count: 3 }];
  const volume = { mount: '/', readOnly: false, errors, copies: 'all' };
  const outcomes = (...volumes: unknown[]): unknown =>
    anyBtrfsScrub.diagnose({ 'btrfs-errors': known(volumes) } as never).items.map(({ outcome }) => outcome);
  expect(outcomes(volume, { ...volume, copies: 'metadata' })).toEqual(['needed', 'needed']);
  expect(outcomes({ ...volume, copies: 'none' }, { ...volume, readOnly: true })).toEqual(['could-not-run', 'could-not-run']);
  expect(anyBtrfsScrub.diagnose({ 'btrfs-errors': known([{ ...volume, errors: [] }]) } as never).outcome).toBe('healthy');
  expect(anyBtrfsScrub.diagnose({ 'btrfs-errors': known([]) } as never).outcome).toBe('not-applicable');
});
