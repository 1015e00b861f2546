import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { unread } from './raw.js';
import { entriesIn, fileText } from './read-text.js';
import { malformedDeb822, malformedOneLine } from './readers/apt-sources.js';
import { defineFact } from './types.js';

export type BadSource = { readonly file: string; readonly line: number; readonly text: string; readonly why: string };
export type AptSources = { readonly files: readonly string[]; readonly bad: readonly BadSource[] };

/** Entries of apt's source files that apt cannot read. Read from the files themselves; no network. */
export const aptSources = defineFact<AptSources>({
  id: 'apt-sources',
  title: 'Package sources',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  async read({ target }): Promise<ReadingOf<AptSources>> {
    if ((await target.files.stat({ text: '/etc/apt' })) === null) return unread('not-applicable', 'This system does not use apt.', '');
    const listed = await entriesIn(target, '/etc/apt/sources.list.d');
    const main = (await target.files.stat({ text: '/etc/apt/sources.list' })) === null ? [] : ['/etc/apt/sources.list'];
    const files = [
      ...main,
      ...listed.map((entry) => entry.text).filter((name) => /^[^/]+\.(list|sources)$/.test(name.split('/').at(-1) ?? '')),
    ].toSorted();
    const methods = await entriesIn(target, '/usr/lib/apt/methods');
    const known = new Set(methods.map((entry) => entry.text.split('/').at(-1) ?? ''));
    const bad: BadSource[] = [];
    for (const file of files) {
      const text = await fileText(target, file, 4_000_000);
      const find = file.endsWith('.sources') ? malformedDeb822 : malformedOneLine;
      bad.push(...find(text, known).map((entry) => ({ file, ...entry })));
    }
    return {
      known: true,
      value: { files, bad },
      evidence: bad.map(({ file, line, text, why }) => ({ source: `${file}:${line}`, line: text, meaning: why })),
    };
  },
});
