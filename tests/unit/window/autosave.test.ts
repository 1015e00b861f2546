import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAutosave, type SaveState } from '../../../src-renderer/stores/autosave.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A place where texts are kept, and that fails or is slow when it is told to. */
function setup() {
  const world = {
    kept: [] as string[],
    beside: null as string | null,
    states: [] as SaveState[],
    fails: false,
    slow: null as Promise<void> | null,
  };
  const autosave = createAutosave<string>({
    async save(text) {
      await world.slow;
      if (world.fails) throw new Error('the disk is full');
      world.kept.push(text);
    },
    onState: (state) => void world.states.push(state),
    keep: (text) => void (world.beside = text),
    pauseMs: 700,
    retryMs: 5_000,
  });
  return { world, autosave };
}

test('typing is saved once, after a pause, with the last text', async () => {
  const { world, autosave } = setup();
  for (const text of ['a', 'ab', 'abc']) {
    autosave.change(text);
    await vi.advanceTimersByTimeAsync(300);
  }
  expect([world.kept, world.beside]).toEqual([[], 'abc']);
  await vi.advanceTimersByTimeAsync(700);
  expect([world.kept, world.beside, world.states.at(-1)]).toEqual([['abc'], null, 'saved']);
});

test('a failure keeps the text, says so, and it is tried until it is kept', async () => {
  const { world, autosave } = setup();
  world.fails = true;
  autosave.change('precious');
  await vi.advanceTimersByTimeAsync(700);
  expect([world.states.at(-1), world.beside, world.kept]).toEqual(['failed', 'precious', []]);
  expect(await autosave.flush()).toBe(false);
  autosave.change('precious, and more');
  await vi.advanceTimersByTimeAsync(20_000);
  expect([world.states.at(-1), world.beside]).toEqual(['failed', 'precious, and more']);
  world.fails = false;
  await vi.advanceTimersByTimeAsync(5_000);
  expect([world.kept, world.beside, world.states.at(-1)]).toEqual([['precious, and more'], null, 'saved']);
});

test('what is typed while a save is at work is saved too, after it', async () => {
  const { world, autosave } = setup();
  let go = (): void => undefined;
  world.slow = new Promise((resolve) => (go = resolve));
  autosave.change('first');
  const flushed = autosave.flush();
  autosave.change('second');
  expect(world.beside).toBe('second');
  go();
  expect(await flushed).toBe(true);
  expect([world.kept, world.beside]).toEqual([['first', 'second'], null]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(world.kept).toEqual(['first', 'second']);
});

test('nothing to save is saved already', async () => {
  const { world, autosave } = setup();
  expect(await autosave.flush()).toBe(true);
  expect(world.states).toEqual([]);
});
