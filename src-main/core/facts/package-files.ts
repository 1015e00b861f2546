import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Target } from '../ports.js';
import { aptFolder, latin1File } from './apt-files.js';
import { packageOwner } from './package-owner.js';
import { unread } from './raw.js';
import { readDpkgVerify, type ChangedFile } from './readers/dpkg-verify.js';
import { installedPackage, type Installed } from './reinstallable.js';
import { defineFact } from './types.js';

export type DamagedPackage = Installed & { readonly files: readonly ChangedFile[] };

/** More damaged files than this are no accident of a few files: a list of them all helps nobody, and each costs a question. */
const most = 200;

/** Files that packages brought and that are missing or changed, configuration left out. Reads every file of the system. */
export const packageFiles = defineFact<DamagedPackage[]>({
  id: 'package-files',
  title: 'Files of installed packages',
  cost: 'deep',
  needs: ['elevation'],
  timeoutMs: 900_000,
  heavy: true,
  async read({ target, signal }): Promise<ReadingOf<DamagedPackage[]>> {
    const verified = readDpkgVerify(await target.exec.run({ argv: ['dpkg', '--verify'], timeoutMs: 600_000, signal }));
    if (!verified.known) return verified;
    const leftOut = await excludes(target);
    const files = verified.value.filter(
      ({ path, kind }) => kind === 'changed' || !leftOut || !/^\/usr\/share\/(doc|man|locale|info|lintian)\//.test(path),
    );
    const byPackage = new Map<string, ChangedFile[]>();
    for (const file of files.slice(0, most)) {
      const owner = await packageOwner(target, file.path, signal);
      // "a, b" brought it together: neither can be said to be damaged.
      if (owner !== null && /^[a-z0-9][a-z0-9+.-]+$/.test(owner)) byPackage.set(owner, [...(byPackage.get(owner) ?? []), file]);
    }
    const damaged: DamagedPackage[] = [];
    for (const [name, changed] of byPackage) {
      const installed = await installedPackage(target, name, signal);
      if (installed) damaged.push({ ...installed, files: changed });
    }
    if (files.length > 0 && damaged.length === 0)
      return unread(
        'failed',
        `${files.length} files differ from what was published, and no single package brought them: ${files[0]?.path ?? ''}.`,
        '',
      );
    const evidence = damaged.flatMap((entry) => entry.files.map(({ path, kind }) => ({ source: entry.name, line: path, meaning: kind })));
    return { known: true, value: damaged, evidence };
  },
});

/** Whether dpkg is told not to unpack some paths (documentation, on small systems): those are missing on purpose. */
async function excludes(target: Target): Promise<boolean> {
  const folder = '/etc/dpkg/dpkg.cfg.d';
  const files = ['/etc/dpkg/dpkg.cfg', ...(await aptFolder(target, folder, ['', 'cfg', 'conf']))];
  for (const file of files) if (/^path-exclude/m.test((await latin1File(target, file)) ?? '')) return true;
  return false;
}
