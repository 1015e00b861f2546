import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';

/* The window's words: every text of every area is well-formed and complete in each language. */

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'src-renderer');
const files = [...globSync('features/*/text.ts', { cwd: root }), 'text/common.ts', 'ui/error-text.ts'];
const languages = ['en', 'de'] as const;

type Entry = { readonly where: string; readonly text: Record<string, string> };

const entries: Entry[] = [];
for (const file of files) {
  const module = (await import(pathToFileURL(join(root, file)).href)) as Record<string, Record<string, Record<string, string>>>;
  for (const [name, texts] of Object.entries(module))
    for (const [key, text] of Object.entries(texts)) entries.push({ where: `${file} ${name}.${key}`, text });
}

test('there are words', () => {
  expect(files.length).toBeGreaterThan(8);
  expect(entries.length).toBeGreaterThan(200);
});

test.each(entries)('$where', ({ text }) => {
  expect(Object.keys(text).toSorted()).toEqual(['de', 'en']);
  const placeholders = languages.map((language) => {
    const source = text[language] ?? '';
    expect(source.trim()).not.toBe('');
    // Parsing throws on a malformed message.
    return [...argumentsOf(new IntlMessageFormat(source, language).getAst())].toSorted();
  });
  // Both languages say the same things.
  expect(placeholders[1]).toEqual(placeholders[0]);
  // No scare words and no shouting.
  for (const language of languages) expect(text[language]).not.toMatch(/!|\bcritical\b|\bdanger/i);
});

type Part = { readonly type: number; readonly value?: string; readonly options?: Record<string, { value: Part[] }> };

/** Names of what is filled in, in all branches. In the parser's tree, literals are type 0 and `#` is type 7. */
function argumentsOf(parts: readonly unknown[]): Set<string> {
  const names = new Set<string>();
  for (const part of parts as Part[]) {
    if (part.type !== 0 && part.type !== 7 && part.value !== undefined) names.add(part.value);
    for (const option of Object.values(part.options ?? {})) for (const name of argumentsOf(option.value)) names.add(name);
  }
  return names;
}
