import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Evidence } from '../../../src-shared/contract/words.js';
import type { Raw, Target } from '../ports.js';
import { readMounts } from './mount-table.js';
import { notUnderstood, stdoutText, unusable } from './raw.js';
import { readBtrfsCheck } from './readers/btrfs-check.js';
import { readFsckFat, readXfsRepair, type FsCheck } from './readers/fsck.js';
import { defineFact, type FactContext } from './types.js';

export type CheckedVolume = FsCheck & { readonly device: string };

/** A full read-only check of every FAT volume that is not mounted. */
export const fatCheck = defineFact<CheckedVolume[]>({
  id: 'fat-check',
  title: 'FAT check',
  cost: 'deep',
  needs: ['elevation'],
  timeoutMs: 1_800_000,
  heavy: true,
  runningOnly: true,
  read: (context) => checkAll(context, ['vfat', 'msdos'], ['fsck.fat', '-n'], readFsckFat),
});

/** A full read-only check of every XFS volume that is not mounted. */
export const xfsCheck = defineFact<CheckedVolume[]>({
  id: 'xfs-check',
  title: 'XFS check',
  cost: 'deep',
  needs: ['elevation'],
  timeoutMs: 1_800_000,
  heavy: true,
  runningOnly: true,
  read: (context) => checkAll(context, ['xfs'], ['xfs_repair', '-n'], readXfsRepair),
});

/** A read-only check of every btrfs volume that is not mounted. */
export const btrfsCheck = defineFact<CheckedVolume[]>({
  id: 'btrfs-check',
  title: 'btrfs check',
  cost: 'deep',
  needs: ['elevation'],
  timeoutMs: 1_800_000,
  runningOnly: true,
  read: (context) => checkAll(context, ['btrfs'], ['btrfs', 'check', '--readonly'], readBtrfsCheck),
});

async function checkAll(
  { target, signal }: FactContext,
  types: readonly string[],
  command: readonly [string, ...string[]],
  read: (raw: Raw) => ReadingOf<FsCheck>,
): Promise<ReadingOf<CheckedVolume[]>> {
  const devices = await unmountedDevices(target, signal);
  if (!devices.known) return devices;
  const volumes: CheckedVolume[] = [];
  const evidence: Evidence[] = [];
  for (const device of devices.value) {
    const type = await target.exec.run({ argv: ['blkid', '-p', '-s', 'TYPE', '-o', 'value', device], timeoutMs: 10_000, signal });
    if (!types.includes(stdoutText(type).trim())) continue;
    const reading = read(await target.exec.run({ argv: [...command, device], timeoutMs: 1_700_000, signal }));
    // A further device of a volume that is mounted by its first one.
    if (!reading.known && reading.code === 'not-permitted') continue;
    if (!reading.known) return reading;
    volumes.push({ device, ...reading.value });
    evidence.push(...reading.evidence);
  }
  return { known: true, value: volumes, evidence };
}

/** Block devices that exist here and are mounted nowhere. */
async function unmountedDevices(target: Target, signal: AbortSignal): Promise<ReadingOf<string[]>> {
  const raw = await target.exec.run({ argv: ['lsblk', '--json', '--list', '--output', 'PATH'], timeoutMs: 15_000, signal });
  const bad = unusable(raw);
  if (bad) return bad;
  if (raw.code !== 0) return notUnderstood(raw);
  const { blockdevices = [] } = JSON.parse(stdoutText(raw)) as { blockdevices?: { path?: unknown }[] };
  const mounted = new Set((await readMounts(target)).map(({ source }) => source));
  const here: string[] = [];
  for (const { path } of blockdevices)
    if (typeof path === 'string' && !mounted.has(path) && (await target.files.stat({ text: path }))?.kind === 'block') here.push(path);
  return { known: true, value: here, evidence: [] };
}
