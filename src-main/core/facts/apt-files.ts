import type { Target } from '../ports.js';
import { entriesIn, fileLatin1 } from './read-text.js';

/** Files of a folder that apt reads: those without an ending or with one of `endings`, sorted; apt passes over all others. */
export async function aptFolder(target: Target, folder: string, endings: readonly string[]): Promise<string[]> {
  const listed = await entriesIn(target, folder);
  return listed
    .map((entry) => entry.text)
    .filter((path) => {
      const name = path.slice(folder.length + 1);
      const ending = /\.([^.]*)$/.exec(name)?.[1] ?? '';
      return /^[\w.-]+$/.test(name) && endings.includes(ending);
    })
    .toSorted();
}

/** A text file one character a byte; null if it is not there. */
export async function latin1File(target: Target, path: string): Promise<string | null> {
  const stat = await target.files.stat({ text: path });
  if (stat === null || stat.kind !== 'file') return null;
  return fileLatin1(target, path, 16_000_000);
}
