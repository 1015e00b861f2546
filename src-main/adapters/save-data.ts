import { createHash, type Hash } from 'node:crypto';
import { constants, type BigIntStats, type Stats } from 'node:fs';
import { lstat, mkdir, open, readdir, readlink, realpath, symlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { AppError } from '../../src-shared/errors.js';
import type { DataSaver, SavedFolder } from '../core/app-ports.js';
import { appendPlain, createPlain, openPlain } from './plain-file.js';
import { errno, fileError } from './system-error.js';
import { holdFolder, wholePath } from './walk.js';

const chunkBytes = 1024 * 1024;
const openFolder = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/** Not worth room on a stick: what programs mostly make again, and what was thrown away. Each entry is named in the answer. */
const leftOut = new Set(['.cache', '.local/share/Trash']);

/** Folders at the top of a system in which nobody's data lies, but what a kernel tells or keeps on memory: of this machine, not of a disk. */
const ofKernels = ['proc', 'sys', 'dev', 'run'];

/**
 * Copies folders file by file, following nothing, and reads every copy back. What cannot be read is listed and
 * passed over: on a dying disk the rest is what counts. `SHA256SUMS` beside the copies lets anybody check them.
 * Both sides are held open folder by folder: no link leads out of the system that is read, or out of the goal.
 */
export const saveData: DataSaver = {
  async save({ root, home }, to, onProgress, signal) {
    const result: SavedFolder = { files: 0, bytes: 0, links: 0, unread: [], leftOut: [] };
    const source = await openHome(root, home).catch((thrown: unknown) => miss(Buffer.from(home), thrown));
    if (source === undefined) return result;
    const within = `${to} lies within ${wholePath(root, home)}, which is to be copied.`;
    try {
      const place = await realpath(`/proc/self/fd/${source.fd}`);
      if (`${await realGoal(to)}/`.startsWith(`${place}/`)) throw inItself(within);
      await mkdir(dirname(to), { recursive: true, mode: 0o700 });
      const goal = await makeFolder(Buffer.from(to)).catch((thrown: unknown) => {
        throw fileError(thrown, to);
      });
      try {
        const sums = await openSums(join(dirname(to), 'SHA256SUMS'));
        try {
          await copyFolder(source, Buffer.alloc(0), goal, await goal.stat({ bigint: true }), sums);
        } finally {
          await sums.close();
        }
      } finally {
        await goal.close();
      }
    } finally {
      await source.close();
    }
    return result;

    async function copyFolder(folder: FileHandle, relative: Buffer, goal: FileHandle, top: BigIntStats, sums: FileHandle): Promise<void> {
      const { dev, ino } = await folder.stat({ bigint: true });
      if (dev === top.dev && ino === top.ino) throw inItself(within);
      const names = await readdir(entryOf(folder, Buffer.from('.')), { encoding: 'buffer' }).catch(
        (thrown: unknown) => miss(relative, thrown) ?? [],
      );
      for (const name of names) {
        signal.throwIfAborted();
        const inside = relative.length === 0 ? name : Buffer.concat([relative, Buffer.from('/'), name]);
        if (leftOut.has(inside.toString('latin1'))) {
          result.leftOut.push(...(await namesBelow(entryOf(folder, name))).map((entry) => `${inside.toString()}${entry}`));
          continue;
        }
        try {
          await copyEntry(entryOf(folder, name), entryOf(goal, name), inside, top, sums);
        } catch (thrown) {
          if (thrown instanceof AppError || errno(thrown) === 'ENOSPC' || signal.aborted) throw thrown;
          miss(inside, thrown);
        }
      }
    }

    async function copyEntry(source: Buffer, copy: Buffer, inside: Buffer, top: BigIntStats, sums: FileHandle): Promise<void> {
      const stat = await lstat(source);
      if (stat.isDirectory()) {
        const goal = await makeFolder(copy);
        try {
          const folder = await open(source, openFolder);
          try {
            await copyFolder(folder, inside, goal, top, sums);
          } finally {
            await folder.close();
          }
        } finally {
          await goal.close();
        }
      } else if (stat.isSymbolicLink()) {
        await symlink(await readlink(source, { encoding: 'buffer' }), copy).catch((thrown: unknown) => {
          if (errno(thrown) !== 'EEXIST') throw thrown;
        });
        result.links += 1;
      } else if (stat.isFile()) {
        const sum = await copyFile(source, copy, stat);
        await sums.appendFile(sumLine(sum, Buffer.concat([Buffer.from(`${basename(to)}/`), inside])));
        result.files += 1;
        result.bytes += stat.size;
        onProgress({ files: result.files, bytes: result.bytes });
      } else result.unread.push({ path: inside.toString(), reason: 'it is no file: a socket, a pipe or a device' });
    }

    function miss(inside: Buffer, thrown: unknown): undefined {
      const reason = thrown instanceof Error ? thrown.message.replace(/, \w+ '.*$/s, '') : String(thrown);
      result.unread.push({ path: inside.toString(), reason });
    }
  },
  async writeList(file, text) {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const list = await createPlain(file, 0o644);
    try {
      await list.writeFile(text);
    } finally {
      await list.close();
    }
  },
};

/**
 * Opens the folder that is somebody's home in the system at `root`, following links within that system only. AppError unsafe-path where
 * it leads to the system as a whole or into a folder of the kernel.
 */
async function openHome(root: string, home: string): Promise<FileHandle> {
  const held = await holdFolder(root, Buffer.from(home));
  try {
    const inside = relative(await realpath(root), await realpath(held.folder));
    if (inside === '' || ofKernels.includes(inside.split('/')[0] ?? ''))
      throw new AppError('unsafe-path', 'it is no folder that people keep files in');
    return await open(held.folder, openFolder);
  } finally {
    await held.close();
  }
}

/** On a stick that somebody else has made, a link of that name could lead into this machine. */
async function openSums(file: string): Promise<FileHandle> {
  return appendPlain(file, 0o644).catch((thrown: unknown) => {
    throw fileError(thrown, file);
  });
}

/** Makes a folder, or takes one that is there already, and holds it. Follows no link at the end. */
async function makeFolder(path: Buffer): Promise<FileHandle> {
  await mkdir(path, { mode: 0o700 }).catch((thrown: unknown) => {
    if (errno(thrown) !== 'EEXIST') throw thrown;
  });
  return open(path, openFolder);
}

function entryOf(folder: FileHandle, name: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`/proc/self/fd/${folder.fd}/`), name]);
}

/** A path without links, also where its last folders are not made yet. */
async function realGoal(path: string): Promise<string> {
  if (path === '/') return path;
  return realpath(path).catch(async () => join(await realGoal(dirname(path)), basename(path)));
}

function inItself(message: string): AppError {
  return new AppError('bad-input', message, 'Give a folder on another disk.');
}

/** `/NAME` for each entry of a folder; '' alone where it is none, or cannot be looked into. */
async function namesBelow(path: Buffer): Promise<string[]> {
  const folder = await open(path, openFolder).catch(() => null);
  if (folder === null) return [''];
  try {
    return (await readdir(entryOf(folder, Buffer.from('.')))).map((name) => `/${name}`);
  } catch {
    return [''];
  } finally {
    await folder.close();
  }
}

/** A line as sha256sum writes and reads it: names with a backslash or a line break are escaped and marked. */
function sumLine(sum: string, name: Buffer): Buffer {
  const plain = name.toString('latin1');
  const escaped = plain.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return Buffer.from(`${escaped === plain ? '' : '\\'}${sum}  ${escaped}\n`, 'latin1');
}

/** Copies one file, reads the copy back, and returns its SHA-256. Throws if the copy is not what was read. */
async function copyFile(source: Buffer, copy: Buffer, { atime, mtime }: Stats): Promise<string> {
  const from = await openPlain(source, constants.O_RDONLY);
  try {
    const to = await createPlain(copy, 0o600);
    try {
      const read = createHash('sha256');
      await eachChunk(from, read, (chunk, position) => to.write(chunk, 0, chunk.length, position));
      await to.sync();
      const written = createHash('sha256');
      await eachChunk(to, written, () => Promise.resolve());
      const sum = read.digest('hex');
      if (sum !== written.digest('hex')) throw new Error('the copy is not what was read');
      await to.utimes(atime, mtime);
      return sum;
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

async function eachChunk(file: FileHandle, hash: Hash, use: (chunk: Buffer, position: number) => Promise<unknown>): Promise<void> {
  for (let position = 0; ;) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(chunkBytes), 0, chunkBytes, position);
    if (bytesRead === 0) return;
    const chunk = buffer.subarray(0, bytesRead);
    hash.update(chunk);
    await use(chunk, position);
    position += bytesRead;
  }
}
