import { lstat, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../src-shared/errors.js';
import { syncFolder } from './run-folder.js';
import { errno } from './system-error.js';

/**
 * Makes a folder of a store with those above it, durably, if it is not there. `byNobodyElse`: others must not be able to write to it.
 * AppError unsafe-path if it is not this user's; errors of the system are handed on.
 */
export async function makeStoreFolder(folder: string, mode: number, uid: number, byNobodyElse: boolean): Promise<void> {
  const made = await makeFolders(folder, mode);
  await expectOwn(folder, uid, byNobodyElse);
  if (made !== undefined) await syncNewStore(folder, made);
}

/** AppError unsafe-path if a folder of the store is a link or not this user's, or others may write to it: as root, one could be led anywhere. */
export async function expectOwn(folder: string, uid: number, byNobodyElse: boolean): Promise<void> {
  const found = await lstat(folder);
  const othersMayWrite = byNobodyElse && (found.mode & 0o022) !== 0;
  if (!found.isDirectory() || found.uid !== uid || othersMayWrite) {
    throw new AppError(
      'unsafe-path',
      `The state folder ${folder} belongs to somebody else or can be changed by others.`,
      'Look at who made it; move it away, or choose another one with --home.',
    );
  }
}

/** A new store must not be lost with a run in it: `first` is the topmost folder that was made for it. */
async function syncNewStore(folder: string, first: string): Promise<void> {
  for (let made = folder; ; made = dirname(made)) {
    await syncFolder(made);
    if (made === dirname(first) || made === '/') return;
  }
}

/** Node's recursive mkdir answers "not there" whatever the reason was; a plain one of the first missing folder tells it. */
async function makeFolders(folder: string, mode: number): Promise<string | undefined> {
  try {
    return await mkdir(folder, { recursive: true, mode });
  } catch (thrown) {
    if (errno(thrown) !== 'ENOENT') throw thrown;
    let first = folder;
    while (!(await stat(dirname(first)).catch(() => null)) && first !== dirname(first)) first = dirname(first);
    await mkdir(first, { mode });
    await mkdir(folder, { recursive: true, mode });
    return first;
  }
}
