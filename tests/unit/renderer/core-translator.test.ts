import { expect, test } from 'vitest';
import { fixedTexts, foundTexts } from '../../../src-shared/core-text/german/table.js';
import { isPattern, patternOf } from '../../../src-shared/core-text/pattern.js';
import { translatorOf } from '../../../src-shared/core-text/translator.js';

const translate = translatorOf([
  { en: 'The disk is full.', de: 'Der Datenträger ist voll.' },
  { en: 'Look first. Then act.', de: 'Erst sehen, dann handeln.' },
  { en: 'too hot', de: 'zu heiß' },
  { en: 'Copy {0} to {1}', de: 'Nach {1} kopieren: {0}' },
  { en: 'Copy {0} to the safe', de: '{0} in den Tresor' },
  { en: 'Damaged: {0*}.', de: 'Beschädigt: {0~}.' },
  { en: '{0#} services failed.', de: '{0} Dienste gescheitert.' },
  { en: '{0}: {1*}', de: '{0}: {1!}' },
  { en: '{0} and {1#} more', de: '{0~} und {1} weitere' },
]);

function german(text: string): string {
  return translate(text)
    .map((part) => (part.known ? part.text : `[${part.text}]`))
    .join(' ');
}

test.each([
  ['The disk is full.', 'Der Datenträger ist voll.'],
  // Placeholders may change their order.
  ['Copy /a to /b', 'Nach /b kopieren: /a'],
  // The entry with more fixed words goes before the general one, in whatever order they stand.
  ['Copy /a to the safe', '/a in den Tresor'],
  // A pattern is for the whole text.
  ['Please Copy /a to /b', '[Please Copy /a to /b]'],
  // A number is a number.
  ['4 services failed.', '4 Dienste gescheitert.'],
  ['Many services failed.', '[Many services failed.]'],
  // Sentence by sentence, the unknown ones stay; several sentences may be one entry.
  ['The disk is full. Nobody knows why. Look first. Then act.', 'Der Datenträger ist voll. [Nobody knows why.] Erst sehen, dann handeln.'],
  // A placeholder does not swallow the end of a sentence.
  ['Copy /a now. Go to /b', '[Copy /a now.] [Go to /b]'],
  // Lists in placeholders: known items are translated, names stay.
  ['Damaged: sda: too hot, sdb.', 'Beschädigt: sda: zu heiß, sdb.'],
  ['Damaged: sda: too hot, sdb: too hot and 3 more.', 'Beschädigt: sda: zu heiß, sdb: zu heiß und 3 weitere.'],
  // A name with something unknown is not said to be known.
  ['sda: odd', '[sda: odd]'],
  ['sda: too hot', 'sda: zu heiß'],
  // Characters with a meaning in patterns are only characters.
  ['', '[]'],
])('%s', (english, expected) => {
  expect(german(english)).toBe(expected);
});

test('a long list of unknown things does not hang it', () => {
  const things = Array.from({ length: 300 }, (_, index) => `/a/b${index}: something odd, with this and more`).join(', ');
  expect(german(`Damaged: ${things}.`) === `Beschädigt: ${things}.`).toBe(true);
});

test('placeholders are found wherever a text can be read so, whatever stands in them', () => {
  const filled = (en: string, text: string): string | null => patternOf({ en, de: '{0}|{1}|{2}' }).try(text, () => null);
  for (const [en, text, values] of [
    ['{0} {1#} of {2}', 'disk 1 2 of 3', 'disk 1|2|3'],
    ['{0#}, {1#}.', '1,5, 2.5.', '1,5|2.5|'],
    ['{0@}, hidden by {1@}', 'a, b, hidden by /c d', 'a, b|/c d|'],
    ['{0@}: {1*}', 'sda: sdb: x', 'sda|sdb: x|'],
    ['{0=}: {1}{2#}', 'a b: c12', 'a b|c|12'],
    ['{0*}{1*}.', '.', '||'],
  ] as const)
    expect([en, filled(en, text)]).toEqual([en, values]);
  for (const [en, text] of [
    ['{0} of {1#}', 'a. b of 1'],
    ['{0} of {1#}', ' of 1'],
    ['{0@} gone', 'a: b gone'],
    ['{0=} gone', 'a: b gone'],
    ['{0}', 'a\nb'],
  ] as const)
    expect([en, filled(en, text)]).toEqual([en, null]);
});

test('no text makes the search for an entry slow', () => {
  const slow = [...fixedTexts, ...foundTexts].filter(isPattern).flatMap((entry) => {
    const words = entry.en.split(/\{\d[#@=*]?\}/);
    // Its own words again and again, with what may stand between them, and an end that is not its own.
    const texts = ['1', 'a', '/a', ', a', ' '].map((one) => {
      const again = [...words.slice(1), one].join(one);
      return `${words[0] ?? ''}${again.repeat(Math.ceil(16_000 / again.length))}\n?`;
    });
    const { try: find } = patternOf(entry);
    const begun = performance.now();
    for (const text of texts) find(text, () => null);
    const took = performance.now() - begun;
    return took > 1_000 ? [`${entry.en}: ${Math.round(took)} ms`] : [];
  });
  expect(slow).toEqual([]);
});
