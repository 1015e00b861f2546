import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { btrfsMounts } from './btrfs-errors.js';
import { readMounts } from './mount-table.js';
import { notUnderstood, stdoutText, unusable } from './raw.js';
import { namesIn } from './read-text.js';
import { defineFact, type FactContext } from './types.js';

/** `tool`: who made it; `orphaned`: that program is no longer installed, so nobody will ever remove it; `broken`: it cannot be used any more. */
export type Snapshots = {
  readonly tool: string;
  readonly place: string;
  readonly count: number;
  readonly orphaned: boolean;
  readonly broken: boolean;
};

const makers: readonly { readonly tool: string; readonly program: string; readonly folder: string; readonly form: RegExp }[] = [
  { tool: 'Timeshift', program: '/usr/bin/timeshift', folder: '/timeshift/snapshots', form: /^\d{4}-\d\d-\d\d_/ },
  { tool: 'Timeshift', program: '/usr/bin/timeshift', folder: '/timeshift-btrfs/snapshots', form: /^\d{4}-\d\d-\d\d_/ },
  { tool: 'snapper', program: '/usr/bin/snapper', folder: '/.snapshots', form: /^\d+$/ },
  { tool: 'snapper', program: '/usr/bin/snapper', folder: '/home/.snapshots', form: /^\d+$/ },
];

/** Subvolumes beside the system's own, which no folder shows: by their path from the top of the volume. */
const subvolumes: readonly { readonly tool: string; readonly program: string; readonly form: RegExp }[] = [
  { tool: 'Timeshift', program: '/usr/bin/timeshift', form: /^timeshift-btrfs\/snapshots\/\d{4}-\d\d-\d\d_[^/]+\/@$/ },
  { tool: 'apt-btrfs-snapshot', program: '/usr/bin/apt-btrfs-snapshot', form: /^@apt-snapshot-/ },
];

/** Snapshots of the system: by Timeshift, snapper, apt-btrfs-snapshot and LVM. Sources: their documentation; lvs(8), lv_attr. */
export const snapshots = defineFact<Snapshots[]>({
  id: 'snapshots',
  title: 'Snapshots',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 30_000,
  async read(context): Promise<ReadingOf<Snapshots[]>> {
    const value: Snapshots[] = [];
    for (const { tool, program, folder, form } of makers) {
      const count = (await namesIn(context.target, folder)).filter((name) => form.test(name)).length;
      const orphaned = (await context.target.files.stat({ text: program })) === null;
      if (count > 0) value.push({ tool, place: folder, count, orphaned, broken: false });
    }
    const lvm = await logicalVolumes(context);
    if (!lvm.known) return lvm;
    value.push(...lvm.value);
    const btrfs = await btrfsSnapshots(context);
    if (!btrfs.known) return btrfs;
    value.push(...btrfs.value);
    const evidence = value.map(({ tool, place, count, orphaned, broken }) => ({
      source: place,
      line: `${count} by ${tool}`,
      meaning: broken ? 'full, it cannot be used any more' : orphaned ? `${tool} is no longer installed` : 'kept',
    }));
    const none = { source: 'Timeshift, snapper, apt-btrfs-snapshot, LVM', line: 'none', meaning: 'no snapshots' };
    return { known: true, value, evidence: value.length === 0 ? [none] : evidence };
  },
});

/** `btrfs subvolume list PATH`: "ID 257 gen 7 top level 5 path @apt-snapshot-2024-05-01_10:00:00", of the whole volume. */
async function btrfsSnapshots({ target, signal }: FactContext): Promise<ReadingOf<Snapshots[]>> {
  const value: Snapshots[] = [];
  if (!target.running) return { known: true, value, evidence: [] };
  for (const { at: mount } of btrfsMounts(await readMounts(target))) {
    const raw = await target.exec.run({ argv: ['btrfs', 'subvolume', 'list', mount], timeoutMs: 20_000, signal });
    const bad = unusable(raw, "Install 'btrfs-progs'.");
    if (bad) return bad;
    if (raw.code !== 0) return notUnderstood(raw);
    const paths = [...stdoutText(raw).matchAll(/^ID \d+ .* path (.+)$/gm)].map(([, path]) => path ?? '');
    for (const { tool, program, form } of subvolumes) {
      const made = paths.filter((path) => form.test(path));
      const orphaned = made.length > 0 && (await target.files.stat({ text: program })) === null;
      if (made.length > 0) value.push({ tool, place: `${mount}, subvolume ${made[0]}`, count: made.length, orphaned, broken: false });
    }
  }
  return { known: true, value, evidence: [] };
}

async function logicalVolumes({ target, signal }: FactContext): Promise<ReadingOf<Snapshots[]>> {
  if ((await target.files.stat({ text: '/usr/sbin/lvs' })) === null) return { known: true, value: [], evidence: [] };
  const fields = 'vg_name,lv_name,origin,lv_attr';
  const raw = await target.exec.run({ argv: ['lvs', '--reportformat', 'json', '-o', fields], timeoutMs: 20_000, signal });
  const value = raw.code === 0 ? readLvs(stdoutText(raw)) : null;
  return value === null ? notUnderstood(raw) : { known: true, value, evidence: [] };
}

/** Pure: `lvs --reportformat json -o vg_name,lv_name,origin,lv_attr`. Attribute 5 is I for a snapshot that is full. null: something else. */
export function readLvs(text: string): Snapshots[] | null {
  let parsed: { report?: { lv?: Record<string, string>[] }[] };
  try {
    parsed = JSON.parse(text) as typeof parsed;
  } catch {
    return null;
  }
  const volumes = parsed.report?.[0]?.lv;
  if (!Array.isArray(volumes)) return null;
  return volumes.flatMap((volume) => {
    const [vg, name, origin, attributes] = ['vg_name', 'lv_name', 'origin', 'lv_attr'].map((key) => volume[key] ?? '');
    // Thin snapshots have an origin too, but share their room: only the old kind fills up.
    if (origin === '' || !/^[sS]/.test(attributes ?? '')) return [];
    return [{ tool: 'LVM', place: `/dev/${vg}/${name}`, count: 1, orphaned: false, broken: /^[sS]...[IS]/.test(attributes ?? '') }];
  });
}
