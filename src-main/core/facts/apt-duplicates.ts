import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { latin1ToWords } from '../bytes.js';
import { aptFolder, latin1File } from './apt-files.js';
import { unread } from './raw.js';
import { oneLineEntries, stanzaEntries, type SourceEntry } from './readers/apt-duplicates.js';
import { defineFact } from './types.js';

type Placed = SourceEntry & { readonly file: string };
/** An entry that asks for nothing that earlier entries do not ask for, and the first of those. */
export type DuplicateSource = Placed & { readonly first: string };

/** Package sources that are named twice: apt fetches once, warns every time, and people mend the wrong one. */
export const aptDuplicates = defineFact<{ readonly entries: number; readonly duplicates: readonly DuplicateSource[] }>({
  id: 'apt-duplicates',
  title: 'Package sources named twice',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  async read({ target }): Promise<ReadingOf<{ entries: number; duplicates: DuplicateSource[] }>> {
    if ((await target.files.stat({ text: '/etc/apt' })) === null) return unread('not-applicable', 'This system does not use apt.', '');
    const files = ['/etc/apt/sources.list', ...(await aptFolder(target, '/etc/apt/sources.list.d', ['list', 'sources']))];
    const entries: Placed[] = [];
    for (const file of files) {
      const text = await latin1File(target, file);
      const read = file.endsWith('.sources') ? stanzaEntries : oneLineEntries;
      if (text !== null) entries.push(...read(text).map((entry) => ({ file, ...entry })));
    }
    const duplicates = findDuplicates(entries);
    const evidence = duplicates.map(({ file, line, text, first }) => ({
      source: `${file}:${line}`,
      line: latin1ToWords(text),
      meaning: `named already in ${first}`,
    }));
    return { known: true, value: { entries: entries.length, duplicates }, evidence };
  },
});

/** Only equal options count: the same source for another architecture, or with another key, is not the same. */
function findDuplicates(entries: readonly Placed[]): DuplicateSource[] {
  const seen = new Map<string, string>();
  return entries.flatMap((entry) => {
    const keys = entry.targets.map((target) => `${target} [${entry.options}]`);
    const first = seen.get(keys[0] ?? '');
    const isDuplicate = keys.length > 0 && first !== undefined && keys.every((key) => seen.has(key));
    for (const key of keys) if (!seen.has(key)) seen.set(key, `${entry.file}:${entry.line}`);
    return isDuplicate ? [{ ...entry, first }] : [];
  });
}
