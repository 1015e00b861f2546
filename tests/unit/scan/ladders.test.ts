import { expect, test } from 'vitest';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { symptoms, type Symptom } from '../../../src-shared/contract/words.js';
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

test('fine needs what proves it: where no disk and no sensor answers, nobody could look', () => {
  const silent = { 'disk-health': notKnown('not-applicable'), temperatures: notKnown('not-applicable'), 'kernel-log': known([]) };
  const rungs = climb('slow', { ...silent, memory: known({ availableBytes: 8, totalBytes: 10, pressurePercent: 0 }) });
  expect(rungs).toContain('The disk: could-not-look');
  expect(rungs).toContain('Heat: could-not-look');
  expect(rungs).toContain('Memory: fine');
});

test('a machine without a journal still has a disk that answers; a log that could not be read is no silence', () => {
  const disks = { disks: [{ name: 'sda', model: 'M', failing: false, warnings: [] }] };
  const rungOf = (log: ReadingOf<unknown>) => climb('slow', { 'disk-health': known(disks), 'kernel-log': log })[0];
  expect(rungOf(known([]))).toBe('The disk: fine');
  expect(rungOf(notKnown('not-applicable'))).toBe('The disk: fine');
  expect(rungOf(notKnown())).toBe('The disk: could-not-look');
});

test('one disk that answers does not speak for another that does not', () => {
  const health = {
    ...known({ disks: [{ name: 'sda', model: 'M', failing: false, warnings: [] }] }),
    evidence: [{ source: 'sdb', line: 'no answer', meaning: 'this disk was not read' }],
  };
  expect(climb('slow', { 'disk-health': health, 'kernel-log': known([]) })[0]).toBe('The disk: could-not-look');
});

test('a sensor that does not say how hot it may get proves nothing', () => {
  const heat = (limit: number | null) =>
    climb('slow', { temperatures: known([{ sensor: 'cpu', celsius: 60, limit }]), 'kernel-log': known([]) }).find((rung) =>
      rung.startsWith('Heat'),
    );
  expect([heat(null), heat(100), heat(62)]).toEqual(['Heat: could-not-look', 'Heat: fine', 'Heat: breaks']);
});

test('every check that a ladder asks is sure of nothing where its first fact was not read', () => {
  for (const symptom of symptoms)
    for (const [code, log] of [
      ['failed', notKnown()],
      ['not-applicable', known([])],
    ] as const) {
      const readings = Object.fromEntries(allFacts.map(({ id }) => [id, notKnown(code)]));
      expect(
        climb(symptom, { ...readings, 'kernel-log': log }).filter((rung) => rung.endsWith('fine') && !rung.startsWith('Disk errors')),
      ).toEqual([]);
    }
});
