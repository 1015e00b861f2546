import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, chown, lstat, lutimes, mkdir, open, readdir, readlink, rename, symlink, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { FilePath } from '../../src-shared/contract/path.js';
import { AppError } from '../../src-shared/errors.js';
import type { Attributes, Exec, Files, FileStat } from '../core/ports.js';
import { applyAttributes, clearFlags, copyAttributes, readAttributes, setFlags } from './attributes.js';
import { census, countEntries } from './census.js';
import { childPath, pathBytes } from './file-path.js';
import { removeTree } from './remove-tree.js';
import { errno, fileError } from './system-error.js';
import { holdFolder, holdParent, nameEntry, type Held } from './walk.js';

/**
 * The files of the system at `root`, with this process's rights. `strict` (as root): changes only what nobody
 * else could have swapped. Every path is walked below `root`, so that links of a mounted disk cannot lead out.
 */
export function createFiles(root: string, exec: Exec, strict: boolean): Files {
  async function held<T>(path: FilePath, change: boolean, work: (at: Held) => Promise<T>): Promise<T> {
    let at: Held | undefined;
    try {
      at = root === '/' && !change ? nameEntry(pathBytes(path)) : await holdParent(root, pathBytes(path), change && strict);
      return await work(at);
    } catch (thrown) {
      throw fileError(thrown, join(root, path.text));
    } finally {
      await at?.close();
    }
  }
  const read = <T>(path: FilePath, work: (at: Held) => Promise<T>): Promise<T> => held(path, false, work);
  const change = <T>(path: FilePath, work: (at: Held) => Promise<T>): Promise<T> => held(path, true, work);

  return {
    stat: (path) =>
      read(path, async ({ entry }) => toFileStat(await lstat(entry))).catch((thrown: unknown) => {
        if (thrown instanceof AppError && thrown.code === 'not-found') return null;
        throw thrown;
      }),
    read: (path, maxBytes) => read(path, ({ entry }) => readWhole(entry, path, maxBytes)),
    async list(path) {
      const bytes = pathBytes(path);
      let at: Held | undefined;
      try {
        at = root === '/' ? nameEntry(Buffer.concat([bytes, Buffer.from('/x')])) : await holdFolder(root, bytes);
        const names = await readdir(at.folder, { encoding: 'buffer' });
        return names.toSorted(Buffer.compare).map((name) => childPath(bytes, name));
      } catch (thrown) {
        throw fileError(thrown, join(root, path.text));
      } finally {
        await at?.close();
      }
    },
    readLink: (path) => read(path, async ({ entry }) => (await readlink(entry, { encoding: 'buffer' })).toString('latin1')),
    census: (path) => read(path, ({ entry }) => census(entry)),
    count: (path) => read(path, ({ entry }) => countEntries(entry)),
    attributes: (path) => read(path, async ({ entry }) => readAttributes(exec, entry, await lstat(entry))),
    replace: (path, bytes, options) => change(path, (at) => replaceFile(exec, at, bytes, options)),
    setMode: (path, { mode, uid, gid }) =>
      change(path, async ({ entry }) => {
        const stat = await lstat(entry);
        if (stat.isSymbolicLink()) throw new AppError('unsafe-path', `${path.text} is a link; its mode is not changed.`);
        if (uid !== undefined || gid !== undefined) await chown(entry, uid ?? stat.uid, gid ?? stat.gid);
        await chmod(entry, mode ?? stat.mode & 0o7777);
        await syncFolder(entry).catch(() => undefined);
      }),
    symlink: (path, target, mtimeMs) =>
      change(path, async (at) => {
        const temporary = temporaryName(at);
        await symlink(Buffer.from(target, 'latin1'), temporary);
        if (mtimeMs !== undefined) await lutimes(temporary, mtimeMs / 1000, mtimeMs / 1000);
        await rename(temporary, at.entry);
        await syncFolder(at.folder);
      }),
    makeFolder: (path, mode) =>
      change(path, async (at) => {
        await mkdir(at.entry, { mode });
        await syncFolder(at.folder);
      }),
    rename: (from, to) => change(from, (source) => change(to, (goal) => renameInto(exec, source, goal, to))),
    remove: (path) =>
      change(path, async (at) => {
        await unlink(at.entry).catch(async (thrown: unknown) => {
          if (errno(thrown) === 'ENOENT') return;
          if (errno(thrown) !== 'EPERM') throw thrown;
          await clearFlags(exec, at.entry);
          await unlink(at.entry);
        });
        await syncFolder(at.folder);
      }),
    removeTree: (path) =>
      change(path, async (at) => {
        await removeTree(at.entry);
        await syncFolder(at.folder);
      }),
  };
}

function toFileStat(stat: Awaited<ReturnType<typeof lstat>> & { mode: number | bigint }): FileStat {
  const kind = stat.isFile()
    ? 'file'
    : stat.isDirectory()
      ? 'dir'
      : stat.isSymbolicLink()
        ? 'link'
        : stat.isBlockDevice()
          ? 'block'
          : 'other';
  return {
    kind,
    size: Number(stat.size),
    mode: Number(stat.mode) & 0o7777,
    uid: Number(stat.uid),
    gid: Number(stat.gid),
    mtimeMs: Number(stat.mtimeMs),
    ctimeMs: Number(stat.ctimeMs),
    device: Number(stat.dev),
    inode: Number(stat.ino),
    links: Number(stat.nlink),
  };
}

/** Reads a file that is not a link and not a pipe. Files of /proc say size 0 and are read to their end. */
async function readWhole(entry: Buffer, path: FilePath, maxBytes: number): Promise<Uint8Array> {
  const handle = await open(entry, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new AppError('bad-input', `${path.text} is not a plain file.`);
    if (stat.size > maxBytes) throw new AppError('bad-input', `${path.text} is larger than ${maxBytes} bytes.`);
    const chunks: Buffer[] = [];
    let total = 0;
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(65_536), 0, 65_536, null);
      if (bytesRead === 0) return new Uint8Array(Buffer.concat(chunks));
      total += bytesRead;
      if (total > maxBytes) throw new AppError('bad-input', `${path.text} is larger than ${maxBytes} bytes.`);
      chunks.push(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

async function replaceFile(exec: Exec, at: Held, bytes: Uint8Array, options: { mode: number; attributes?: Attributes }): Promise<void> {
  const old = await lstat(at.entry).catch(() => null);
  const oldIsFile = old?.isFile() === true;
  const attributes = options.attributes ?? (oldIsFile && old ? await readAttributes(exec, at.entry, old) : undefined);
  const temporary = temporaryName(at);
  const handle = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600);
  try {
    await handle.writeFile(bytes);
    if (options.attributes) {
      // What could not be read when it was kept is carried over from what stands there now.
      if (options.attributes.xattrs === null && oldIsFile) await copyAttributes(exec, at.entry, temporary);
      await applyAttributes(exec, temporary, options.attributes);
    } else if (attributes) await keepAttributes(exec, at.entry, temporary, attributes);
    else await handle.chmod(options.mode);
    await handle.sync();
    if (oldIsFile && old) await unlock(exec, at.entry, attributes);
    await rename(temporary, at.entry);
  } catch (thrown) {
    await unlink(temporary).catch(() => undefined);
    throw thrown;
  } finally {
    await handle.close();
  }
  await setFlags(exec, at.entry, attributes?.flags ?? null);
  await syncFolder(at.folder);
}

/** A new content is new: it keeps everything of the old file but its times. */
async function keepAttributes(exec: Exec, old: Buffer, temporary: Buffer, attributes: Attributes): Promise<void> {
  if (attributes.xattrs === null) await copyAttributes(exec, old, temporary);
  const now = Date.now();
  await applyAttributes(exec, temporary, { ...attributes, atimeMs: now, mtimeMs: now });
}

async function unlock(exec: Exec, entry: Buffer, attributes: Attributes | undefined): Promise<void> {
  const current = attributes?.flags ?? '';
  const onDisk = current === '' ? ((await readAttributes(exec, entry, await lstat(entry))).flags ?? '') : current;
  if (onDisk !== '') await clearFlags(exec, entry);
}

async function renameInto(exec: Exec, source: Held, goal: Held, to: FilePath): Promise<void> {
  const there = await lstat(goal.entry).catch(() => null);
  if (there !== null) throw new AppError('undo-conflict', `${to.text} exists already.`, 'Nothing was replaced.');
  const stat = await lstat(source.entry);
  const flags = stat.isFile() ? ((await readAttributes(exec, source.entry, stat)).flags ?? '') : '';
  if (flags !== '') await clearFlags(exec, source.entry);
  await rename(source.entry, goal.entry);
  await setFlags(exec, goal.entry, flags);
  await syncFolder(goal.folder);
  await syncFolder(source.folder);
}

function temporaryName(at: Held): Buffer {
  return Buffer.concat([at.folder.subarray(0, -1), Buffer.from(`.rescuepc-${randomBytes(6).toString('hex')}`)]);
}

async function syncFolder(folder: Buffer): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
