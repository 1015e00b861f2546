import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { unread } from './raw.js';
import { defineFact } from './types.js';

const folder = '/var/lib/dpkg/updates';

/** Pieces of dpkg's status that an interrupted run did not merge: files whose names are all digits. */
export const dpkgUpdates = defineFact<{ readonly files: readonly string[] }>({
  id: 'dpkg-updates',
  title: 'Interrupted package run',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  async read({ target }): Promise<ReadingOf<{ files: string[] }>> {
    if ((await target.files.stat({ text: folder })) === null) return unread('not-applicable', 'This system does not use dpkg.', '');
    const names = (await target.files.list({ text: folder })).map((entry) => entry.text.slice(folder.length + 1));
    const files = names.filter((name) => /^\d+$/.test(name));
    return {
      known: true,
      value: { files },
      evidence:
        files.length === 0
          ? []
          : [{ source: folder, line: files.join(' '), meaning: `${files.length} pieces of a package run that was cut off` }],
    };
  },
});
