import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Target } from '../ports.js';
import { unread } from './raw.js';
import { readRpmdb, type RpmdbState } from './readers/rpmdb.js';
import { defineFact } from './types.js';

/** Where Fedora has the database from release 36 on, and where it was before. Never where rpm itself would make a new one. */
const places = ['/usr/lib/sysimage/rpm', '/var/lib/rpm'];

/** rpm's database of installed packages. Reads all of it; like any question to rpm it may leave SQLite's -shm file beside it. */
export const rpmDatabase = defineFact<RpmdbState & { readonly folder: string }>({
  id: 'rpm-database',
  title: "rpm's database",
  cost: 'deep',
  needs: ['elevation'],
  timeoutMs: 180_000,
  heavy: true,
  async read({ target, signal }): Promise<ReadingOf<RpmdbState & { folder: string }>> {
    const folder = await rpmDatabaseFolder(target);
    if (folder === null) return unread('not-applicable', 'This system has no rpm database.', '');
    const run = (argv: string[]) => target.exec.run({ argv, timeoutMs: 80_000, signal });
    const state = readRpmdb(
      await run(['rpmdb', '--dbpath', folder, '--verifydb']),
      await run(['rpm', '--dbpath', folder, '-qa', '--nodigest', '--nosignature']),
    );
    return state.known ? { ...state, value: { ...state.value, folder } } : state;
  },
});

/** Where rpm's database lies; null where there is none. */
export async function rpmDatabaseFolder(target: Target): Promise<string | null> {
  for (const folder of places) if ((await target.files.stat({ text: `${folder}/rpmdb.sqlite` }))?.kind === 'file') return folder;
  return null;
}
