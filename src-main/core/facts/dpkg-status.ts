import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { unread } from './raw.js';
import { entriesIn } from './read-text.js';
import { judgeStatus } from './readers/dpkg-status.js';
import { defineFact } from './types.js';

const folder = '/var/lib/dpkg';

/** `copies`: sound older copies, newest first. */
export type DpkgStatus = {
  readonly packages: number;
  readonly why: string | null;
  readonly copies: readonly { path: string; packages: number }[];
};

/** dpkg's list of installed packages, and the older copies of it that are sound. */
export const dpkgStatus = defineFact<DpkgStatus>({
  id: 'dpkg-status',
  title: 'List of installed packages',
  cost: 'default',
  needs: [],
  timeoutMs: 30_000,
  async read({ target }): Promise<ReadingOf<DpkgStatus>> {
    if ((await target.files.stat({ text: `${folder}/info` })) === null)
      return unread('not-applicable', 'This system does not use dpkg.', '');
    const info = (await target.files.list({ text: `${folder}/info` })).map((entry) => entry.text.slice(folder.length + 6));
    const withFiles = info.filter((name) => name.endsWith('.list')).map((name) => name.slice(0, -'.list'.length));
    const read = async (path: string): Promise<Uint8Array> =>
      (await target.files.stat({ text: path }))?.kind === 'file' ? target.files.read({ text: path }, 64_000_000) : new Uint8Array();
    const updates = (await entriesIn(target, `${folder}/updates`)).filter((entry) => /\/\d+$/.test(entry.text));
    const pieces: Uint8Array[] = [];
    for (const piece of updates) pieces.push(await read(piece.text));
    const verdict = judgeStatus(await read(`${folder}/status`), withFiles, pieces);
    const copies: { path: string; packages: number; changed: number }[] = [];
    if (verdict.why !== null)
      for (const path of [`${folder}/status-old`, '/var/backups/dpkg.status.0']) {
        const copy = judgeStatus(await read(path), withFiles);
        if (copy.why === null)
          copies.push({ path, packages: copy.packages, changed: (await target.files.stat({ text: path }))?.mtimeMs ?? 0 });
      }
    // The nightly copy is often younger: dpkg's own is from before its last change.
    copies.sort((a, b) => b.changed - a.changed);
    const evidence = [
      {
        source: `${folder}/status`,
        line: `${verdict.packages} packages`,
        meaning: verdict.why ?? 'knows all packages that have files here',
      },
      ...copies.map((copy) => ({ source: copy.path, line: `${copy.packages} packages`, meaning: 'a sound older copy' })),
    ];
    return { known: true, value: { packages: verdict.packages, why: verdict.why, copies }, evidence };
  },
});
