import { posix } from 'node:path';
import type { DiskWorld } from '../disk-ports.js';
import { must } from './mount.js';

/**
 * Gives programs of an opened system what they expect in /dev, /run and /sys: the plain devices (without /dev/null a script would
 * make a file of that name) and this machine's block devices, on memory of their own, so that the disk itself gets none of it.
 */
export async function givePrivateFolders(
  world: DiskWorld,
  root: string,
  uuids: readonly { readonly uuid: string; readonly path: string }[],
): Promise<void> {
  const on = async (folder: string, type: string, options: string): Promise<string | null> => {
    if (!(await world.isFolder(root, folder))) return null;
    const at = posix.join(root, folder);
    await must(
      world,
      ['mount', '-i', '-t', type, '-o', `nosuid,noexec,${options}`, '--source', 'rescuepc', '--target', at],
      `prepare ${at}`,
    );
    return at;
  };
  await on('/run', 'tmpfs', 'nodev,mode=755,size=64m');
  // Tools that look for disks (blkid, findfs, grub-probe) read there which there are.
  await on('/sys', 'sysfs', 'nodev,ro');
  const dev = await on('/dev', 'tmpfs', 'mode=755,size=16m');
  if (dev === null) return;
  const files = (await world.deviceFiles()).map((path) => path.replace(/^\//, ''));
  await must(world, ['cp', '-a', '--parents', '--', ...files, root], 'copy the device files');
  // Without these a boot menu would name devices as they happen to be called here. udev may have made them.
  await must(world, ['mkdir', '-p', '--', `${dev}/disk/by-uuid`], 'prepare the device files');
  for (const { uuid, path } of uuids)
    await must(world, ['ln', '-sfn', '--', path, `${dev}/disk/by-uuid/${uuid}`], 'prepare the device files');
}
