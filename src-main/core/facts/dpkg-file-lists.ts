import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Target } from '../ports.js';
import { commandLine, notUnderstood, stderrText, unusable } from './raw.js';
import { installedPackage, type Installed } from './reinstallable.js';
import { defineFact } from './types.js';

const folder = '/var/lib/dpkg/info';

/** `package`: what can be fetched again; null where dpkg does not know it. */
export type BrokenFileList = { readonly file: string; readonly missing: boolean; readonly package: Installed | null };

/** Lists of the files of packages that dpkg cannot read: it then refuses all work. One question first; the files only if it fails. */
export const dpkgFileLists = defineFact<BrokenFileList[]>({
  id: 'dpkg-file-lists',
  title: "dpkg's lists of files",
  cost: 'default',
  needs: [],
  timeoutMs: 120_000,
  async read({ target, signal }): Promise<ReadingOf<BrokenFileList[]>> {
    const raw = await target.exec.run({ argv: ['dpkg-query', '-S', '/'], timeoutMs: 60_000, signal });
    const bad = unusable(raw);
    if (bad) return bad;
    const source = commandLine(raw);
    // 0: somebody owns "/"; 1: nobody does. Both times all lists were read.
    if (raw.code === 0 || raw.code === 1) {
      const gone = [...stderrText(raw).matchAll(/files list file for package '([^']+)' missing/g)];
      const lost: BrokenFileList[] = [];
      for (const [, name = ''] of gone)
        lost.push({ file: `${folder}/${name}.list`, missing: true, package: await installedPackage(target, name, signal) });
      if (lost.length > 0)
        return { known: true, value: lost, evidence: gone.map(([line]) => ({ source, line, meaning: 'dpkg knows no files of it' })) };
      return { known: true, value: [], evidence: [{ source, line: `exit code ${raw.code}`, meaning: 'dpkg reads all lists' }] };
    }
    const said = /files list file for package '([^']+)'.*/.exec(stderrText(raw));
    if (raw.code !== 2 || !said) return notUnderstood(raw);
    const broken: BrokenFileList[] = [];
    for (const file of await cutOff(target)) {
      const name = file.slice(folder.length + 1, -'.list'.length);
      broken.push({ file, missing: false, package: await installedPackage(target, name, signal) });
    }
    if (broken.length === 0) return notUnderstood(raw);
    return { known: true, value: broken, evidence: [{ source, line: said[0], meaning: 'dpkg refuses all work' }] };
  },
});

/** Lists that do not end with a line end: cut off, or filled with zeros by a power cut. An empty one dpkg takes as it is. */
async function cutOff(target: Target): Promise<string[]> {
  const found: string[] = [];
  for (const { text: file } of await target.files.list({ text: folder })) {
    if (!file.endsWith('.list')) continue;
    const bytes = await target.files.read({ text: file }, 64_000_000);
    if (bytes.length > 0 && bytes.at(-1) !== 0x0a) found.push(file);
  }
  return found;
}
