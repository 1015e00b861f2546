import type { CoreEntry } from './entry.js';

/** What a placeholder stands for, in German, or null where it is not known. `strict`: of a list every item has to be known. */
export type Translate = (value: string, strict: boolean) => string | null;
/** An entry with placeholders, ready to be tried; `translate` is asked for what the German text wants in German. */
export type Pattern = { readonly weight: number; readonly longest: string; try(text: string, translate: Translate): string | null };

const englishPlaceholder = /\{(\d)([#@=*]?)\}/;
const germanPlaceholder = /\{(\d)([~!]?)\}/g;

// Lazy, so that what stands behind a placeholder is found as early as possible. A sentence ends where a stop is followed by a space,
// an item of a list at a semicolon.
const kinds: Readonly<Record<string, string>> = {
  '': String.raw`((?:(?![.!?;]\s)[^\n])+?)`,
  '#': String.raw`(\d+(?:[.,]\d+)*)`,
  '@': String.raw`(\/(?:(?![,;:]\s)[^\n])+?|[^\s,;]+(?:, [^\s,;:]+)*)`,
  '=': String.raw`((?:(?![.!?;:,]\s)[^\n])+?)`,
  '*': String.raw`([\s\S]*?)`,
};

export function isPattern({ en }: CoreEntry): boolean {
  return englishPlaceholder.test(en);
}

/** Reads an entry. Its `weight` is the length of what does not vary: the more of it, the more exactly it fits. */
export function patternOf({ en, de }: CoreEntry): Pattern {
  const parts = en.split(/\{(\d)([#@=*]?)\}/);
  const numbers: string[] = [];
  const literals: string[] = [];
  let source = '';
  // The parts come in threes: what does not vary, a placeholder's number, its kind.
  for (let index = 0; index < parts.length; index += 3) {
    const literal = parts[index] ?? '';
    literals.push(literal);
    source += literal.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    const number = parts[index + 1];
    if (number === undefined) continue;
    numbers.push(number);
    source += kinds[parts[index + 2] ?? ''] ?? '';
  }
  const whole = new RegExp(`^${source}$`);
  const longest = literals.reduce((best, literal) => (literal.length > best.length ? literal : best), '');
  return {
    weight: literals.join('').length,
    longest,
    try(text, translate) {
      const found = whole.exec(text);
      if (!found) return null;
      const values = new Map(numbers.map((number, index) => [number, found[index + 1] ?? '']));
      return fill(de, values, translate);
    },
  };
}

function fill(de: string, values: ReadonlyMap<string, string>, translate: Translate): string | null {
  let known = true;
  const filled = de.replaceAll(germanPlaceholder, (_whole, number: string, how: string) => {
    const value = values.get(number) ?? '';
    if (how === '') return value;
    const german = translate(value, how === '!');
    if (german === null && how === '!') known = false;
    return german ?? value;
  });
  return known ? filled : null;
}
