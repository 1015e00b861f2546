import { posix } from 'node:path';
import type { FilePath } from '../../../../src-shared/contract/path.js';
import type { Resource, State } from '../../../../src-shared/contract/step.js';
import { AppError } from '../../../../src-shared/errors.js';
import { sha256 } from '../../bytes.js';
import { stdoutText } from '../../facts/raw.js';
import type { Target } from '../../ports.js';
import { maxFileBytes, observeFile } from './file-state.js';

/** A folder with more than this is no folder of settings. */
const mostEntries = 50_000;

/** Locks, and SQLite's files beside a database, come and go with everybody who only reads. */
const passing = /(?:-shm|-wal|\.lock)$/;

/** What stands at a path that is not kept: by its content, or, where that is too much, by its number, size and time. */
export async function observeWatched(target: Target, path: FilePath): Promise<State> {
  const stat = await target.files.stat(path);
  if (stat?.kind !== 'file' || stat.size <= maxFileBytes) return observeFile(target, path);
  const { kind, uid, gid, mode, size, mtimeMs, inode } = stat;
  return { kind, uid, gid, mode, size, mtimeMs, inode };
}

/**
 * A sum over everything below a folder by name, kind, owner, mode, size and time. Whole seconds, as an archive keeps them; a folder's
 * own time says nothing that its entries do not.
 */
export async function observeTree(target: Target, path: FilePath): Promise<State> {
  const stat = await target.files.stat(path);
  if (stat?.kind !== 'dir') return { kind: stat?.kind ?? 'absent' };
  const lines: string[] = [];
  const open: FilePath[] = [path];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const entry of await target.files.list(folder)) {
      const found = await target.files.stat(entry);
      if (found === null || passing.test(posix.basename(entry.text))) continue;
      if (found.kind === 'dir') open.push(entry);
      const { kind, uid, gid, mode, size, mtimeMs } = found;
      const what = kind === 'dir' ? '' : kind === 'link' ? await target.files.readLink(entry) : `${size} ${Math.floor(mtimeMs / 1000)}`;
      lines.push(`${entry.bytesBase64 ?? entry.text} ${kind} ${uid} ${gid} ${mode} ${what}`);
      if (lines.length > mostEntries) throw new AppError('bad-input', `${path.text} has more than ${mostEntries} entries.`);
    }
  }
  return { kind: 'tree', entries: lines.length, sha256: sha256(lines.toSorted().join('\n')) };
}

/** Which of the words are in the answer; none where there is none. */
export async function observeAnswer(target: Target, { argv, words }: Extract<Resource, { kind: 'answer' }>): Promise<State> {
  const text = stdoutText(await target.exec.run({ argv, timeoutMs: 20_000 }));
  return { kind: 'answer', says: words.filter((word) => text.includes(word)) };
}
