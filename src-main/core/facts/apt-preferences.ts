import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { latin1ToWords } from '../bytes.js';
import { aptFolder, latin1File } from './apt-files.js';
import { unread } from './raw.js';
import { allowsSomething, badPreferences, forbidsEverything, type BadPreference } from './readers/apt-preferences.js';
import { defineFact } from './types.js';

export type AptPreferences = { readonly files: number; readonly bad: readonly (BadPreference & { readonly file: string })[] };

/** Files that say which versions of packages are preferred, and their records that apt cannot read. */
export const aptPreferences = defineFact<AptPreferences>({
  id: 'apt-preferences',
  title: 'Preferred package versions',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  async read({ target }): Promise<ReadingOf<AptPreferences>> {
    if ((await target.files.stat({ text: '/etc/apt' })) === null) return unread('not-applicable', 'This system does not use apt.', '');
    const files = ['/etc/apt/preferences', ...(await aptFolder(target, '/etc/apt/preferences.d', ['', 'pref']))];
    const bad: AptPreferences['bad'][number][] = [];
    const texts: { file: string; text: string }[] = [];
    let count = 0;
    for (const file of files) {
      const text = await latin1File(target, file);
      if (text === null) continue;
      count += 1;
      bad.push(...badPreferences(text).map((record) => ({ file, ...record })));
      texts.push({ file, text });
    }
    // Beside records that allow something, it is a list of what is wanted.
    if (!texts.some(({ text }) => allowsSomething(text)))
      bad.push(
        ...texts.flatMap(({ file, text }) => [forbidsEverything(text)].flatMap((record) => (record === null ? [] : { file, ...record }))),
      );
    const evidence = bad.map((record) => ({
      source: `${record.file}:${record.line}`,
      line: latin1ToWords(record.text),
      meaning: record.why,
    }));
    return { known: true, value: { files: count, bad }, evidence };
  },
});
