import { posix } from 'node:path';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { toLatin1 } from '../bytes.js';
import type { Target } from '../ports.js';
import { packageOwner } from './package-owner.js';
import { defineFact } from './types.js';

export type PreloadEntry = {
  readonly line: number;
  /** The raw line, one character a byte. */
  readonly text: string;
  readonly library: string;
  readonly exists: boolean;
  readonly packageName: string | null;
  /** Every folder above it, and itself, belongs to root and can be changed by nobody else. */
  readonly protectedPath: boolean;
};

const file = '/etc/ld.so.preload';

/** Libraries that are forced into every program, and where they come from. */
export const preload = defineFact<PreloadEntry[]>({
  id: 'preload',
  title: 'Forced libraries',
  cost: 'default',
  needs: [],
  timeoutMs: 20_000,
  async read({ target, signal }): Promise<ReadingOf<PreloadEntry[]>> {
    if ((await target.files.stat({ text: file })) === null)
      return { known: true, value: [], evidence: [{ source: file, line: 'absent', meaning: 'no library is forced into programs' }] };
    const lines = toLatin1(await target.files.read({ text: file }, 1_000_000)).split('\n');
    const entries: PreloadEntry[] = [];
    for (const [index, text] of lines.entries()) {
      for (const library of text
        .replace(/#.*$/, '')
        .split(/[\s:]+/)
        .filter((word) => word !== '')) {
        entries.push({ line: index + 1, text, library, ...(await look(target, library, signal)) });
      }
    }
    return {
      known: true,
      value: entries,
      evidence: entries.map((entry) => ({ source: `${file}:${entry.line}`, line: entry.library, meaning: meaningOf(entry) })),
    };
  },
});

async function look(
  target: Target,
  library: string,
  signal: AbortSignal,
): Promise<Pick<PreloadEntry, 'exists' | 'packageName' | 'protectedPath'>> {
  const stat = library.startsWith('/') ? await target.files.stat({ text: library }) : null;
  // A bare name is searched for in the library folders by the loader; it is judged by its package alone.
  const packageName = await packageOwner(target, library, signal);
  return {
    exists: stat !== null || !library.startsWith('/'),
    packageName,
    protectedPath: stat !== null && (await isProtected(target, library)),
  };
}

async function isProtected(target: Target, path: string): Promise<boolean> {
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
    : 'belongs to no package, and others than root can change it';
}
