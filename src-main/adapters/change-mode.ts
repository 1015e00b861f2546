import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, chown, lstat, open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../src-shared/errors.js';
import type { Exec, ModeChange } from '../core/ports.js';
import { applyAttributes, readAttributes } from './attributes.js';
import { replaceEntry } from './replace-file.js';
import type { Held } from './walk.js';

/** setuid and setgid: who starts the file gets the rights of its owner or group. */
const startedAs = 0o6000;
/** What gives rights to others than the owner and the bits say; it does not come along with a new owner. */
const rightsOfOthers = ['security.capability', 'system.posix_acl_access'];

type Wanted = { readonly mode: number; readonly uid: number; readonly gid: number };

/**
 * Sets owner, group and permission bits: the one place where something that stands there changes hands. A file loses setuid, setgid and
 * capabilities before it does, so that nothing is ever run with rights for which its content was not meant; it gets setuid or setgid only
 * if its bytes have the sum `sha256`. These are then copied, checked as a file that nobody else ever held, and put in the old one's place:
 * whoever has that still open, or mapped, writes into nothing. So does a file with further names change hands, which stay what they are.
 */
export async function changeMode(exec: Exec, at: Held, text: string, { mode, uid, gid, sha256 }: ModeChange): Promise<void> {
  const stat = await lstat(at.entry);
  if (stat.isSymbolicLink()) throw new AppError('unsafe-path', `${text} is a link; its mode is not changed.`);
  const owner = { uid: uid ?? stat.uid, gid: gid ?? stat.gid };
  const changesHands = owner.uid !== stat.uid || owner.gid !== stat.gid;
  const kept = stat.mode & (stat.isFile() && changesHands ? 0o1777 : 0o7777);
  const wanted = { ...owner, mode: mode ?? kept };
  const isGiven = stat.isFile() && (wanted.mode & startedAs & ~kept) !== 0;
  if (isGiven || (stat.isFile() && changesHands && stat.nlink > 1)) {
    await putCopy(exec, at, wanted, (sum) => {
      if (isGiven && sum !== sha256)
        throw new AppError(
          'unsafe-path',
          `${text} does not have the content that may run with the rights of its owner or group.`,
          'Nothing was changed. Put the package back that it came with.',
        );
    });
    return;
  }
  if (changesHands) {
    if (stat.isFile()) await chmod(at.entry, kept);
    // The kernel takes capabilities away with it, and setuid and setgid too if the old owner has just set them again.
    await chown(at.entry, owner.uid, owner.gid);
  }
  await chmod(at.entry, wanted.mode);
  if (stat.isFile() || stat.isDirectory()) await syncEntry(at.entry);
}

/** Puts a copy into a file's place. `check` gets the sha256 of the very bytes that were copied, before the copy has any rights. */
async function putCopy(exec: Exec, at: Held, wanted: Wanted, check: (sum: string) => void): Promise<void> {
  const source = await open(at.entry, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = await source.stat();
    const attributes = await readAttributes(exec, at.entry, stat);
    const xattrs = Object.fromEntries(Object.entries(attributes.xattrs ?? {}).filter(([name]) => !rightsOfOthers.includes(name)));
    await replaceEntry(at, async (temporary, handle) => {
      check(await copyBytes(source, stat.size, handle));
      await applyAttributes(exec, temporary, { ...attributes, ...wanted, xattrs: attributes.xattrs === null ? null : xattrs });
    });
  } finally {
    await source.close();
  }
}

/** Copies at most `size` bytes, so that somebody who writes on does not keep us for ever. Returns their sha256. */
async function copyBytes(from: FileHandle, size: number, to: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(1_048_576);
  for (let left = size; left > 0;) {
    const { bytesRead } = await from.read(buffer, 0, Math.min(left, buffer.length), null);
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    await to.writeFile(buffer.subarray(0, bytesRead));
    left -= bytesRead;
  }
  return hash.digest('hex');
}

/** Makes changed attributes durable. What may not be opened for reading is left to the system's own time. */
async function syncEntry(entry: Buffer): Promise<void> {
  const handle = await open(entry, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(() => null);
  try {
    await handle?.sync();
  } finally {
    await handle?.close();
  }
}
