import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { perLine } from '../foreign-lines.js';
import type { Target } from '../ports.js';
import { environmentFiles, presentFiles } from './environment-files.js';
import { packageOwner } from './package-owner.js';
import { stdoutText } from './raw.js';
import { entriesIn, fileLatin1 } from './read-text.js';
import { preloadsIn } from './readers/preload-line.js';
import { strangePlace } from './readers/shell-line.js';
import { isRooted } from './suspect.js';
import { defineFact } from './types.js';

export type PreloadEntry = {
  readonly file: string;
  readonly line: number;
  /** The raw line, one character a byte. */
  readonly text: string;
  readonly library: string;
  readonly exists: boolean;
  readonly packageName: string | null;
  /** Every folder above it, and itself, belongs to root and can be changed by nobody else. */
  readonly protectedPath: boolean;
  /** Root may take it away without crossing anybody else's folder. */
  readonly movable: boolean;
};

export const preloadFile = '/etc/ld.so.preload';

/** Libraries that are forced into every program, of the loader's own file or by a variable for everybody, and where they come from. */
export const preload = defineFact<PreloadEntry[]>({
  id: 'preload',
  title: 'Forced libraries',
  cost: 'default',
  needs: [],
  timeoutMs: 20_000,
  async read({ target, signal }): Promise<ReadingOf<PreloadEntry[]>> {
    const parts = (await entriesIn(target, '/etc/systemd/system.conf.d')).map((entry) => entry.text);
    const manager = ['/etc/systemd/system.conf', ...parts.filter((name) => name.endsWith('.conf'))];
    const entries: PreloadEntry[] = [];
    for (const file of [...(await presentFiles(target, [preloadFile, ...manager])), ...(await environmentFiles(target))]) {
      const found = perLine(await fileLatin1(target, file, 1_000_000), (text, index) =>
        preloadsIn(text, file === preloadFile).map((library) => ({ file, line: index + 1, text, library })),
      );
      for (const entry of found) entries.push({ ...entry, ...(await look(target, entry.library, signal)) });
    }
    if (entries.length === 0)
      return {
        known: true,
        value: [],
        evidence: [{ source: preloadFile, line: 'no entry', meaning: 'no library is forced into programs' }],
      };
    return {
      known: true,
      value: entries,
      evidence: entries.map((entry) => ({ source: `${entry.file}:${entry.line}`, line: entry.library, meaning: meaningOf(entry) })),
    };
  },
});

type Place = Pick<PreloadEntry, 'exists' | 'packageName' | 'protectedPath' | 'movable'>;

async function look(target: Target, library: string, signal: AbortSignal): Promise<Place> {
  // The loader fills in $LIB, $PLATFORM and $ORIGIN: what fits is looked for, and what cannot be told is not accused.
  if (library.includes('$')) {
    const fits = await fitting(target, library);
    return fits === null ? { exists: true, packageName: null, protectedPath: true, movable: false } : look(target, fits, signal);
  }
  if (!library.startsWith('/')) {
    // A bare name is searched for in the library folders by the loader; it is judged by its package alone.
    const known = await target.exec.run({ argv: ['ldconfig', '-p'], timeoutMs: 10_000, signal });
    const exists = known.missing || known.code !== 0 || stdoutText(known).split(/\s+/).includes(library);
    return { exists, packageName: await packageOwner(target, library, signal), protectedPath: exists, movable: false };
  }
  const stat = await target.files.stat({ text: library });
  return {
    exists: stat !== null,
    packageName: await packageOwner(target, library, signal),
    protectedPath: stat !== null && (await isProtected(target, library)),
    movable: stat !== null && stat.uid === 0 && (await isRooted(target, posix.dirname(library))),
  };
}

/** The first file that a path with a placeholder in its name alone can stand for; null: none, or it cannot be told. */
async function fitting(target: Target, library: string): Promise<string | null> {
  const [folder, name] = [posix.dirname(library), posix.basename(library)];
  if (!library.startsWith('/') || folder.includes('$')) return null;
  const parts = name.split(/\$\{?\w+\}?/);
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  const there = await entriesIn(target, folder);
  return there.find(({ text }) => posix.basename(text).startsWith(first) && text.endsWith(last))?.text ?? null;
}

async function isProtected(target: Target, path: string): Promise<boolean> {
  // What hides in a system folder is no administrator's work, whoever may change it.
  if (strangePlace(path) !== null) return false;
  for (let part = path; ; part = posix.dirname(part)) {
    const stat = await target.files.stat({ text: part });
    if (stat === null || stat.uid !== 0 || (stat.kind !== 'link' && (stat.mode & 0o022) !== 0)) return false;
    if (part === '/') return true;
  }
}

function meaningOf(entry: PreloadEntry): string {
  if (!entry.exists) return 'this library does not exist';
  if (entry.packageName !== null) return `belongs to package ${entry.packageName}`;
  return entry.protectedPath
    ? 'belongs to no package, but only root can change it'
    : 'belongs to no package, and hides or can be changed by others than root';
}
