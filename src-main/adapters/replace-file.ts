import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, rename, unlink, type FileHandle } from 'node:fs/promises';
import type { Attributes, Exec } from '../core/ports.js';
import { applyAttributes, clearFlags, copyAttributes, readAttributes, setFlags } from './attributes.js';
import type { Held } from './walk.js';

/** Replaces or creates a file in one step, durably. Without `attributes` an existing file keeps its own. */
export async function replaceFile(
  exec: Exec,
  at: Held,
  bytes: Uint8Array,
  options: { mode: number; attributes?: Attributes },
): Promise<void> {
  const old = await lstat(at.entry).catch(() => null);
  const oldIsFile = old?.isFile() === true;
  const attributes = options.attributes ?? (oldIsFile && old ? await readAttributes(exec, at.entry, old) : undefined);
  await replaceEntry(at, async (temporary, handle) => {
    await handle.writeFile(bytes);
    if (options.attributes) {
      // What could not be read when it was kept is carried over from what stands there now.
      if (options.attributes.xattrs === null && oldIsFile) await copyAttributes(exec, at.entry, temporary);
      await applyAttributes(exec, temporary, options.attributes);
    } else if (attributes) await keepAttributes(exec, at.entry, temporary, attributes);
    else await handle.chmod(options.mode);
    if (oldIsFile && old) await unlock(exec, at.entry, attributes);
  });
  await setFlags(exec, at.entry, attributes?.flags ?? null);
}

/** Makes a new file beside an entry, root's or the user's alone until `fill` says otherwise, and puts it durably into the entry's place. */
export async function replaceEntry(at: Held, fill: (temporary: Buffer, handle: FileHandle) => Promise<void>): Promise<void> {
  const temporary = temporaryName(at);
  const handle = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600);
  try {
    await fill(temporary, handle);
    await handle.sync();
    await rename(temporary, at.entry);
  } catch (thrown) {
    await unlink(temporary).catch(() => undefined);
    throw thrown;
  } finally {
    await handle.close();
  }
  await syncHeld(at.folder);
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

/** A name beside the entry that nothing else has; recovery knows such a name for half-made (core/repair/leftovers.ts). */
export function temporaryName(at: Held): Buffer {
  return Buffer.concat([at.folder.subarray(0, -1), Buffer.from(`.rescuepc-${randomBytes(6).toString('hex')}`)]);
}

/** Makes the names in a held folder durable. */
export async function syncHeld(folder: Buffer): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
