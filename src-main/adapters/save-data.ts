import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { appendFile, lstat, mkdir, open, readdir, readlink, symlink, utimes, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSaver, SavedFolder } from '../core/app-ports.js';
import { errno } from './system-error.js';

const chunkBytes = 1024 * 1024;

/** Not worth room on a stick: what programs make again, and what was thrown away. Names directly below a home. */
const leftOut = new Set(['.cache', '.local/share/Trash']);

/**
 * Copies folders file by file, following nothing, and reads every copy back. What cannot be read is listed and
 * passed over: on a dying disk the rest is what counts. `SHA256SUMS` beside the copies lets anybody check them.
 */
export const saveData: DataSaver = {
  async save(from, to, onProgress, signal) {
    const result: SavedFolder = { files: 0, bytes: 0, links: 0, unread: [] };
    await mkdir(to, { recursive: true, mode: 0o700 });
    const sums = join(to, '..', 'SHA256SUMS');
    const root = await open(from, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    try {
      await copyFolder(root, Buffer.alloc(0), Buffer.from(to));
    } finally {
      await root.close();
    }
    return result;

    async function copyFolder(folder: FileHandle, relative: Buffer, goal: Buffer): Promise<void> {
      const here = Buffer.from(`/proc/self/fd/${folder.fd}`);
      const names = await readdir(here, { encoding: 'buffer' }).catch((thrown: unknown) => miss(relative, thrown) ?? []);
      for (const name of names) {
        signal.throwIfAborted();
        const inside = relative.length === 0 ? name : Buffer.concat([relative, Buffer.from('/'), name]);
        if (leftOut.has(inside.toString('latin1'))) continue;
        const [source, copy] = [Buffer.concat([here, Buffer.from('/'), name]), Buffer.concat([goal, Buffer.from('/'), name])];
        try {
          await copyEntry(source, copy, inside);
        } catch (thrown) {
          if (errno(thrown) === 'ENOSPC' || signal.aborted) throw thrown;
          miss(inside, thrown);
        }
      }
    }

    async function copyEntry(source: Buffer, copy: Buffer, inside: Buffer): Promise<void> {
      const stat = await lstat(source);
      if (stat.isDirectory()) {
        await mkdir(copy, { recursive: true, mode: 0o700 });
        const folder = await open(source, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
        try {
          await copyFolder(folder, inside, copy);
        } finally {
          await folder.close();
        }
      } else if (stat.isSymbolicLink()) {
        await symlink(await readlink(source, { encoding: 'buffer' }), copy).catch((thrown: unknown) => {
          if (errno(thrown) !== 'EEXIST') throw thrown;
        });
        result.links += 1;
      } else if (stat.isFile()) {
        const sum = await copyFile(source, copy);
        await utimes(copy, stat.atime, stat.mtime);
        await appendFile(sums, sumLine(sum, Buffer.concat([Buffer.from(`${to.slice(to.lastIndexOf('/') + 1)}/`), inside])));
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
  writeList: (file, text) => writeFile(file, text),
};

/** A line as sha256sum writes and reads it: names with a backslash or a line break are escaped and marked. */
function sumLine(sum: string, name: Buffer): Buffer {
  const plain = name.toString('latin1');
  const escaped = plain.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return Buffer.from(`${escaped === plain ? '' : '\\'}${sum}  ${escaped}\n`, 'latin1');
}

/** Copies one file, reads the copy back, and returns its SHA-256. Throws if the copy is not what was read. */
async function copyFile(source: Buffer, copy: Buffer): Promise<string> {
  const from = await open(source, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const to = await open(copy, constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW, 0o600);
    try {
      const read = createHash('sha256');
      await eachChunk(from, read, (chunk, position) => to.write(chunk, 0, chunk.length, position));
      await to.sync();
      const written = createHash('sha256');
      await eachChunk(to, written, () => Promise.resolve());
      const sum = read.digest('hex');
      if (sum !== written.digest('hex')) throw new Error('the copy is not what was read');
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
