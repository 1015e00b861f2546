import { AppError } from '../../../src-shared/errors.js';
import type { BlockDevice, DiskWorld } from '../disk-ports.js';

/** AppError busy, saying by what, if a device or something that lies on it is in use. */
export async function expectFree(world: DiskWorld, device: BlockDevice): Promise<void> {
  const devices = await world.devices();
  const mounts = await world.mounts();
  for (const one of [device, ...above(devices, device.id)]) {
    const what = one === device ? device.path : `${device.path} carries ${one.path}, which`;
    for (const mount of mounts) {
      // btrfs mounts have a number of their own; their source tells the device.
      if (mount.id !== one.id && (!mount.source.startsWith('/dev/') || (await world.deviceId(mount.source)) !== one.id)) continue;
      throw mount.at === '/'
        ? new AppError('busy', `${what} is the disk of the running system.`, 'Leave --root out to work on the running system.')
        : new AppError('busy', `${what} is mounted at ${mount.at}.`, `Give that folder (--root ${mount.at}), or unmount it first.`);
    }
    for (const swap of await world.swaps())
      if ((await world.deviceId(swap)) === one.id)
        throw new AppError('busy', `${what} is swap space of the running system.`, 'Give the device that holds the system.');
  }
  const [carried] = above(devices, device.id).filter((one) => one.kind === 'mapped');
  if (carried) throw new AppError('busy', `${device.path} is open already, as ${carried.path}.`, `Give that one: --root ${carried.path}`);
  if (!(await world.isFree(device.path)))
    throw new AppError(
      'busy',
      `${device.path} is in use by something else (a RAID, a virtual machine, or a repair that still runs).`,
      'Let it go first.',
    );
}

/** Everything that lies on a device, nearest first. */
function above(devices: readonly BlockDevice[], id: string): BlockDevice[] {
  const next = devices.filter((device) => device.below.includes(id));
  return [...next, ...next.flatMap((device) => above(devices, device.id))];
}

/** All devices on the same disk or disks as this one: their partitions, and what lies on these. */
export function sameDisk(devices: readonly BlockDevice[], id: string): BlockDevice[] {
  const disks = bases(devices, id);
  return devices.filter((device) => bases(devices, device.id).some((base) => disks.includes(base)));
}

function bases(devices: readonly BlockDevice[], id: string): string[] {
  const below = devices.find((device) => device.id === id)?.below ?? [];
  return below.length === 0 ? [id] : below.flatMap((one) => bases(devices, one));
}
