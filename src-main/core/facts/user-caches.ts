import { posix } from 'node:path';
import type { FilePath } from '../../../src-shared/contract/path.js';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { toAppError } from '../../../src-shared/errors.js';
import type { Target } from '../ports.js';
import { formatBytes } from '../bytes.js';
import { defineFact } from './types.js';

export type CacheEntry = { readonly path: FilePath; readonly files: number; readonly bytes: number };
export type UserCache = {
  readonly user: string;
  readonly folder: string;
  readonly entries: readonly CacheEntry[];
  /** Bytes on the disk. */
  readonly allocated: number;
  /** Why it could not be read; null: it was. */
  readonly unread: string | null;
};

/** The cache folder of every user, by its direct entries. Read with that user's own rights. */
export const userCaches = defineFact<UserCache[]>({
  id: 'user-caches',
  title: "Users' caches",
  cost: 'default',
  needs: [],
  timeoutMs: 120_000,
  heavy: true,
  async read({ as, profiles }): Promise<ReadingOf<UserCache[]>> {
    const caches: UserCache[] = [];
    for (const profile of profiles) {
      const folder = posix.join(profile.home, '.cache');
      try {
        caches.push({ user: profile.name, folder, ...(await readCache(await as(profile), folder)), unread: null });
      } catch (thrown) {
        caches.push({ user: profile.name, folder, entries: [], allocated: 0, unread: toAppError(thrown).message });
      }
    }
    const evidence = caches.map((cache) => ({
      source: cache.folder,
      line: cache.unread ?? formatBytes(cache.allocated),
      meaning: cache.unread === null ? 'on the disk' : 'could not be read',
    }));
    return { known: true, value: caches, evidence };
  },
});

async function readCache(target: Target, folder: string): Promise<{ entries: CacheEntry[]; allocated: number }> {
  if ((await target.files.stat({ text: folder }))?.kind !== 'dir') return { entries: [], allocated: 0 };
  const entries: CacheEntry[] = [];
  let allocated = 0;
  for (const path of await target.files.list({ text: folder })) {
    const census = await target.files.census(path);
    entries.push({ path, files: census.files, bytes: census.allocated });
    allocated += census.allocated;
  }
  return { entries, allocated };
}
