import { lstat, lutimes, mkdir, readdir, readlink, rename, symlink, unlink } from 'node:fs/promises';
import type { FilePath } from '../../src-shared/contract/path.js';
import { AppError } from '../../src-shared/errors.js';
import type { Exec, Files, FileStat } from '../core/ports.js';
import { clearFlags, readAttributes, setFlags } from './attributes.js';
import { census, countEntries } from './census.js';
import { changeMode } from './change-mode.js';
import { childPath, pathBytes } from './file-path.js';
import { readPlain } from './plain-file.js';
import { removeTree } from './remove-tree.js';
import { replaceFile, syncHeld, temporaryName } from './replace-file.js';
import { errno } from './system-error.js';
import { within, withinFolder, type Held } from './walk.js';

/**
 * The files of the system at `root`, with this process's rights. `strict` (as root): changes only what nobody
 * else could have swapped. Every path is walked below `root`, so that links of a mounted disk cannot lead out.
 */
export function createFiles(root: string, exec: Exec, strict: boolean): Files {
  const read = async <T>(path: FilePath, work: (at: Held) => Promise<T>): Promise<T> => within(root, pathBytes(path), 'look', work);
  const change = async <T>(path: FilePath, work: (at: Held) => Promise<T>): Promise<T> =>
    within(root, pathBytes(path), strict ? 'change-strictly' : 'change', work);

  return {
    stat: (path) =>
      read(path, async ({ entry }) => toFileStat(await lstat(entry))).catch((thrown: unknown) => {
        if (thrown instanceof AppError && thrown.code === 'not-found') return null;
        throw thrown;
      }),
    read: (path, maxBytes) => read(path, async ({ entry }) => new Uint8Array(await readPlain(entry, maxBytes, { shown: path.text }))),
    list: async (path) =>
      withinFolder(root, pathBytes(path), async ({ folder }) => {
        const names = await readdir(folder, { encoding: 'buffer' });
        return names.toSorted(Buffer.compare).map((name) => childPath(pathBytes(path), name));
      }),
    readLink: (path) => read(path, async ({ entry }) => (await readlink(entry, { encoding: 'buffer' })).toString('latin1')),
    census: (path) => read(path, ({ entry }) => census(entry)),
    count: (path) => read(path, ({ entry }) => countEntries(entry)),
    attributes: (path) => read(path, async ({ entry }) => readAttributes(exec, entry, await lstat(entry))),
    replace: (path, bytes, options) => change(path, (at) => replaceFile(exec, at, bytes, options)),
    setMode: (path, wanted) => change(path, (at) => changeMode(exec, at, path.text, wanted)),
    symlink: (path, target, mtimeMs) =>
      change(path, async (at) => {
        const temporary = temporaryName(at);
        await symlink(Buffer.from(target, 'latin1'), temporary);
        try {
          if (mtimeMs !== undefined) await lutimes(temporary, mtimeMs / 1000, mtimeMs / 1000);
          await rename(temporary, at.entry);
        } catch (thrown) {
          await unlink(temporary).catch(() => undefined);
          throw thrown;
        }
        await syncHeld(at.folder);
      }),
    makeFolder: (path, mode) =>
      change(path, async (at) => {
        await mkdir(at.entry, { mode });
        await syncHeld(at.folder);
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
        await syncHeld(at.folder);
      }),
    removeTree: (path) =>
      change(path, async (at) => {
        await removeTree(at.entry);
        await syncHeld(at.folder);
      }).catch(async (thrown: unknown) => {
        if (!strict || !(thrown instanceof AppError) || thrown.code !== 'unsafe-path' || !(await unlinkOthers(root, path))) throw thrown;
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

/**
 * Takes away the name of what somebody else has in a folder of root's where everybody may put things; what it names is not followed.
 * False: it is a folder, which as root is not walked into.
 */
async function unlinkOthers(root: string, path: FilePath): Promise<boolean> {
  return within(root, pathBytes(path), 'unlink-strictly', async (at) => {
    try {
      await unlink(at.entry);
    } catch (thrown) {
      if (errno(thrown) === 'EISDIR') return false;
      throw thrown;
    }
    await syncHeld(at.folder);
    return true;
  });
}

async function renameInto(exec: Exec, source: Held, goal: Held, to: FilePath): Promise<void> {
  const there = await lstat(goal.entry).catch(() => null);
  if (there !== null) throw new AppError('undo-conflict', `${to.text} exists already.`, 'Nothing was replaced.');
  const stat = await lstat(source.entry);
  const flags = stat.isFile() ? ((await readAttributes(exec, source.entry, stat)).flags ?? '') : '';
  if (flags !== '') await clearFlags(exec, source.entry);
  await rename(source.entry, goal.entry);
  await setFlags(exec, goal.entry, flags);
  await syncHeld(goal.folder);
  await syncHeld(source.folder);
}
