import { constants } from 'node:fs';
import { access, lstat, open, readlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../src-shared/errors.js';
import { pathParts } from './file-path.js';
import { O_PATH } from './plain-file.js';
import { fileError } from './system-error.js';

const maxLinks = 40;

/** A folder held open, so that nobody can put another in its place, and the name of an entry in it. */
export type Held = {
  /** The entry, reached through the held folder. Also good for child processes of the same user. */
  readonly entry: Buffer;
  readonly folder: Buffer;
  close(): Promise<void>;
};

/**
 * What is wanted of a path: to look at it, to change it, or to change it as root only where nobody else could have swapped it;
 * `unlink-strictly`: the same for what may be another's, of which only the name is to go.
 */
export type Purpose = 'look' | 'change' | 'change-strictly' | 'unlink-strictly';

/**
 * The one way to a path below a root: works on the entry while its folder is held. Links on the way stay below `root`; one at the end is
 * not followed. Errors of the system are told in words, with the whole path.
 */
export async function within<T>(root: string, bytes: Buffer, purpose: Purpose, work: (at: Held) => Promise<T>): Promise<T> {
  const [strict, anybodys] = [purpose.endsWith('-strictly'), purpose === 'unlink-strictly'];
  return whileHeld(
    root === '/' && purpose === 'look' ? () => nameEntry(bytes) : () => holdParent(root, bytes, strict, anybodys),
    wholePath(root, bytes.toString()),
    work,
  );
}

/** The same for a folder itself, to see what is in it. */
export async function withinFolder<T>(root: string, bytes: Buffer, work: (at: Held) => Promise<T>): Promise<T> {
  return whileHeld(() => (root === '/' ? nameEntry(inside(bytes)) : holdFolder(root, bytes)), wholePath(root, bytes.toString()), work);
}

async function whileHeld<T>(hold: () => Held | Promise<Held>, shown: string, work: (at: Held) => Promise<T>): Promise<T> {
  let at: Held | undefined;
  try {
    at = await hold();
    return await work(at);
  } catch (thrown) {
    throw fileError(thrown, shown);
  } finally {
    await at?.close();
  }
}

/** A path below a root as people see it from outside. For words only: opened by it, a link of a foreign disk would lead anywhere. */
export function wholePath(root: string, path: string): string {
  return join(root, path);
}

/** True if a path below a root leads to a program, also through links at its end, which stay there too. */
export async function isProgram(root: string, path: string): Promise<boolean> {
  let bytes = Buffer.from(path);
  for (let links = 0; links <= maxLinks; links += 1) {
    const target = await within(root, bytes, 'look', async ({ entry }) => {
      const stat = await lstat(entry);
      if (stat.isSymbolicLink()) return readlink(entry, { encoding: 'buffer' });
      await access(entry, constants.X_OK);
      return stat.isFile();
    }).catch(() => false);
    if (typeof target === 'boolean') return target;
    const folder = bytes.subarray(0, bytes.lastIndexOf(0x2f) + 1);
    bytes = target[0] === 0x2f ? Buffer.from(target) : Buffer.concat([folder, target]);
  }
  return false;
}

/**
 * An entry of the running system to look at, by its whole path: the system itself follows the links on the way. Holding each
 * folder would keep nobody from swapping one before we came to it; it serves changes, and roots that must not be left.
 */
export function nameEntry(bytes: Buffer): Held {
  const parts = pathParts(bytes);
  const last = parts.pop();
  if (last !== undefined && isDots(last)) throw new AppError('unsafe-path', `${bytes.toString()} does not name a file.`);
  const folder = Buffer.concat(parts.flatMap((part) => [Buffer.from('/'), part]));
  return {
    entry: Buffer.concat([folder, Buffer.from('/'), last ?? Buffer.from('.')]),
    folder: Buffer.concat([folder, Buffer.from('/.')]),
    close: () => Promise.resolve(),
  };
}

/** Opens a folder itself, following links below `root` only, to list what is in it. */
export async function holdFolder(root: string, bytes: Buffer): Promise<Held> {
  return holdParent(root, inside(bytes), false);
}

/** Any name in a folder, so that the folder itself is opened. */
function inside(folder: Buffer): Buffer {
  return Buffer.concat([folder, Buffer.from('/x')]);
}

/**
 * Opens the folder of a path, one component after the other, without ever leaving `root`. With `strict`, every
 * folder on the way must belong to root and be changeable by root alone (or be sticky, for entries of root's):
 * AppError unsafe-path otherwise. With `anybodys`, the entry itself may be another's: only its name is to go. Errors of the system are
 * handed on.
 */
export async function holdParent(root: string, bytes: Buffer, strict: boolean, anybodys = false): Promise<Held> {
  const base = await open(root, constants.O_RDONLY | constants.O_DIRECTORY);
  const stack: FileHandle[] = [base];
  const closeAll = async (): Promise<void> => {
    for (const handle of stack) await handle.close();
  };
  try {
    const queue = pathParts(bytes);
    const last = queue.pop();
    if (last !== undefined && isDots(last)) throw new AppError('unsafe-path', `${bytes.toString()} does not name a file.`);
    if (strict) await expectTrusted(base, bytes);
    await descend(stack, queue, bytes, strict);
    const top = stack.at(-1) ?? base;
    if (strict && !anybodys && last !== undefined) await expectOwnEntry(top, last, bytes);
    return { entry: last === undefined ? via(top, Buffer.from('.')) : via(top, last), folder: via(top, Buffer.from('.')), close: closeAll };
  } catch (thrown) {
    await closeAll();
    throw thrown;
  }
}

async function descend(stack: FileHandle[], queue: Buffer[], bytes: Buffer, strict: boolean): Promise<void> {
  let links = 0;
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const top = stack.at(-1);
    if (!top) throw new AppError('internal', 'walked out of the root');
    if (name.toString('latin1') === '..') {
      if (stack.length > 1) await stack.pop()?.close();
      continue;
    }
    const entry = via(top, name);
    if (strict) await expectOwnEntry(top, name, bytes);
    if ((await lstat(entry)).isSymbolicLink()) {
      links += 1;
      if (links > maxLinks) throw new AppError('unsafe-path', `${bytes.toString()} goes through too many links.`);
      const target = await readlink(entry, { encoding: 'buffer' });
      queue.unshift(...pathParts(target));
      if (target[0] === 0x2f) while (stack.length > 1) await stack.pop()?.close();
      continue;
    }
    const folder = await open(entry, O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    stack.push(folder);
    if (strict) await expectTrusted(folder, bytes);
  }
}

function via(folder: FileHandle, name: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`/proc/${process.pid}/fd/${folder.fd}/`), name]);
}

function isDots(name: Buffer): boolean {
  const text = name.toString('latin1');
  return text === '.' || text === '..';
}

async function expectTrusted(folder: FileHandle, bytes: Buffer): Promise<void> {
  const stat = await folder.stat();
  const othersMayChange = (stat.mode & 0o022) !== 0 && (stat.mode & 0o1000) === 0;
  if (stat.uid !== 0 || othersMayChange) {
    throw new AppError(
      'unsafe-path',
      `${bytes.toString()} lies in a folder that others than root can change.`,
      'RescuePC does not change it as root. Look at the permissions of the folders above it.',
    );
  }
}

/** In a sticky folder everybody may add entries: only root's own are touched, and no link there is followed. */
async function expectOwnEntry(folder: FileHandle, name: Buffer, bytes: Buffer): Promise<void> {
  const stat = await folder.stat();
  if ((stat.mode & 0o022) === 0) return;
  const entry = await lstat(via(folder, name)).catch(() => null);
  if (entry !== null && (entry.uid !== 0 || entry.isSymbolicLink())) {
    throw new AppError(
      'unsafe-path',
      `${bytes.toString()} belongs to somebody else in a folder that everybody can write to.`,
      'RescuePC does not touch it as root.',
    );
  }
}
