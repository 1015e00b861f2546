import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createControl, type Seat } from '../../src-main/hosts/console/control.js';
import { watcherCalls, windowContract, type HostEvent, type WindowContract } from '../../src-shared/contract/host.js';
import type { Handlers } from '../../src-shared/wire/contract.js';

const signal = new AbortController().signal;
/** Every call of the window answers with its own name. */
const handlers = Object.fromEntries(
  Object.keys(windowContract).map((name) => [name, () => Promise.resolve(name)]),
) as unknown as Handlers<WindowContract>;
type Plain = Record<string, (input: unknown, signal: AbortSignal) => Promise<unknown>>;
const plain = (guarded: Handlers<WindowContract>): Plain => guarded as unknown as Plain;

test('the first window is in control; a second one may only look', () => {
  const control = createControl();
  const [first, second] = [plain(control.enter().guard(handlers)), plain(control.enter().guard(handlers))];
  for (const name of Object.keys(windowContract)) {
    expect(() => first[name]?.({}, signal)).not.toThrow();
    const look = (): unknown => second[name]?.({}, signal);
    if (watcherCalls.has(name as keyof WindowContract)) expect(look).not.toThrow();
    else expect(look, name).toThrow(expect.objectContaining({ code: 'not-permitted' }));
  }
});

test('what changes something is not among the calls of a watcher', () => {
  for (const name of [
    'repair.start',
    'repair.consent',
    'repair.cancel',
    'undo.start',
    // It starts the worker, and so a password may be asked for.
    'undo.preview',
    'quarantine.purge',
    'job.update',
    'settings.set',
    'data.save',
    'scan.start',
    'repair.plan',
  ])
    expect(watcherCalls.has(name as keyof WindowContract)).toBe(false);
});

test('control can be taken, is told to every window, and is free when its window goes', async () => {
  const control = createControl();
  const [first, second] = [control.enter(), control.enter()];
  const seen: HostEvent[] = [];
  const ended = new AbortController();
  const watching = (async () => {
    for await (const event of first.watch(ended.signal)) seen.push(event);
  })();
  await Promise.resolve();
  second.takeControl();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(seen).toEqual([
    { type: 'control', mine: true },
    { type: 'asking-for-password', asking: false },
    { type: 'control', mine: false },
  ]);
  expect(() => plain(first.guard(handlers))['repair.start']?.({}, signal)).toThrow();
  second.leave();
  const third = control.enter();
  expect(() => plain(third.guard(handlers))['repair.start']?.({}, signal)).not.toThrow();
  ended.abort();
  await watching;
});

test('a window that has gone cannot take control from beyond', () => {
  const control = createControl();
  const [first, second] = [control.enter(), control.enter()];
  second.leave();
  second.takeControl();
  expect(() => plain(first.guard(handlers))['repair.start']?.({}, signal)).not.toThrow();
});

test('a window that comes while a password is asked for is told', async () => {
  const control = createControl();
  control.tell({ type: 'asking-for-password', asking: true });
  const seen: HostEvent[] = [];
  for await (const event of control.enter().watch(signal)) if (seen.push(event) === 2) break;
  expect(seen).toContainEqual({ type: 'asking-for-password', asking: true });
});

test('a window that does not read is kept the last state alone, however often control changes hands', async () => {
  const control = createControl();
  const [first, second] = [control.enter(), control.enter()];
  const watching = first.watch(signal)[Symbol.asyncIterator]();
  expect((await watching.next()).value).toEqual({ type: 'control', mine: true });
  for (let count = 0; count < 10_000; count += 1) (count % 2 === 0 ? second : first).takeControl();
  second.takeControl();
  control.tell({ type: 'asking-for-password', asking: true });
  expect((await watching.next()).value).toEqual({ type: 'control', mine: false });
  expect((await watching.next()).value).toEqual({ type: 'asking-for-password', asking: true });
  first.takeControl();
  expect((await watching.next()).value).toEqual({ type: 'control', mine: true });
});

test('whatever windows come, go and take control: one alone can change something, and only one that is there', () => {
  const step = fc.record({ act: fc.constantFrom('enter', 'take', 'leave'), which: fc.nat(5) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const control = createControl();
      const windows = Array.from({ length: 6 }, () => ({ seat: control.enter(), here: true }));
      for (const { act, which } of steps) {
        const window = windows[which];
        if (window === undefined) continue;
        if (act === 'enter' && !window.here) Object.assign(window, { seat: control.enter(), here: true });
        if (act === 'take') window.seat.takeControl();
        if (act === 'leave') {
          window.seat.leave();
          window.here = false;
        }
        const able = windows.filter(({ seat }) => mayStart(seat));
        expect(able.length).toBeLessThanOrEqual(1);
        expect(able.every(({ here }) => here)).toBe(true);
        if (act === 'take' && window.here) expect(able[0]).toBe(window);
      }
    }),
  );
});

function mayStart(seat: Seat): boolean {
  try {
    void plain(seat.guard(handlers))['repair.start']?.({}, signal);
    return true;
  } catch {
    return false;
  }
}
