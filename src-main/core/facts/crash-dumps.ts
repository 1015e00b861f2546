import { posix } from 'node:path';
import type { FilePath } from '../../../src-shared/contract/path.js';
import type { ReadingOf, UnreadPart } from '../../../src-shared/contract/fact.js';
import { formatBytes } from '../bytes.js';
import { crashDumpKind, crashFolders } from '../crash-dump-names.js';
import type { Target } from '../ports.js';
import { readPart } from './parts.js';
import { defineFact } from './types.js';

/** What may go of a folder, and its bytes on the disk. */
export type DumpFolder = {
  readonly folder: string;
  readonly entries: readonly { readonly path: FilePath; readonly files: number; readonly bytes: number }[];
  readonly allocated: number;
};

/** Why the kernel crashed may still be looked for: its dumps of the last 30 days are left. */
const kernelDumpMs = 30 * 24 * 60 * 60 * 1000;

/** Memory of programs, or of the kernel, that was kept when they crashed. */
export const crashDumps = defineFact<DumpFolder[]>({
  id: 'crash-dumps',
  title: 'Kept crash dumps',
  cost: 'default',
  needs: [],
  timeoutMs: 30_000,
  async read({ target }): Promise<ReadingOf<DumpFolder[]>> {
    const unread: UnreadPart[] = [];
    const value: DumpFolder[] = [];
    for (const folder of crashFolders) {
      const dumps = await readPart(unread, folder, () => dumpsIn(target, folder, unread));
      if (dumps !== null) value.push(dumps);
    }
    const evidence = value.map(({ folder, entries, allocated }) => ({
      source: folder,
      line: `${entries.length} entries, ${formatBytes(allocated)}`,
      meaning: 'on the disk',
    }));
    const none = { source: crashFolders.join(', '), line: 'absent', meaning: 'no crash dumps are kept' };
    return { known: true, value, evidence: value.length === 0 && unread.length === 0 ? [none] : evidence, unread };
  },
});

/** null: there is no such folder. */
async function dumpsIn(target: Target, folder: string, unread: UnreadPart[]): Promise<DumpFolder | null> {
  if ((await target.files.stat({ text: folder }))?.kind !== 'dir') return null;
  const entries: DumpFolder['entries'][number][] = [];
  for (const path of await target.files.list({ text: folder })) {
    const kind = path.bytesBase64 === undefined ? crashDumpKind(folder, posix.basename(path.text)) : null;
    // Everybody may put things into some of these folders, also such as nobody else can look into.
    const entry = kind === null ? null : await readPart(unread, path.text, () => entryOf(target, path, kind));
    if (entry !== null) entries.push(entry);
  }
  return { folder, entries, allocated: entries.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** null: a dump that is not old enough. */
async function entryOf(target: Target, path: FilePath, kind: 'program' | 'kernel'): Promise<DumpFolder['entries'][number] | null> {
  const ageMs = Date.now() - ((await target.files.stat(path))?.mtimeMs ?? Date.now());
  if (kind === 'kernel' && ageMs < kernelDumpMs) return null;
  const census = await target.files.census(path);
  return { path, files: census.files, bytes: census.allocated };
}
