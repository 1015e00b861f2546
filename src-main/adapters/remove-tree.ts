import { constants } from 'node:fs';
import { open, readdir, rmdir, unlink, type FileHandle } from 'node:fs/promises';
import { largestTable, readPlain } from './plain-file.js';
import { errno } from './system-error.js';

/**
 * Removes what stands at a path, a folder with everything in it. Each folder is held open and worked in through its
 * handle, so that nobody who may write in it can lead us elsewhere with a link (node's own `rm` can be led). Nothing
 * that is mounted there or in it is touched (EBUSY); what was gone already is no failure.
 */
export async function removeTree(path: Buffer): Promise<void> {
  const above = await open(path.subarray(0, path.lastIndexOf(0x2f) + 1), constants.O_RDONLY | constants.O_DIRECTORY).catch(absent);
  if (above === null) return;
  try {
    await removeEntry(path, await mountOf(above));
  } finally {
    await above.close();
  }
}

function absent(thrown: unknown): null {
  if (errno(thrown) === 'ENOENT') return null;
  throw thrown;
}

/**
 * What a folder lies on: its device, and its mount, since a folder of the same device may be mounted in another. Linux before 5.14 does
 * not tell the mount to a process that gave up root; the device is left.
 */
async function mountOf(folder: FileHandle): Promise<string> {
  const info = await readPlain(`/proc/${process.pid}/fdinfo/${folder.fd}`, largestTable).then(String, () => '');
  return `${/^mnt_id:\s*(\d+)$/m.exec(info)?.[1] ?? ''} ${(await folder.stat()).dev}`;
}

async function removeEntry(path: Buffer, mount: string): Promise<void> {
  const isFolder = await unlink(path).then(
    () => false,
    (thrown: unknown) => {
      if (errno(thrown) === 'ENOENT') return false;
      if (errno(thrown) === 'EISDIR') return true;
      throw thrown;
    },
  );
  if (!isFolder) return;
  // Programs may be writing into it meanwhile: a few rounds, then ENOTEMPTY.
  for (let round = 1; ; round += 1) {
    try {
      await emptyFolder(path, mount);
      return await rmdir(path);
    } catch (thrown) {
      if (errno(thrown) === 'ENOENT') return;
      if (errno(thrown) !== 'ENOTEMPTY' || round === 4) throw thrown;
    }
  }
}

async function emptyFolder(path: Buffer, mount: string): Promise<void> {
  const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    if ((await mountOf(handle)) !== mount) throw Object.assign(new Error('a mount point'), { code: 'EBUSY' });
    const held = Buffer.from(`/proc/${process.pid}/fd/${handle.fd}/`);
    const names = await readdir(held, { encoding: 'buffer' });
    for (const name of names) await removeEntry(Buffer.concat([held, name]), mount);
  } finally {
    await handle.close();
  }
}
