import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allFacts } from '../../../src-main/core/facts/index.js';
import { allRoutines } from '../../../src-main/core/routines/index.js';
import { allChecks } from '../../../src-main/core/scan/checks/index.js';
import { fixedTexts, foundTexts, translateToGerman } from '../../../src-shared/core-text/german/table.js';
import { repo } from '../../tools/run.js';

/* What the core says, in German: complete where the texts are fixed, measured on texts of lab runs where they vary. */

const said = new Set([
  ...allRoutines.flatMap(({ title, explains }) => [title, explains]),
  ...allRoutines.flatMap(({ params }) => Object.values(params ?? {}).map(({ title }) => title)),
  ...allChecks.map(({ why }) => why),
  ...Object.values(allFacts).map(({ title }) => title),
]);
const all = [...fixedTexts, ...foundTexts];

test('all words of repairs, the reasons of checks and the titles of facts have their German', () => {
  expect(said.size).toBeGreaterThan(250);
  const german = new Set(fixedTexts.map(({ en }) => en));
  expect([...said].filter((text) => !german.has(text))).toEqual([]);
});

test('no German of these is left over from a text that is gone', () => {
  expect(fixedTexts.map(({ en }) => en).filter((text) => !said.has(text))).toEqual([]);
});

/** These are put together from pieces that are too short to be found. */
const composed = new Set([
  'Switch off lines of {0}',
  '{0#} services have failed: {1}.',
  'files and dns',
  '{0} has used most spare blocks',
  '{0}, rotating or virtual, removable',
  '{0}, solid state, removable',
]);

test('the fixed words of every other entry stand in the core', () => {
  const sources = globSync(['src-main/**/*.ts', 'src-shared/**/*.ts'], { cwd: repo });
  const there = new Set(sources.flatMap((file) => threesOf(readFileSync(join(repo, file), 'utf8'))));
  // Many sentences have a part of their own for one and for several, with or without a cause, so a half of the threes is asked for.
  const gone = foundTexts.filter(({ en }) => {
    const threes = en.split(/\{\d[#@=*]?\}|\b\d+\b/).flatMap(threesOf);
    return threes.filter((three) => there.has(three)).length < threes.length / 2;
  });
  expect(gone.map(({ en }) => en).filter((en) => !composed.has(en))).toEqual([]);
});

test('entries are not doubled, and German fills in only what the English has', () => {
  expect(new Set(all.map(({ en }) => en)).size).toBe(all.length);
  for (const { en, de } of all) {
    const there = new Set([...en.matchAll(/\{(\d)[#@=*]?\}/g)].map(([, number]) => number));
    for (const [, number] of de.matchAll(/\{(\d)[~!]?\}/g)) expect(there, en).toContain(number);
    expect(de, en).not.toMatch(/!(?!\})|["”]/);
  }
});

test('at least 95 of 100 sentences of lab runs are German', () => {
  const lines = readFileSync(join(repo, 'tests/fixtures/core-texts.txt'), 'utf8').split('\n');
  // Names, paths and sizes stay as they are; a text has two words side by side, or is one word.
  const texts = lines.filter((line) => /[a-z]{2,},? [a-z]{2,}/i.test(line) || /^[a-z]+$/i.test(line));
  // A sentence counts as German only if no English is left in what was filled in.
  const english = texts.filter((text) => {
    const parts = translateToGerman(text);
    return parts.some(({ known }) => !known) || parts.some((part) => /\b(the|is|are|it|of|for|cannot|does|which)\b/.test(part.text));
  });
  const share = 1 - english.length / texts.length;
  expect(texts.length).toBeGreaterThan(500);
  expect(share, `of ${texts.length} texts, ${english.length} stay English:\n${english.join('\n')}`).toBeGreaterThanOrEqual(0.95);
});

/** Every three words that follow each other. */
function threesOf(text: string): readonly string[] {
  const words = text.split(/[^\w.,:;?-]+/).filter((word) => /\w/.test(word));
  return words.slice(2).map((third, index) => [words[index], words[index + 1], third].join(' '));
}
