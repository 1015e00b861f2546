import { expect, test } from 'vitest';
import { exit, exitOfError, exitOfRun, worstExit } from '../../../src-main/hosts/cli/exit-codes.js';
import { exitOfUndo } from '../../../src-main/hosts/cli/watch.js';
import type { RoutineOutcome } from '../../../src-shared/contract/run.js';
import { outcomes, type Outcome } from '../../../src-shared/contract/words.js';
import { AppError, errorCodes, type ErrorCode } from '../../../src-shared/errors.js';

/** The promise of cli.md. */
const order = [1, 9, 8, 4, 5, 6, 12, 3, 7, 10, 11, 0];

test('of several the first of the promised order counts', () => {
  for (const [at, worse] of order.entries())
    for (const better of order.slice(at)) {
      expect(worstExit([worse, better])).toBe(worse);
      expect(worstExit([better, worse])).toBe(worse);
    }
  expect(worstExit([])).toBe(0);
});

test('every code of the promise is in the order, but 2, which ends before anything is done', () => {
  expect(Object.values(exit).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

const expected: Record<ErrorCode, number> = {
  'bad-input': 2,
  'unknown-call': 3,
  'frame-too-large': 3,
  closed: 1,
  cancelled: 6,
  lagging: 3,
  'not-found': 2,
  'not-built': 2,
  usage: 2,
  busy: 9,
  'elevation-refused': 4,
  'elevation-unavailable': 4,
  'unsafe-place': 4,
  'unsafe-path': 3,
  'not-permitted': 4,
  'passphrase-needed': 4,
  'read-only': 3,
  'no-space': 3,
  'io-error': 3,
  'consent-needed': 8,
  'plan-changed': 8,
  'undo-conflict': 12,
  'step-failed': 3,
  damaged: 3,
  'newer-version': 3,
  unsupported: 3,
  'not-licensed': 5,
  'timed-out': 3,
  internal: 1,
};

test.each(errorCodes)('the error %s', (code) => {
  expect(exitOfError(new AppError(code, 'x'))).toBe(expected[code]);
});

const routine = (outcome: Outcome, reason?: RoutineOutcome['reason']): RoutineOutcome => ({
  id: 'r',
  title: 'R',
  outcome,
  items: [],
  ...(reason === undefined ? {} : { reason }),
});
const ofRun = (cancelled: boolean, ...routines: RoutineOutcome[]): number => exitOfRun({ cancelled, routines });

test.each<[Outcome, number]>([
  ['healthy', 0],
  ['repaired', 0],
  ['not-applicable', 0],
  ['needed', 3],
  ['not-repaired', 3],
  ['could-not-run', 3],
  ['unknown', 3],
  ['busy', 9],
  ['restart-pending', 7],
])('a run that ended %s', (outcome, code) => {
  expect(ofRun(false, routine(outcome))).toBe(code);
  expect(outcomes).toContain(outcome);
});

test('a run of several, a cancelled one, one without a licence, and an empty one', () => {
  expect(ofRun(false, routine('repaired'), routine('restart-pending'))).toBe(7);
  expect(ofRun(false, routine('restart-pending'), routine('unknown'))).toBe(3);
  expect(ofRun(false, routine('busy'), routine('not-repaired'))).toBe(9);
  expect(ofRun(true, routine('could-not-run', 'cancelled'))).toBe(6);
  expect(ofRun(false, routine('could-not-run', 'license'))).toBe(5);
  expect(ofRun(false)).toBe(0);
});

test('an undo', () => {
  const step = (result: 'restored' | 'already' | 'conflict' | 'not-possible') => ({ id: 'a', title: 'a', result });
  expect(exitOfUndo([step('restored'), step('already')])).toBe(0);
  expect(exitOfUndo([step('not-possible')])).toBe(3);
  expect(exitOfUndo([step('not-possible'), step('conflict')])).toBe(12);
  expect(exitOfUndo([])).toBe(0);
});
