import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { latin1File } from './apt-files.js';
import { unread } from './raw.js';
import { defineFact, type FactContext } from './types.js';

const file = '/var/lib/dpkg/statoverride';

/** `unknown`: the user or group of the line that does not exist; null: both do. */
export type StatOverride = { readonly line: number; readonly text: string; readonly path: string; readonly unknown: string | null };

/** dpkg's own rules of who owns which file, and whether those users and groups exist: dpkg aborts if one does not. */
export const statOverrides = defineFact<StatOverride[]>({
  id: 'stat-overrides',
  title: "dpkg's rules of ownership",
  cost: 'default',
  needs: [],
  timeoutMs: 20_000,
  async read({ target, ask }): Promise<ReadingOf<StatOverride[]>> {
    const text = await latin1File(target, file);
    if (text === null) return unread('not-applicable', 'dpkg has no rules of ownership here.', '');
    const found: StatOverride[] = [];
    for (const [index, line] of text.split('\n').entries()) {
      const [user = '', group = '', , path] = line.split(' ');
      if (path === undefined) continue;
      const missing = [await isMissing(ask, 'passwd', user), await isMissing(ask, 'group', group)];
      if (missing.includes(null)) return unread('failed', 'The system did not say which users and groups exist.', '');
      const unknown = missing[0] === true ? `user '${user}'` : missing[1] === true ? `group '${group}'` : null;
      found.push({ line: index + 1, text: line, path, unknown });
    }
    const evidence = found
      .filter(({ unknown }) => unknown !== null)
      .map(({ line, text: said, unknown }) => ({ source: `${file}:${line}`, line: said, meaning: `there is no ${unknown ?? ''}` }));
    return { known: true, value: found, evidence };
  },
});

/** Asks the system, not the files, so that people of a directory service count. `#1000` is a bare number. getent: 0 found, 2 not; else null. */
async function isMissing(ask: FactContext['ask'], database: 'passwd' | 'group', name: string): Promise<boolean | null> {
  if (name.startsWith('#')) return false;
  const raw = await ask(['getent', database, name], 10_000);
  return raw.code === 0 ? false : raw.code === 2 ? true : null;
}
