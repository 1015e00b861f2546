import type { CoreEntry } from './entry.js';
import { isPattern, patternOf, type Pattern } from './pattern.js';

/** A piece of a text; `known: false` is the core's English. */
export type CorePart = { readonly text: string; readonly known: boolean };
/** A text of the core as the pieces that were translated, and those that were not. Together, with spaces between, they are the text. */
export type Translator = (text: string) => readonly CorePart[];

/**
 * Makes a translator of a table. A text is looked up as it stands, then the patterns are tried, those with the most fixed words
 * first, so that a general one never hides a special one; then the same for each of its sentences. Answers are kept.
 */
export function translatorOf(entries: readonly CoreEntry[]): Translator {
  const exact = new Map(entries.filter((entry) => !isPattern(entry)).map(({ en, de }) => [en, de]));
  const patterns = entries
    .filter(isPattern)
    .map(patternOf)
    .toSorted((a, b) => b.weight - a.weight);
  const kept = new Map<string, readonly CorePart[]>();
  return (text) => {
    let parts = kept.get(text);
    if (!parts) kept.set(text, (parts = partsOf(text, exact, patterns)));
    return parts;
  };
}

function partsOf(text: string, exact: ReadonlyMap<string, string>, patterns: readonly Pattern[]): readonly CorePart[] {
  // The same piece is met again and again, by other patterns and in other runs; asked once each, a long list stays quick.
  const whole = once((one) => {
    const german = exact.get(one);
    if (german !== undefined) return german;
    for (const pattern of patterns) {
      if (!one.includes(pattern.longest)) continue;
      const filled = pattern.try(one, inside);
      if (filled !== null) return filled;
    }
    return null;
  });
  // A list of which every item is known is one, also where a pattern would take it for a single text.
  const strictly = once((value) => exact.get(value) ?? list(value, true) ?? whole(value));
  const loosely = once((value) => strictly(value) ?? list(value, false));
  /** What a placeholder stands for: a text, or several in a list, of which some may be names unless it is strict. */
  function inside(value: string, strict: boolean): string | null {
    return strict ? strictly(value) : loosely(value);
  }
  function list(value: string, strict: boolean): string | null {
    for (const [separator, between] of separators) {
      if (!value.includes(separator)) continue;
      const parts = runs(value.split(separator), separator, (run, single) => (single ? inside(run, strict) : whole(run)));
      if (strict ? parts.every(({ known }) => known) : parts.some(({ known }) => known))
        return parts.map((part) => part.text).join(between);
    }
    return null;
  }
  const german = whole(text) ?? list(text, true);
  return german === null ? runs(text.split(/(?<=[.!?])\s+(?=\S)/), ' ', whole) : [{ text: german, known: true }];
}

function once(ask: (text: string) => string | null): (text: string) => string | null {
  const kept = new Map<string, string | null>();
  return (text) => {
    const before = kept.get(text);
    if (before !== undefined) return before;
    const answer = ask(text);
    kept.set(text, answer);
    return answer;
  };
}

/** No entry has more sentences, or items between commas, than these. */
const longestRun = 4;

const separators = [
  ['; ', '; '],
  [', ', ', '],
  [' and ', ' und '],
] as const;

/** Several items may be one entry: from each on, the longest run of them that `say` knows, short of all of them. */
function runs(items: readonly string[], separator: string, say: (run: string, single: boolean) => string | null): readonly CorePart[] {
  const parts: CorePart[] = [];
  for (let from = 0; from < items.length;) {
    let to = Math.min(from + longestRun, from === 0 ? items.length - 1 : items.length);
    let german: string | null = null;
    for (; to > from; to -= 1) {
      german = say(items.slice(from, to).join(separator), to === from + 1);
      if (german !== null) break;
    }
    if (german === null) to = from + 1;
    parts.push(german === null ? { text: items[from] ?? '', known: false } : { text: german, known: true });
    from = to;
  }
  return parts;
}
