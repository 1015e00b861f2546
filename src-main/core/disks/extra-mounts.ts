import { posix } from 'node:path';
import { toAppError } from '../../../src-shared/errors.js';
import type { OpenedDisk } from '../../../src-shared/contract/disk.js';
import { readFstab, type FstabEntry } from '../facts/readers/fstab.js';
import type { BlockDevice, DiskWorld } from '../disk-ports.js';
import { expectFree, sameDisk } from './in-use.js';
import { mayBeMounted, mount } from './mount.js';
import { probe, type Probe } from './probe.js';

type Extra = Pick<OpenedDisk, 'mounts' | 'skipped'>;

/** Places that are no part of a system's files, or that are made anew at every start. */
const notOurs = /^\/(proc|sys|dev|run|tmp|mnt|media)(\/|$)/;

/**
 * Mounts the further file systems that a system's own table names (/boot, /boot/efi, /usr, /var, /home, ...), if they lie on
 * the same disk. Options of the table are not taken over: they come from a disk that nobody vouches for.
 */
export async function mountExtra(world: DiskWorld, root: string, device: BlockDevice, write: boolean): Promise<Extra> {
  const wanted = readFstab((await world.text(root, '/etc/fstab')) ?? '')
    .filter(
      ({ mount: at, onDevice, options }) =>
        onDevice && at.startsWith('/') && at !== '/' && !notOurs.test(at) && !options.includes('noauto'),
    )
    // A folder before what is mounted below it.
    .toSorted((a, b) => a.mount.length - b.mount.length);
  const near = await Promise.all(
    sameDisk(await world.devices(), device.id).map(async (one) => ({ one, ...(await probeOrNothing(world, one)) })),
  );
  const extra: Extra = { mounts: [], skipped: [] };
  for (const entry of wanted) {
    const found = await deviceOf(world, near, entry.spec);
    const why = await whyNot(world, root, entry, found);
    if (why !== null || found === undefined) {
      extra.skipped.push({ at: entry.mount, why: why ?? '' });
      continue;
    }
    try {
      await mount(world, { device: found.one.path, type: found.type, at: posix.join(root, entry.mount), write });
      extra.mounts.push({ at: entry.mount, device: found.one.path });
    } catch (thrown) {
      extra.skipped.push({ at: entry.mount, why: toAppError(thrown).message });
    }
  }
  return extra;
}

type Near = Probe & { readonly one: BlockDevice };

async function probeOrNothing(world: DiskWorld, device: BlockDevice): Promise<Probe> {
  return probe(world, device.path).catch(() => ({ type: '', uuid: '', label: '', partUuid: '', partLabel: '', table: '' }));
}

async function deviceOf(world: DiskWorld, near: readonly Near[], spec: string): Promise<Near | undefined> {
  const [, key = '', value = ''] = /^(UUID|LABEL|PARTUUID|PARTLABEL)=(.+)$/.exec(spec) ?? [];
  if (key === '') {
    const id = await world.deviceId(spec);
    return near.find(({ one }) => one.id === id);
  }
  const field = { UUID: 'uuid', LABEL: 'label', PARTUUID: 'partUuid', PARTLABEL: 'partLabel' } as const;
  return near.find((one) => one[field[key as keyof typeof field]].toLowerCase() === value.toLowerCase());
}

async function whyNot(world: DiskWorld, root: string, entry: FstabEntry, found: Near | undefined): Promise<string | null> {
  if (posix.normalize(entry.mount) !== entry.mount || entry.mount.includes('\\')) return 'its path is not a plain one';
  if (!found) return `${entry.spec} is not on this disk`;
  if (!mayBeMounted(found.type)) return `${found.one.path} holds ${found.type === '' ? 'nothing that is known' : found.type}`;
  if (entry.options.some((option) => option.startsWith('subvol'))) return 'it is a subvolume';
  if (!(await world.isFolder(root, entry.mount))) return 'there is no such folder, or a link on the way';
  return expectFree(world, found.one).then(
    () => null,
    (thrown: unknown) => toAppError(thrown).message,
  );
}
