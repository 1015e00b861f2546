import { constants } from 'node:fs';
import { mkdir, open, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../src-shared/errors.js';
import { syncFolder } from './durable.js';
import { O_PATH } from './plain-file.js';
import { errno, fileError } from './system-error.js';
import { wholePath, within, withinFolder } from './walk.js';

/** Where a store lies, and whose it is: a folder of the system at `root`, by its path there. */
export type StoreFolder = {
  readonly root: string;
  readonly path: string;
  readonly uid: number;
  /** The machine's store: others must not be able to write to it. */
  readonly machine: boolean;
};

type Purpose = 'look' | 'change';

/** An entry of a store, reached through its folder, which is held. `shown`: its whole path, for words only. */
export type StoreEntry = { readonly entry: string; readonly folder: string; readonly shown: string };

/**
 * The one way to what is in a store: `names` lead there from the store's own folder. Links above that folder stay in the root. It and those
 * in it must be folders and no links, and this user's where something is changed or root believes it: as root, one could be led anywhere.
 * AppError unsafe-path; damaged for a file that is none or too large. Errors of the system are told in words.
 */
export async function inStore<T>(
  store: StoreFolder,
  names: readonly string[],
  purpose: Purpose,
  work: (at: StoreEntry) => Promise<T>,
): Promise<T> {
  const at = await holdInStore(store, names, purpose);
  try {
    return await work(at);
  } catch (thrown) {
    throw storeError(thrown, at.shown);
  } finally {
    await at.close();
  }
}

/** The same, held until it is closed. */
export async function holdInStore(
  store: StoreFolder,
  names: readonly string[],
  purpose: Purpose,
): Promise<StoreEntry & { close(): Promise<void> }> {
  const shown = wholePath(store.root, join(store.path, ...names));
  const held: FileHandle[] = [];
  const close = async (): Promise<void> => {
    for (const folder of held) await folder.close();
  };
  const enter = async (path: string | Buffer): Promise<string> => {
    const folder = await open(path, O_PATH | constants.O_NOFOLLOW);
    held.push(folder);
    await expectOwn(store, folder, purpose, join(store.path, ...names.slice(0, held.length - 1)));
    return `/proc/${process.pid}/fd/${folder.fd}`;
  };
  try {
    let folder = await within(store.root, Buffer.from(store.path), 'look', ({ entry }) => enter(entry));
    for (const name of names.slice(0, -1)) folder = await enter(`${folder}/${name}`);
    return { entry: `${folder}/${names.at(-1) ?? '.'}`, folder: `${folder}/.`, shown, close };
  } catch (thrown) {
    await close();
    throw storeError(thrown, shown);
  }
}

async function expectOwn({ root, uid, machine }: StoreFolder, folder: FileHandle, purpose: Purpose, path: string): Promise<void> {
  const found = await folder.stat();
  const othersMayWrite = machine && (found.mode & 0o022) !== 0;
  const isBelieved = purpose === 'change' || (machine && uid === 0);
  if (found.isDirectory() && (!isBelieved || (found.uid === uid && !othersMayWrite))) return;
  throw new AppError(
    'unsafe-path',
    `The state folder ${wholePath(root, path)} belongs to somebody else or can be changed by others.`,
    'Look at who made it; move it away, or choose another one with --home.',
  );
}

/** A file that is none, or is larger than any that was ever kept, was not made by this program. */
function storeError(thrown: unknown, shown: string): unknown {
  return thrown instanceof AppError && thrown.code === 'bad-input'
    ? new AppError('damaged', thrown.message, 'Nothing was read from it. Look at who put it there, and move it away.')
    : fileError(thrown, shown);
}

/** Makes a folder of a store, or without `names` the store itself with those above it, durably, if it is not there. AppError unsafe-path if it is not this user's. */
export async function makeStoreFolder(store: StoreFolder, names: readonly string[], mode: number): Promise<void> {
  if (names.length === 0) await makeFolders(store.root, store.path, mode);
  else await inStore(store, names, 'change', ({ entry, folder }) => makeFolder(entry, folder, mode));
  await inStore(store, [...names, '.'], 'change', () => Promise.resolve());
}

async function makeFolders(root: string, path: string, mode: number): Promise<void> {
  const isThere = await withinFolder(root, Buffer.from(path), ({ folder }) => stat(folder)).then(
    () => true,
    (thrown: unknown) => {
      if (thrown instanceof AppError && thrown.code === 'not-found') return false;
      throw thrown;
    },
  );
  if (isThere || path === '/') return;
  await makeFolders(root, dirname(path), mode);
  await within(root, Buffer.from(path), 'change', ({ entry, folder }) => makeFolder(entry.toString(), folder.toString(), mode));
}

/** A new store must not be lost with a run in it. */
async function makeFolder(entry: string, above: string, mode: number): Promise<void> {
  try {
    await mkdir(entry, { mode });
  } catch (thrown) {
    if (errno(thrown) === 'EEXIST') return;
    throw thrown;
  }
  await syncFolder(above);
}
