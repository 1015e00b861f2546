import type { CoreEntry } from './entry.js';

/** What a placeholder stands for, in German, or null where it is not known. `strict`: of a list every item has to be known. */
export type Translate = (value: string, strict: boolean) => string | null;
/** An entry with placeholders, ready to be tried; `translate` is asked for what the German text wants in German. */
export type Pattern = { readonly weight: number; readonly longest: string; try(text: string, translate: Translate): string | null };

/** A placeholder: what may stand for it, and the fixed words behind it. */
type Hole = { readonly number: string; readonly forms: readonly Form[]; readonly next: string };
/** From a place on, the longest text that may stand there. So may its beginnings, from `least` characters on, that end like `end`. */
type Form = { readonly longest: RegExp; readonly least: number; readonly end?: RegExp };

const englishPlaceholder = /\{(\d)([#@=*]?)\}/;
const germanPlaceholder = /\{(\d)([~!]?)\}/g;

// A sentence ends where a stop is followed by a space, an item of a list at a semicolon.
const kinds: Readonly<Record<string, readonly Form[]>> = {
  '': [{ longest: /(?:(?![.!?;]\s)[^\n])+/y, least: 1 }],
  '#': [{ longest: /\d+(?:[.,]\d+)*/y, least: 1, end: /\d/ }],
  '@': [
    { longest: /\/(?:(?![,;:]\s)[^\n])+/y, least: 2 },
    // The first name is a group: a list that begins at a later one may go further, since a first one may hold a colon.
    { longest: /([^\s,;]+)(?:, [^\s,;:]+)*/y, least: 1, end: /[^\s,]/ },
  ],
  '=': [{ longest: /(?:(?![.!?;:,]\s)[^\n])+/y, least: 1 }],
  '*': [{ longest: /[\s\S]*/y, least: 0 }],
};

export function isPattern({ en }: CoreEntry): boolean {
  return englishPlaceholder.test(en);
}

/** Reads an entry. Its `weight` is the length of what does not vary: the more of it, the more exactly it fits. */
export function patternOf({ en, de }: CoreEntry): Pattern {
  // The parts come in threes: what does not vary, a placeholder's number, its kind.
  const [first = '', ...rest] = en.split(/\{(\d)([#@=*]?)\}/);
  const holes: Hole[] = [];
  for (let index = 0; index < rest.length; index += 3)
    holes.push({ number: rest[index] ?? '', forms: kinds[rest[index + 1] ?? ''] ?? [], next: rest[index + 2] ?? '' });
  const literals = [first, ...holes.map(({ next }) => next)];
  const longest = literals.reduce((best, literal) => (literal.length > best.length ? literal : best), '');
  return {
    weight: literals.join('').length,
    longest,
    try(text, translate) {
      const values = text.startsWith(first) ? valuesIn(text, first.length, holes) : null;
      return values && fill(de, values, translate);
    },
  };
}

/**
 * What stands for each placeholder, each as short as can be; null: the text is another one. Strangers wrote what stands in a text: where
 * a placeholder that began at one place led nowhere, none that begins within it is tried, so that no text makes this slow.
 */
function valuesIn(text: string, start: number, holes: readonly Hole[]): ReadonlyMap<string, string> | null {
  const values = new Map<string, string>();
  const ledNowhere = holes.map(() => new Map<Form, { readonly from: number; readonly to: number }>());
  function fits(index: number, at: number): boolean {
    const hole = holes[index];
    if (!hole) return at === text.length;
    return hole.forms.some((form) => {
      const before = ledNowhere[index]?.get(form);
      if (before && before.from <= at && at <= before.to) return false;
      form.longest.lastIndex = at;
      const [longest, first = longest] = form.longest.exec(text) ?? [];
      if (longest === undefined || first === undefined) return false;
      const isLast = index === holes.length - 1;
      for (let end = at + form.least; end <= at + longest.length; end += 1) {
        end = isLast ? Math.max(end, text.length - hole.next.length) : text.indexOf(hole.next, end);
        if (end < 0 || end > at + longest.length) break;
        if (form.end?.test(text[end - 1] ?? '') === false || !text.startsWith(hole.next, end) || !fits(index + 1, end + hole.next.length))
          continue;
        values.set(hole.number, text.slice(at, end));
        return true;
      }
      ledNowhere[index]?.set(form, { from: at, to: at + first.length });
      return false;
    });
  }
  return fits(0, start) ? values : null;
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
