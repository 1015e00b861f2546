import { expect, test } from 'vitest';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Symptom } from '../../../src-shared/contract/words.js';
import { allFacts, type FactReadings } from '../../../src-main/core/facts/index.js';
import { ladderFor } from '../../../src-main/core/scan/symptoms/index.js';
import { fakeCatalogue, known, notKnown } from '../../fakes/fake-catalogue.js';

/** The rungs of a complaint, in short. */
function climb(symptom: Symptom, facts: Record<string, ReadingOf<unknown>>): string[] {
  const unread = Object.fromEntries(allFacts.map(({ id }) => [id, notKnown()]));
  const readings = { ...unread, ...facts } as unknown as FactReadings;
  return ladderFor(fakeCatalogue([]), symptom)
    .climb(readings)
    .map(({ title, state }) => `${title}: ${state}`);
}

const server = { user: 'alice', server: 'pipewire', ready: true, failed: [] };

test('no sound: the card, the service, the volume', () => {
  const sound = (cards: unknown[], ready: boolean, muted: boolean) => ({
    'sound-cards': known(cards),
    'sound-server': known([{ ...server, ready }]),
    'sound-volume': known([{ user: 'alice', percent: 40, muted }]),
  });
  expect(climb('no-sound', sound([{ name: 'HDA' }], true, false))).toEqual(['Sound card: fine', 'Sound service: fine', 'Volume: fine']);
  expect(climb('no-sound', sound([{ name: 'HDA' }], true, true))[2]).toBe('Volume: breaks');
  expect(climb('no-sound', sound([], false, false)).slice(0, 2)).toEqual(['Sound card: breaks', 'Sound service: breaks']);
  expect(climb('no-sound', {})).toEqual(['Sound card: could-not-look', 'Sound service: could-not-look', 'Volume: could-not-look']);
});

test('no printing: later questions only where CUPS answers', () => {
  const printing = (more: object) => ({
    printers: known({ installed: true, runs: true, printers: [{ name: 'HP', enabled: true, accepting: true }], waiting: 0, ...more }),
  });
  const good = ['Printing system: fine', 'A printer: fine', 'Printer switched on: fine', 'Queue: fine'];
  expect(climb('no-printing', printing({}))).toEqual(good);
  expect(climb('no-printing', printing({ installed: false, runs: false }))).toEqual(['Printing system: breaks']);
  expect(climb('no-printing', printing({ printers: [] }))[1]).toBe('A printer: breaks');
  expect(climb('no-printing', printing({ printers: [{ name: 'HP', enabled: false, accepting: true }], waiting: 2 })).slice(2)).toEqual([
    'Printer switched on: breaks',
    'Queue: breaks',
  ]);
  expect(climb('no-printing', printing({ printers: [{ name: 'HP', enabled: true, accepting: false }] }))[2]).toBe(
    'Printer switched on: breaks',
  );
  expect(climb('no-printing', {})).toEqual(['Printing system: could-not-look']);
});

test('slow: the start and crashes are among the questions', () => {
  const rungs = climb('slow', {
    'start-up': known({ seconds: 90, parts: {}, slowest: [] }),
    crashes: known({ system: [], programs: [], notRead: [] }),
  });
  expect(rungs).toContain('Start of the machine: breaks');
  expect(rungs).toContain('Crashes: fine');
});
