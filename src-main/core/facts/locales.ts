import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { perLine } from '../foreign-lines.js';
import type { Target } from '../ports.js';
import { notUnderstood, stdoutText, unread, unusable } from './raw.js';
import { fileLatin1 } from './read-text.js';
import { defineFact } from './types.js';

export type LocaleSetting = {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly key: string;
  readonly value: string;
};
export type Locales = {
  /** Settings that name a locale which is not there. */
  readonly missing: readonly LocaleSetting[];
  /** Lines of locale.gen that would make a missing one, switched off so far. */
  readonly offered: readonly { readonly value: string; readonly line: number; readonly text: string }[];
};

const settings = ['/etc/default/locale', '/etc/locale.conf', '/etc/environment'];

/** The language and country that programs are told to use, and whether the system has them. */
export const locales = defineFact<Locales>({
  id: 'locales',
  title: 'Language settings',
  cost: 'default',
  needs: [],
  timeoutMs: 15_000,
  async read({ target, signal }): Promise<ReadingOf<Locales>> {
    const raw = await target.exec.run({ argv: ['locale', '-a'], timeoutMs: 10_000, signal });
    const bad = unusable(raw);
    if (bad) return bad;
    const there = stdoutText(raw)
      .split('\n')
      .map(normal)
      .filter((name) => name !== '');
    if (raw.code !== 0 || !there.includes('c')) return notUnderstood(raw);
    const found = (await Promise.all(settings.map((file) => settingsIn(target, file)))).flat();
    if (found.length === 0) return unread('not-applicable', 'No language is set for the whole system.', '');
    const missing = found.filter(({ value }) => !there.includes(normal(value)));
    const offers = perLine(await textOf(target, '/etc/locale.gen'), (text, index) => ({ text, line: index + 1 }));
    const offered = missing.flatMap(({ value }) =>
      offers
        .filter(({ text }) => normal(/^#\s*(\S+)\s+\S+\s*$/.exec(text)?.[1] ?? '') === normal(value))
        .slice(0, 1)
        .map((offer) => ({ value, ...offer })),
    );
    const evidence = found.map((one) => ({
      source: `${one.file}:${one.line}`,
      line: one.text,
      meaning: missing.includes(one) ? 'the system does not have this locale' : 'the system has it',
    }));
    return { known: true, value: { missing, offered }, evidence };
  },
});

async function settingsIn(target: Target, file: string): Promise<LocaleSetting[]> {
  return perLine(await textOf(target, file), (text, index) => {
    const [, key = '', value = ''] = /^\s*(LANG|LC_\w+)\s*=\s*["']?([^"'\s]+)["']?\s*$/.exec(text) ?? [];
    return value === '' ? [] : [{ file, line: index + 1, text, key, value }];
  });
}

async function textOf(target: Target, file: string): Promise<string> {
  return (await target.files.stat({ text: file }))?.kind === 'file' ? fileLatin1(target, file, 1_000_000) : '';
}

/** `de_DE.UTF-8` and `de_DE.utf8` are one. */
function normal(name: string): string {
  const plain = name.trim().toLowerCase();
  const coding = plain.lastIndexOf('.') + 1;
  return plain.slice(0, coding) + plain.slice(coding).replaceAll('-', '');
}
