import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { AppError } from '../../../src-shared/errors.js';
import type { Raw, Target } from '../ports.js';
import { notUnderstood, stdoutText, unusable } from './raw.js';
import { readE2fsckCheck, readExt4State } from './readers/e2fsck.js';
import { readMounts } from './mount-table.js';
import { defineFact } from './types.js';

export type Volume = { readonly device: string; readonly mountedAt: string | null; readonly state: string; readonly clean: boolean };

/** ext2/3/4 volumes on block devices, and whether they are marked clean. */
export const ext4Volumes = defineFact<Volume[]>({
  id: 'ext4-volumes',
  title: 'ext4 volumes',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 60_000,
  async read({ target, signal }): Promise<ReadingOf<Volume[]>> {
    const volumes: Volume[] = [];
    const evidence = [];
    for (const device of await blockDevices(target, signal)) {
      if (!/^ext[234]$/.test(await fileSystemOf(target, device, signal))) continue;
      const reading = readExt4State(await target.exec.run({ argv: ['dumpe2fs', '-h', device], timeoutMs: 20_000, signal }));
      if (!reading.known) return reading;
      volumes.push({ device, mountedAt: await mountedAt(target, device), state: reading.value.state, clean: reading.value.clean });
      evidence.push(...reading.evidence);
    }
    return { known: true, value: volumes, evidence };
  },
});

export type VolumeCheck = { readonly device: string; readonly clean: boolean; readonly problems: readonly string[] };

/** A full read-only check of every ext4 volume that is not mounted. Reads much. */
export const ext4Check = defineFact<VolumeCheck[]>({
  id: 'ext4-check',
  title: 'ext4 check',
  cost: 'deep',
  needs: ['elevation'],
  timeoutMs: 1_800_000,
  heavy: true,
  async read({ target, signal }): Promise<ReadingOf<VolumeCheck[]>> {
    const checks: VolumeCheck[] = [];
    const evidence = [];
    for (const device of await blockDevices(target, signal)) {
      if (!/^ext[234]$/.test(await fileSystemOf(target, device, signal)) || (await mountedAt(target, device)) !== null) continue;
      const reading = readE2fsckCheck(await target.exec.run({ argv: ['e2fsck', '-f', '-n', device], timeoutMs: 1_700_000, signal }));
      if (!reading.known) return reading;
      checks.push({ device, ...reading.value });
      evidence.push(...reading.evidence);
    }
    return { known: true, value: checks, evidence };
  },
});

/** Device files of all block devices that exist here, whole disks and partitions. */
async function blockDevices(target: Target, signal: AbortSignal): Promise<string[]> {
  const raw = await target.exec.run({ argv: ['lsblk', '--json', '--list', '--output', 'PATH,TYPE'], timeoutMs: 15_000, signal });
  expectAnswer(raw);
  const parsed = JSON.parse(stdoutText(raw) || '{"blockdevices":[]}') as { blockdevices?: { path?: unknown; type?: unknown }[] };
  const wanted = new Set(['disk', 'part', 'loop', 'lvm', 'crypt', 'raid0', 'raid1', 'raid5', 'raid6', 'raid10']);
  const paths = (parsed.blockdevices ?? []).flatMap(({ path, type }) =>
    typeof path === 'string' && typeof type === 'string' && wanted.has(type) ? [path] : [],
  );
  const here: string[] = [];
  for (const path of paths) if ((await target.files.stat({ text: path }))?.kind === 'block') here.push(path);
  return here;
}

/** 'ext4' and the like; '' for what blkid does not know. */
async function fileSystemOf(target: Target, device: string, signal: AbortSignal): Promise<string> {
  const raw = await target.exec.run({ argv: ['blkid', '-p', '-s', 'TYPE', '-o', 'value', device], timeoutMs: 10_000, signal });
  // blkid(8): 2 where it recognises nothing, 8 where it recognises more than one thing.
  if (raw.code !== 2 && raw.code !== 8) expectAnswer(raw);
  return stdoutText(raw).trim();
}

/** AppError where a tool gave no answer: "no volumes" would be a guess. */
function expectAnswer(raw: Raw): void {
  const bad = unusable(raw, "Install 'util-linux'.") ?? (raw.code !== 0 && stdoutText(raw).trim() === '' ? notUnderstood(raw) : null);
  if (bad) throw new AppError('io-error', bad.reason, bad.cure);
}

async function mountedAt(target: Target, device: string): Promise<string | null> {
  return (await readMounts(target)).find(({ source }) => source === device)?.at ?? null;
}
