import { beforeEach, expect, test } from 'vitest';
import { endWords, notify } from '../../../src-main/hosts/electron/notify.js';
import { followRuns } from '../../../src-main/hosts/electron/run-follower.js';
import { createStayAwake } from '../../../src-main/hosts/electron/stay-awake.js';
import type { AppContract } from '../../../src-shared/contract/app.js';
import type { RunEvent } from '../../../src-shared/contract/run.js';
import type { Outcome } from '../../../src-shared/contract/words.js';
import type { Handlers } from '../../../src-shared/wire/contract.js';
import { fake, resetFake } from '../../fakes/electron.js';

const run = '20261125-120000-a1b2c3';
const stamp = { v: 1, run, at: '2026-11-25T12:00:00.000Z' } as const;
const routine = (outcome: Outcome) => ({ id: outcome, title: outcome, outcome, items: [] });
const finished: RunEvent = {
  ...stamp,
  seq: 2,
  type: 'finished',
  outcome: 'not-repaired',
  cancelled: false,
  routines: [routine('repaired'), routine('not-repaired'), routine('restart-pending')],
};

beforeEach(resetFake);

/** Handlers whose runs go on until `release`, then end with these events or this error. */
function slowHandlers(events: readonly RunEvent[], error?: Error) {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const started = () => Promise.resolve({ run });
  const handlers = {
    'repair.start': started,
    'repair.recover': started,
    'undo.start': started,
    async *'repair.watch'() {
      await released;
      yield* events;
      if (error) throw error;
    },
  } as unknown as Handlers<AppContract>;
  return { handlers, release };
}

test.each(['repair.start', 'repair.recover', 'undo.start'] as const)('a run that %s began is known until it has ended', async (name) => {
  const { handlers, release } = slowHandlers([finished]);
  const counts: number[] = [];
  const ended = new Promise<RunEvent | null>((resolve) => {
    const followed = followRuns(handlers, {
      onCount: (count) => counts.push(count),
      onEvent: () => undefined,
      onEnd: (_run, last) => resolve(last),
    });
    void (followed.handlers[name] as () => Promise<unknown>)().then(() => {
      expect(followed.atWork()).toBe(true);
      release();
    });
  });
  expect(await ended).toEqual(finished);
  expect(counts).toEqual([1, 0]);
});

test('a run that ends with an error has ended too, without a result', async () => {
  const { handlers, release } = slowHandlers([finished], new Error('lost'));
  const ended = new Promise<RunEvent | null>((resolve) => {
    const followed = followRuns(handlers, { onCount: () => undefined, onEvent: () => undefined, onEnd: (_run, last) => resolve(last) });
    void followed.handlers['repair.start']({ digest: '' }, new AbortController().signal);
  });
  release();
  expect(await ended).toBeNull();
});

test('the machine is kept awake while anything is at work, once', () => {
  const onCount = createStayAwake();
  onCount(1);
  onCount(2);
  onCount(1);
  expect(fake.blockers).toEqual([true]);
  onCount(0);
  onCount(0);
  expect(fake.blockers).toEqual([false]);
  onCount(1);
  expect(fake.blockers).toEqual([false, true]);
});

test('the news says what was repaired and what was not, in both languages', () => {
  expect(endWords(finished, 'en')).toEqual({ title: 'Repair finished', body: '1 repair done, 2 not or not yet.' });
  expect(endWords(finished, 'de')).toEqual({ title: 'Reparatur abgeschlossen', body: '1 Reparatur erledigt, 2 nicht oder noch nicht.' });
  expect(endWords({ ...finished, cancelled: true, routines: [] }, 'en').body).toBe('It was stopped. 0 repairs done.');
  const undone: RunEvent = {
    ...stamp,
    seq: 3,
    type: 'undone',
    steps: [
      { id: 'a/1', title: 'a', result: 'restored' },
      { id: 'a/2', title: 'b', result: 'conflict' },
    ],
  };
  expect(endWords(undone, 'en')).toEqual({ title: 'Undo finished', body: '1 step was put back.' });
  expect(endWords(null, 'en').title).toBe('The work has ended');
});

test('a click on a notification brings the window back; where there are none, nothing happens', () => {
  let clicks = 0;
  notify({ title: 'a', body: 'b' }, () => (clicks += 1));
  expect(fake.notifications.map(({ options }) => options)).toEqual([{ title: 'a', body: 'b' }]);
  fake.notifications[0]?.emit('click');
  expect(clicks).toBe(1);
  fake.showsNotifications = false;
  notify({ title: 'a', body: 'b' }, () => undefined);
  expect(fake.notifications).toHaveLength(1);
});
