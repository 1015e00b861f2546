import { posix } from 'node:path';
import type { BlockDevice, DiskWorld } from '../disk-ports.js';
import { expectFree } from './in-use.js';
import { mount, maySystemLieOn, systemAt } from './mount.js';
import { probe } from './probe.js';

/** A system on a device, and its table of encrypted containers. */
export type Seen = { readonly device: BlockDevice; readonly name: string; readonly type: string; readonly crypttab: string };

/** Where an opening looks at what it may find, so that a crash in between is cleared away with it. */
export function lookingPlace(world: DiskWorld, key: string): string {
  return posix.join(world.folder, `look-${key}`);
}

/** Looks, without writing anything, whether a system lies on a device; null also where it cannot be told. */
export async function lookAt(world: DiskWorld, key: string, device: BlockDevice): Promise<Seen | null> {
  const { type } = await probe(world, device.path).catch(() => ({ type: '' }));
  if (!maySystemLieOn(type)) return null;
  const at = lookingPlace(world, key);
  try {
    await expectFree(world, device);
    await world.makeMountPoint(at);
    await mount(world, { device: device.path, type, at, write: false });
  } catch {
    // In use, or too damaged to be mounted: another may be the one.
    await world.removeMountPoint(at);
    return null;
  }
  try {
    const name = await systemAt(world, at);
    return name === null ? null : { device, name, type, crypttab: (await world.text(at, '/etc/crypttab')) ?? '' };
  } finally {
    await world.run(['umount', at]);
    await world.removeMountPoint(at);
  }
}

/** The systems among devices, in their order. */
export async function systemsOn(world: DiskWorld, key: string, devices: readonly BlockDevice[]): Promise<Seen[]> {
  const found: Seen[] = [];
  for (const device of devices) {
    const seen = await lookAt(world, key, device);
    if (seen) found.push(seen);
  }
  return found;
}
