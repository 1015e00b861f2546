import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createPlain } from './plain-file.js';
import { errno } from './system-error.js';

/** Writes a new file in the place of whatever has its name, and makes it and its name durable. */
export async function writeDurably(file: string, bytes: Uint8Array, mode = 0o600): Promise<void> {
  const handle = await createPlain(file, mode);
  try {
    await handle.writeFile(bytes);
    await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(dirname(file));
}

/** Some file systems (FAT, network) cannot sync a folder; the files themselves were synced. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync().catch((thrown: unknown) => {
      if (errno(thrown) !== 'EINVAL' && errno(thrown) !== 'ENOTSUP') throw thrown;
    });
  } finally {
    await handle.close();
  }
}
