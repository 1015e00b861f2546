import { posix } from 'node:path';
import type { FilePath } from '../../../src-shared/contract/path.js';
import type { ReadingOf, UnreadPart } from '../../../src-shared/contract/fact.js';
import { toAppError } from '../../../src-shared/errors.js';
import type { Files, Target } from '../ports.js';
import { formatBytes } from '../bytes.js';
import { knownCaches } from '../known-caches.js';
import { readPart, within } from './parts.js';
import { defineFact } from './types.js';

export type CacheEntry = { readonly path: FilePath; readonly files: number; readonly bytes: number };
/** A program's cache as far as it is known, with its bytes on the disk. */
export type ProgramCache = { readonly program: string; readonly entries: readonly CacheEntry[]; readonly allocated: number };
export type UserCache = {
  readonly user: string;
  readonly folder: string;
  readonly programs: readonly ProgramCache[];
  /** Bytes on the disk of all of them. */
  readonly allocated: number;
  /** Why it could not be read, or the first of the programs' caches that could not; null: all was read. */
  readonly unread: string | null;
};

/** How long one person's cache may take: he could hold up what counts it. */
const personMs = 110_000;

/** The known caches of every user, by program. Read with that user's own rights. */
export const userCaches = defineFact<UserCache[]>({
  id: 'user-caches',
  title: "Users' caches",
  cost: 'default',
  needs: [],
  timeoutMs: 120_000,
  heavy: true,
  async read({ as, profiles }): Promise<ReadingOf<UserCache[]>> {
    const caches = await Promise.all(
      profiles.map(async (profile): Promise<UserCache> => {
        const { name: user } = profile;
        const folder = posix.join(profile.home, '.cache');
        const read = as(profile).then((theirs) => readCache(theirs, folder));
        return within(personMs, read).then(
          (cache) => ({ user, folder, ...cache }),
          (thrown: unknown) => ({ user, folder, programs: [], allocated: 0, unread: toAppError(thrown).message }),
        );
      }),
    );
    const evidence = caches.flatMap(({ folder, programs, allocated, unread }) => [
      ...(unread === null || programs.length > 0 ? [{ source: folder, line: formatBytes(allocated), meaning: 'on the disk' }] : []),
      ...(unread === null ? [] : [{ source: folder, line: unread, meaning: 'could not be read' }]),
    ]);
    return { known: true, value: caches, evidence };
  },
});

type Read = Pick<UserCache, 'programs' | 'allocated' | 'unread'>;

async function readCache({ files }: Target, folder: string): Promise<Read> {
  const none = { programs: [], allocated: 0, unread: null };
  if (!(await isFolder(files, { text: folder }))) return none;
  const unread: UnreadPart[] = [];
  const programs: ProgramCache[] = [];
  for (const program of new Set(knownCaches.map((cache) => cache.program))) {
    const cache = await readPart(unread, program, () => readProgram(files, folder, program));
    if (cache !== null) programs.push(cache);
  }
  return { programs, allocated: programs.reduce((sum, { allocated }) => sum + allocated, 0), unread: unread[0]?.reason ?? null };
}

/** null: the program keeps nothing there. */
async function readProgram(files: Files, folder: string, program: string): Promise<ProgramCache | null> {
  const own = { text: posix.join(folder, program) };
  if (!(await isFolder(files, own))) return null;
  const entries: CacheEntry[] = [];
  for (const { names } of knownCaches.filter((cache) => cache.program === program))
    for (const path of await matching(files, own, names)) {
      const census = await files.census(path);
      entries.push({ path, files: census.files, bytes: census.allocated });
    }
  return { program, entries, allocated: entries.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** What lies below a folder under names of this form. Through no link, and through no name that is not UTF-8. */
async function matching(files: Files, folder: FilePath, [name, ...names]: readonly RegExp[]): Promise<FilePath[]> {
  if (name === undefined) return [folder];
  if (!(await isFolder(files, folder))) return [];
  const found: FilePath[] = [];
  for (const path of await files.list(folder))
    if (path.bytesBase64 === undefined && name.test(posix.basename(path.text))) found.push(...(await matching(files, path, names)));
  return found;
}

async function isFolder(files: Files, path: FilePath): Promise<boolean> {
  return (await files.stat(path))?.kind === 'dir';
}
