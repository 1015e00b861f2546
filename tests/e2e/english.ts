/// <reference lib="dom" />
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Texts } from '../../src-renderer/text/texts.js';

const renderer = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'src-renderer');

/** Everything that the window says in English and says otherwise in German, each as what it can look like when filled in. */
export async function englishOfOurs(): Promise<readonly RegExp[]> {
  const files = [...globSync('features/*/text.ts', { cwd: renderer }), 'text/common.ts', 'ui/error-text.ts'];
  const modules = await Promise.all(
    files.map(async (file) => (await import(pathToFileURL(join(renderer, file)).href)) as Readonly<Record<string, Texts>>),
  );
  const texts = modules.flatMap((module) => Object.values(module).flatMap((area) => Object.values(area)));
  const german = new Set(texts.map(({ de }) => de));
  return texts.flatMap(({ en, de }) => {
    // One or two words may be the same in both (Hardware, Version 1); what has hardly a word of its own cannot be told apart.
    if (
      (en === de && en.split(' ').length < 3) ||
      (en !== de && german.has(en)) ||
      (en.includes('{') && en.replaceAll(/\{[^{}]*\}/g, '').length < 8)
    )
      return [];
    return [new RegExp(`^${expression(new IntlMessageFormat(en, 'en').getAst())}$`)];
  });
}

type Part = { readonly type: number; readonly value?: string; readonly options?: Readonly<Record<string, { readonly value: Part[] }>> };

/** In the parser's tree, type 0 is a literal and type 7 the number of a plural. Anything that is filled in is one or two words. */
function expression(parts: readonly Part[]): string {
  return parts
    .map(({ type, value = '', options }) => {
      if (type === 0) return value.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
      if (options)
        return `(${Object.values(options)
          .map((option) => expression(option.value))
          .join('|')})`;
      return String.raw`\S+( \S+)?`;
    })
    .join('');
}

/** Each piece of text that the page shows or tells a screen reader, without what is code. */
export function saidBy(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const said = [document.title.split(' · ')[0] ?? ''];
    for (const element of document.body.querySelectorAll('*')) {
      if (element.closest('code, pre, script, style, [lang="en"]')) continue;
      for (const node of element.childNodes) if (node instanceof Text) said.push(node.data.trim());
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) said.push(element.getAttribute(name)?.trim() ?? '');
    }
    return [...new Set(said.filter((words) => words !== ''))];
  });
}

/** Every text that the page gets from the application from now on: it is English so far, whatever the window's language. */
export function wordsOfTheCore(page: Page): ReadonlySet<string> {
  const words = new Set<string>();
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      JSON.parse(payload.toString(), (_key, value: unknown) => (typeof value === 'string' && words.add(value), value));
    }),
  );
  return words;
}
