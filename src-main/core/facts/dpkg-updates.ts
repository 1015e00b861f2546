import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { latin1File } from './apt-files.js';
import { unread } from './raw.js';
import { defineFact } from './types.js';

const folder = '/var/lib/dpkg/updates';

/** `broken`: paths of pieces that are no records of packages; dpkg refuses all work because of them. `missing`: the folder is gone. */
export type DpkgUpdates = { readonly files: readonly string[]; readonly broken: readonly string[]; readonly missing: boolean };

/** Pieces of dpkg's status that an interrupted run did not merge: files whose names are all digits. */
export const dpkgUpdates = defineFact<DpkgUpdates>({
  id: 'dpkg-updates',
  title: 'Interrupted package run',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  async read({ target }): Promise<ReadingOf<DpkgUpdates>> {
    if ((await target.files.stat({ text: folder })) === null) {
      if ((await target.files.stat({ text: '/var/lib/dpkg/status' })) === null)
        return unread('not-applicable', 'This system does not use dpkg.', '');
      const evidence = [{ source: folder, line: 'missing', meaning: 'dpkg cannot work without this folder' }];
      return { known: true, value: { files: [], broken: [], missing: true }, evidence };
    }
    const names = (await target.files.list({ text: folder })).map((entry) => entry.text.slice(folder.length + 1));
    const files = names.filter((name) => /^\d+$/.test(name));
    const broken: string[] = [];
    for (const name of files) {
      const text = await latin1File(target, `${folder}/${name}`);
      if (text !== null && text !== '' && (text.includes('\0') || !/^Package: \S/m.test(text))) broken.push(`${folder}/${name}`);
    }
    const pieces = { source: folder, line: files.join(' '), meaning: `${files.length} pieces of a package run that was cut off` };
    const damaged = broken.map((path) => ({
      source: path,
      line: 'no record of a package',
      meaning: 'dpkg cannot read it and refuses all work',
    }));
    return { known: true, value: { files, broken, missing: false }, evidence: files.length === 0 ? [] : [pieces, ...damaged] };
  },
});
