import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { StepBody, type StepKind } from '../../../src-shared/contract/step.js';
import { allRoutines } from '../../../src-main/core/routines/index.js';
import { cases } from '../../labs/linux/cases/index.ts';
import { routinesOf } from '../../labs/linux/case.ts';
import { repo } from '../../tools/run.js';

/* A repair whose steps can lose something says why that is never what exists only once, and its lab has a trap that tries. */

/** What a step of each kind keeps of what it changes: all of it, nothing, or what it says by `undo`. */
const keeps: Readonly<Record<StepKind, 'all' | 'nothing' | 'as it says'>> = {
  'write-file': 'all',
  'edit-file': 'all',
  'set-mode': 'all',
  link: 'all',
  'move-aside': 'all',
  registry: 'all',
  service: 'all',
  delete: 'nothing',
  packages: 'nothing',
  command: 'as it says',
  script: 'as it says',
};

/** Commands that are not exactly taken back, and have nothing to lose. */
const nothingToLose: Readonly<Record<string, string>> = {
  'any-clock-sync': 'switches a service on',
  'any-print-queue': 'starts queues',
  'any-radio-blocked': 'switches radios on',
  'any-sound-masked': 'starts services',
  'any-system-permissions': 'makes folders',
  'any-user-units-failed': 'restarts services',
};

const losing = Object.entries(keeps).flatMap(([kind, what]) => (what === 'nothing' ? [kind] : []));
/** In the words of a file: a step of such a kind, or an undo that gives back nothing, or not all. */
const canLose = new RegExp(`kind: '(?:${losing.join('|')}|none)'|exact: false`);

const files = globSync('src-main/core/routines/**/*.ts', { cwd: repo }).toSorted();
const textOf = (file: string): string => readFileSync(join(repo, file), 'utf8');
const found = files.filter((file) => canLose.test(textOf(file))).map((file) => ({ file, id: basename(file, '.ts') }));
const inQuestion = found.filter(({ id }) => !(id in nothingToLose));

test('it is known of every kind of step what it keeps', () => {
  const kinds = StepBody.anyOf.map((body) => body.properties.kind.const);
  expect(Object.keys(keeps).toSorted()).toEqual(kinds.toSorted());
});

test('files that write such steps are repairs, and what is excused is found', () => {
  expect(found.filter(({ id }) => !allRoutines.some((routine) => routine.id === id)).map(({ file }) => file)).toEqual([]);
  expect(Object.keys(nothingToLose).filter((id) => !found.some((one) => one.id === id))).toEqual([]);
  expect(inQuestion.length).toBeGreaterThan(15);
});

test.each(inQuestion)('$id says why nothing irreplaceable can be hit', ({ file }) => {
  expect(textOf(file)).toMatch(/^ ?(?:\/\*)?\*\*? ?Nothing irreplaceable: \S/m);
});

// What no lab confirms is told, or waits for one.
const confirmed = inQuestion.filter(({ id }) => allRoutines.some((routine) => routine.id === id && routine.confirmed === 'lab'));

test.each(confirmed)('$id has a trap in its case of the lab', ({ id }) => {
  expect(cases.filter((one) => routinesOf(one).includes(id)).some(({ precious }) => precious !== undefined)).toBe(true);
});
