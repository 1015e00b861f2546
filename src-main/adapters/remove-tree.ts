import { constants } from 'node:fs';
import { open, readdir, rmdir, unlink } from 'node:fs/promises';
import { errno } from './system-error.js';

/**
 * Removes what stands at a path, a folder with everything in it. Each folder is held open and worked in through its
 * handle, so that nobody who may write in it can lead us elsewhere with a link (node's own `rm` can be led). Nothing
 * on another file system is touched (EBUSY); what was gone already is no failure.
 */
export async function removeTree(path: Buffer, device?: number): Promise<void> {
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
      await emptyFolder(path, device);
      return await rmdir(path);
    } catch (thrown) {
      if (errno(thrown) === 'ENOENT') return;
      if (errno(thrown) !== 'ENOTEMPTY' || round === 4) throw thrown;
    }
  }
}

async function emptyFolder(path: Buffer, device: number | undefined): Promise<void> {
  const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    const { dev } = await handle.stat();
    if (device !== undefined && dev !== device) throw Object.assign(new Error('a mount point'), { code: 'EBUSY' });
    const held = Buffer.from(`/proc/${process.pid}/fd/${handle.fd}/`);
    const names = await readdir(held, { encoding: 'buffer' });
    for (const name of names) await removeTree(Buffer.concat([held, name]), dev);
  } finally {
    await handle.close();
  }
}
