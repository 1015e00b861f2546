import { lstatSync, readdirSync, type Dirent } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { Census } from '../core/ports.js';

/**
 * Counts what lies at and below a path: entries that are not folders, their bytes, and bytes on the disk. Stays
 * on the file system, follows no link, counts a hard-linked file once. What cannot be read is not counted.
 * Synchronous calls in small turns: several times faster here than one promise a file.
 */
export async function census(start: Buffer): Promise<Census> {
  const first = lstatSync(start, { throwIfNoEntry: false });
  if (!first) return { files: 0, bytes: 0, allocated: 0 };
  if (!first.isDirectory()) return { files: 1, bytes: first.size, allocated: first.blocks * 512 };
  const seen = new Set<string>();
  const folders: Buffer[] = [start];
  const total = { files: 0, bytes: 0, allocated: first.blocks * 512 };
  for (let folder = folders.pop(); folder; folder = folders.pop()) {
    for (const name of namesIn(folder)) {
      const path = Buffer.concat([folder, Buffer.from('/'), name]);
      const stat = lstatSync(path, { throwIfNoEntry: false });
      // Only folders tell the file system: on an overlay a file may report the layer it comes from.
      if (!stat || (stat.isDirectory() && stat.dev !== first.dev)) continue;
      if (stat.nlink > 1 && !stat.isDirectory()) {
        const key = `${stat.dev}:${stat.ino}`;
        if (seen.has(key)) continue;
        seen.add(key);
      }
      total.allocated += stat.blocks * 512;
      if (stat.isDirectory()) folders.push(path);
      else {
        total.files += 1;
        total.bytes += stat.size;
      }
    }
    await setImmediate();
  }
  return total;
}

/** How many entries that are no folders lie below a path; a hard link counts each time. Asks only folders what they are: less than half the work of a census. */
export async function countEntries(start: Buffer): Promise<number> {
  const first = lstatSync(start, { throwIfNoEntry: false });
  if (!first) return 0;
  if (!first.isDirectory()) return 1;
  const folders: Buffer[] = [start];
  let entries = 0;
  for (let folder = folders.pop(); folder; folder = folders.pop()) {
    for (const entry of entriesIn(folder)) {
      if (!entry.isDirectory()) entries += 1;
      else {
        const path = Buffer.concat([folder, Buffer.from('/'), entry.name]);
        if (lstatSync(path, { throwIfNoEntry: false })?.dev === first.dev) folders.push(path);
      }
    }
    await setImmediate();
  }
  return entries;
}

function entriesIn(folder: Buffer): Dirent<Buffer>[] {
  try {
    return readdirSync(folder, { encoding: 'buffer', withFileTypes: true });
  } catch {
    return [];
  }
}

function namesIn(folder: Buffer): Buffer[] {
  try {
    return readdirSync(folder, { encoding: 'buffer' });
  } catch {
    return [];
  }
}
