import { expect, test } from 'vitest';
import type { EventBody, RunEvent } from '../../../src-shared/contract/run.js';
import { emptyRun, presentStep, progressOf, reduceRun } from '../../../src-renderer/features/run/run-view.js';

const run = '20260101-120000-abcdef';

export function numbered(bodies: readonly EventBody[], from = 1): RunEvent[] {
  return bodies.map((body, index) => ({
    v: 1,
    run,
    seq: from + index,
    at: `2026-01-01T12:00:${String(index).padStart(2, '0')}.000Z`,
    ...body,
  }));
}

const started: EventBody = {
  type: 'started',
  store: 'user',
  routines: [
    { id: 'one', title: 'First', steps: 2 },
    { id: 'two', title: 'Second', steps: 2 },
  ],
};
const step = (id: string, routine = 'one'): EventBody => ({
  type: 'step',
  routine,
  step: id,
  title: `step ${id}`,
  does: ['write x'],
  commands: [],
});
const done = (id: string, routine = 'one'): EventBody => ({ type: 'step-done', routine, step: id, title: `step ${id}` });
const routine: EventBody = { type: 'routine', routine: 'one', title: 'First', outcome: 'needed' };
const verified: EventBody = { type: 'verified', routine: 'one', title: 'First', outcome: 'repaired', items: [], summary: '' };

test('shows every routine of the run from the first event on, and the step in flight', () => {
  const view = reduceRun(emptyRun, numbered([started, routine, step('1.1'), done('1.1'), step('1.2')]));
  expect(view.routines.map(({ id, state }) => [id, state])).toEqual([
    ['one', 'working'],
    ['two', 'waiting'],
  ]);
  expect(presentStep(view)?.step).toMatchObject({ id: '1.2', state: 'running', at: '2026-01-01T12:00:04.000Z' });
  expect(progressOf(view)).toEqual({ done: 1, total: 4 });
});

test('a routine that ended counts as a whole, and further stages only once they begin', () => {
  const early = reduceRun(emptyRun, numbered([started, routine, step('1.1'), done('1.1'), verified]));
  expect(progressOf(early)).toEqual({ done: 2, total: 4 });
  const more = reduceRun(emptyRun, numbered([started, routine, step('1.1'), done('1.1'), step('1.2'), done('1.2'), step('2.1')]));
  expect(progressOf(more)).toEqual({ done: 2, total: 5 });
});

test('events that came already are passed over, so that a view can be resumed', () => {
  const events = numbered([started, routine, step('1.1'), done('1.1')]);
  const view = reduceRun(emptyRun, events);
  expect(reduceRun(view, events)).toEqual(view);
  expect(reduceRun(reduceRun(emptyRun, events.slice(0, 2)), events.slice(1))).toEqual(view);
});

test('a changed plan waits until the run goes on', () => {
  const planned = {
    id: 'one',
    title: 'First',
    diagnosis: { outcome: 'needed' as const, severity: 'info' as const, summary: '', evidence: [], items: [] },
    items: [],
    params: {},
    stages: [],
    risk: 'low' as const,
    reversibility: { level: 'exact' as const, why: '' },
    needsRestart: false,
    gates: [],
  };
  const changed: EventBody = { type: 'plan-changed', routine: planned, added: ['write y'], removed: ['write x'], digest: 'd' };
  const waiting = reduceRun(emptyRun, numbered([started, routine, changed]));
  expect(waiting.waiting).toMatchObject({ digest: 'd', added: ['write y'] });
  expect(reduceRun(waiting, numbered([step('1.1')], 4)).waiting).toBeNull();
  expect(reduceRun(waiting, numbered([verified], 4)).waiting).toBeNull();
});

test('a failed step is taken back, and the end of the run tells what became of every routine', () => {
  const failed: EventBody = { type: 'step-failed', routine: 'one', step: '1.2', title: 'step 1.2', message: 'exit code 1' };
  const restored: EventBody = { type: 'step-restored', routine: 'one', step: '1.1', title: 'step 1.1', result: 'restored' };
  const finished: EventBody = {
    type: 'finished',
    outcome: 'not-repaired',
    cancelled: false,
    routines: [
      { id: 'one', title: 'First', outcome: 'not-repaired', reason: 'error', message: 'exit code 1', items: [] },
      { id: 'two', title: 'Second', outcome: 'could-not-run', reason: 'dependency', message: 'First has to succeed first.', items: [] },
    ],
  };
  const view = reduceRun(emptyRun, numbered([started, routine, step('1.1'), done('1.1'), step('1.2'), failed, restored, finished]));
  expect(view.routines[0]?.steps.map(({ id, state, message }) => [id, state, message])).toEqual([
    ['1.1', 'restored', ''],
    ['1.2', 'failed', 'exit code 1'],
  ]);
  expect(view.routines[1]).toMatchObject({
    state: 'ended',
    outcome: 'could-not-run',
    reason: 'dependency',
    summary: 'First has to succeed first.',
  });
  expect(progressOf(view)).toEqual({ done: 4, total: 4 });
});

test('a routine that both parts of a run have is shown twice', () => {
  const twice: EventBody = {
    ...started,
    routines: [started.routines?.[0] ?? { id: '', title: '', steps: 0 }, { id: 'one', title: 'First', steps: 1 }],
  };
  const view = reduceRun(emptyRun, numbered([twice, routine, step('1.1'), done('1.1'), verified, routine, step('1.1')]));
  expect(view.routines.map(({ state, steps }) => [state, steps.length])).toEqual([
    ['ended', 1],
    ['working', 1],
  ]);
});

test('an undo has no plan: its steps are shown as they are put back', () => {
  const back: EventBody = {
    type: 'step-restored',
    routine: 'one',
    step: '1.1',
    title: 'step 1.1',
    result: 'conflict',
    message: 'changed since',
  };
  const undone: EventBody = { type: 'undone', steps: [{ id: 'one/1.1', title: 'step 1.1', result: 'conflict', message: 'changed since' }] };
  const view = reduceRun(emptyRun, numbered([back, undone]));
  expect(view.begun).toBe(false);
  expect(view.routines[0]?.steps[0]).toMatchObject({ state: 'conflict', message: 'changed since' });
  expect(view.undone).toHaveLength(1);
});
