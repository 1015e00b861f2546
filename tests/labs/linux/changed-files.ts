import { createHash } from 'node:crypto';
import { type Stats, closeSync, lstatSync, openSync, readSync, readdirSync, readlinkSync } from 'node:fs';

/** One object that differs from the base machine. Bytes of a name that are not UTF-8 are written `\xNN`. */
export type Change = {
  readonly path: string;
  readonly change: 'added' | 'changed' | 'deleted';
  readonly type: string;
  readonly mode: string;
  readonly owner: string;
  readonly size: number;
  /** SHA-256 of a file (of its size and both ends if it is above 64 MB), the target of a link. */
  readonly content: string;
};

/** Layers of an overlay as host folders: what the machine changed, what it was, what it sees. */
export type Layers = { readonly upper: string; readonly lower: string; readonly merged: string };

/** Everything that differs from the base machine, by content, owner and mode; times do not count. Sorted by path. */
export function changedFiles(layers: Layers): readonly Change[] {
  const changes: Change[] = [];
  visit(layers, Buffer.alloc(0), changes);
  return changes.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** What changed between two lists: entries that came, went or became different. */
export function difference(before: readonly Change[], after: readonly Change[]): readonly Change[] {
  const key = (change: Change): string => JSON.stringify(change);
  const old = new Set(before.map(key));
  const now = new Set(after.map(key));
  const came = after.filter((change) => !old.has(key(change)));
  const paths = new Set(came.map((change) => change.path));
  return [...came, ...before.filter((change) => !now.has(key(change)) && !paths.has(change.path))];
}

function visit(layers: Layers, folder: Buffer, changes: Change[]): void {
  const upper = readdirSync(at(layers.upper, folder), { encoding: 'buffer' });
  const seen = new Set(upper.map((name) => name.toString('latin1')));
  for (const name of upper) {
    const path = Buffer.concat([folder, Buffer.from('/'), name]);
    const now = describe(at(layers.upper, path));
    const was = describe(at(layers.lower, path));
    // A character device 0:0 is how an overlay writes down a deletion.
    if (now === undefined || now.content === 'device 0') {
      if (was !== undefined) changes.push({ path: text(path), change: 'deleted', ...was });
      continue;
    }
    if (JSON.stringify(now) !== JSON.stringify(was))
      changes.push({ path: text(path), change: was === undefined ? 'added' : 'changed', ...now });
    if (now.type === 'folder') visit(layers, path, changes);
  }
  // A folder that was deleted and made again hides the old one as a whole, without a mark for each entry.
  for (const name of names(at(layers.lower, folder))) {
    const path = Buffer.concat([folder, Buffer.from('/'), name]);
    if (seen.has(name.toString('latin1')) || stats(at(layers.merged, path)) !== undefined) continue;
    const was = describe(at(layers.lower, path));
    if (was !== undefined) changes.push({ path: text(path), change: 'deleted', ...was });
  }
}

function describe(path: Buffer): Omit<Change, 'path' | 'change'> | undefined {
  const stat = stats(path);
  if (stat === undefined) return undefined;
  const common = { mode: (stat.mode & 0o7777).toString(8), owner: `${stat.uid}:${stat.gid}` };
  if (stat.isDirectory()) return { type: 'folder', ...common, size: 0, content: '' };
  if (stat.isSymbolicLink()) return { type: 'link', ...common, size: 0, content: readlinkSync(path, { encoding: 'latin1' }) };
  if (stat.isFile()) return { type: 'file', ...common, size: stat.size, content: hashOf(path, stat.size) };
  const device = stat.isCharacterDevice() || stat.isBlockDevice();
  return { type: device ? 'device' : 'other', ...common, size: 0, content: device ? `device ${stat.rdev}` : '' };
}

function hashOf(path: Buffer, size: number): string {
  const part = 1 << 20;
  const whole = size <= 64 * part;
  const starts = whole ? Array.from({ length: Math.ceil(size / part) }, (_, index) => index * part) : [0, size - part];
  const hash = createHash('sha256').update(whole ? '' : String(size));
  const buffer = Buffer.alloc(part);
  const file = openSync(path, 'r');
  for (const start of starts) hash.update(buffer.subarray(0, readSync(file, buffer, 0, part, start)));
  closeSync(file);
  return hash.digest('hex');
}

function names(folder: Buffer): readonly Buffer[] {
  return stats(folder)?.isDirectory() ? readdirSync(folder, { encoding: 'buffer' }) : [];
}

function stats(path: Buffer): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

function at(layer: string, path: Buffer): Buffer {
  return Buffer.concat([Buffer.from(layer), path]);
}

function text(path: Buffer): string {
  if (Buffer.from(path.toString()).equals(path)) return path.toString();
  return [...path].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`)).join('');
}
