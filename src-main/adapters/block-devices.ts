import { access, lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BlockDevice } from '../core/disk-ports.js';
import { largestTable, readPlain } from './plain-file.js';

const classFolder = '/sys/class/block';

/** Every block device that has a size, from the kernel's own table. Source: Linux, Documentation/ABI/testing/sysfs-block. */
export async function listDevices(): Promise<BlockDevice[]> {
  const names = await readdir(classFolder).catch(() => []);
  const read = (name: string, file: string): Promise<string> =>
    readPlain(join(classFolder, name, file), largestTable).then(String, () => '');
  const ids = new Map<string, string>();
  for (const name of names) ids.set(name, (await read(name, 'dev')).trim());
  const devices: BlockDevice[] = [];
  for (const name of names.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))) {
    const id = ids.get(name) ?? '';
    if (id === '' || Number(await read(name, 'size')) === 0) continue;
    const isPartition = (await read(name, 'partition')) !== '';
    const mapped = (await read(name, 'dm/name')).trim();
    const lower = isPartition
      ? [basename(dirname(await realpath(join(classFolder, name)).catch(() => '')))]
      : await readdir(join(classFolder, name, 'slaves')).catch(() => []);
    devices.push({
      // The kernel writes '!' for '/' in names.
      path: mapped === '' ? `/dev/${name.replaceAll('!', '/')}` : `/dev/mapper/${mapped}`,
      id,
      kind: isPartition ? 'partition' : lower.length > 0 ? 'mapped' : 'disk',
      below: lower.flatMap((one) => ids.get(one) ?? []),
    });
  }
  return devices;
}

/** What programs expect in /dev besides disks. */
const plainFiles = ['null', 'zero', 'full', 'random', 'urandom', 'tty', 'fd', 'stdin', 'stdout', 'stderr'];

/** Paths under /dev of block devices, of links to them, and of the few that every program expects. */
export async function deviceFiles(): Promise<string[]> {
  const found: string[] = [];
  for (const name of plainFiles)
    if (
      await access(join('/dev', name)).then(
        () => true,
        () => false,
      )
    )
      found.push(join('/dev', name));
  await collect('/dev', found);
  return found;
}

async function collect(folder: string, found: string[]): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const entry = await lstat(path).catch(() => null);
    if (entry?.isDirectory() === true && !['/dev/pts', '/dev/shm', '/dev/mqueue', '/dev/hugepages', '/dev/fd'].includes(path))
      await collect(path, found);
    if (entry?.isBlockDevice() === true) found.push(path);
    if (entry?.isSymbolicLink() === true && (await stat(path).catch(() => null))?.isBlockDevice() === true) found.push(path);
  }
}
