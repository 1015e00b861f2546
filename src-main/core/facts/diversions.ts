import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { notUnderstood, stdoutText, unread, unusable } from './raw.js';
import { readText } from './read-text.js';
import { defineFact, type FactContext } from './types.js';

const file = '/var/lib/dpkg/diversions';

/** A file that dpkg puts at `to` instead of at `path`. `leftover`: whose package is gone, and that leaves nothing at `path`. */
export type Diversion = { readonly path: string; readonly to: string; readonly by: string; readonly leftover: boolean };

/** Files of packages that dpkg puts elsewhere, and whether the package that wanted it is still there. Local ones are a person's own. */
export const diversions = defineFact<Diversion[]>({
  id: 'diversions',
  title: 'Files that are put elsewhere',
  cost: 'default',
  needs: [],
  timeoutMs: 20_000,
  async read({ target, ask }): Promise<ReadingOf<Diversion[]>> {
    if ((await target.files.stat({ text: '/var/lib/dpkg/info' })) === null)
      return unread('not-applicable', 'This system does not use dpkg.', '');
    const listed = readDiversions((await readText(target, file)) ?? '');
    if (listed === null) return unread('unexpected-output', `${file} is not made of three lines each.`, "Run 'dpkg-divert --list'.");
    const missing = new Set<string>();
    for (const { path, to, by } of listed)
      if (by !== ':' && (await target.files.stat({ text: path })) === null && (await target.files.stat({ text: to })) !== null)
        missing.add(path);
    // The list of packages takes a while; on a sound system nobody needs it.
    const packages = missing.size === 0 ? none : await presentPackages(ask);
    if (!packages.known) return packages;
    const value = listed.map((one) => ({ ...one, leftover: missing.has(one.path) && !packages.value.has(one.by) }));
    const left = value.filter(({ leftover }) => leftover);
    const evidence = left.map(({ path, to, by }) => ({
      source: file,
      line: `${path} to ${to} by ${by}`,
      meaning: `${by} is not installed, and nothing stands in the place of ${path}`,
    }));
    const sound = { source: file, line: `diversions: ${value.length}`, meaning: 'none was left behind' };
    return { known: true, value, evidence: left.length === 0 ? [sound] : evidence };
  },
});

const none: ReadingOf<ReadonlySet<string>> = { known: true, value: new Set(), evidence: [] };

/** Of a package in state n or c no file is left; in all others, also half-installed ones, it may still need its diversions. */
async function presentPackages(ask: FactContext['ask']): Promise<ReadingOf<ReadonlySet<string>>> {
  const raw = await ask(['dpkg-query', '-W', '-f=${db:Status-Abbrev}\\t${Package}\\n'], 15_000);
  const bad = unusable(raw);
  if (bad) return bad;
  if (raw.code !== 0) return notUnderstood(raw);
  const names = [...stdoutText(raw).matchAll(/^.[^nc].\t(\S+)$/gm)].map(([, name]) => name ?? '');
  return { known: true, value: new Set(names), evidence: [] };
}

/** Pure: three lines each: the file, where it is put, and the package that wanted it (`:` for a person). null: not understood. */
export function readDiversions(text: string): Omit<Diversion, 'leftover'>[] | null {
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length % 3 !== 0) return null;
  const found: Omit<Diversion, 'leftover'>[] = [];
  for (let at = 0; at < lines.length; at += 3) {
    const [path = '', to = '', by = ''] = lines.slice(at, at + 3);
    if (!path.startsWith('/') || !to.startsWith('/') || !/^(:|[a-z0-9][a-z0-9.+-]*)$/.test(by)) return null;
    found.push({ path, to, by });
  }
  return found;
}
