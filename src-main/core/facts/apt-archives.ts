import type { FilePath } from '../../../src-shared/contract/path.js';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { formatBytes } from '../bytes.js';
import { unread } from './raw.js';
import { defineFact } from './types.js';

const folder = '/var/cache/apt/archives';

export type AptArchives = {
  readonly entries: readonly { readonly path: FilePath; readonly files: number; readonly bytes: number }[];
  /** Bytes on the disk. */
  readonly allocated: number;
};

/** Package archives that apt keeps although they are installed long since. */
export const aptArchives = defineFact<AptArchives>({
  id: 'apt-archives',
  title: 'Kept package archives',
  cost: 'default',
  needs: [],
  timeoutMs: 30_000,
  async read({ target }): Promise<ReadingOf<AptArchives>> {
    if ((await target.files.stat({ text: folder })) === null) return unread('not-applicable', 'This system does not use apt.', '');
    const entries: AptArchives['entries'][number][] = [];
    for (const path of (await target.files.list({ text: folder })).filter((entry) => entry.text.endsWith('.deb'))) {
      const census = await target.files.census(path);
      entries.push({ path, files: census.files, bytes: census.allocated });
    }
    const allocated = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    const line = `${entries.length} archives, ${formatBytes(allocated)}`;
    return { known: true, value: { entries, allocated }, evidence: [{ source: folder, line, meaning: 'can be fetched again' }] };
  },
});
