import { expect, test } from 'vitest';
import { createEventLog } from '../../src-shared/wire/index.js';
import { failsWith, pause, take } from './wire-raw.js';

type Event = { readonly seq: number };
const never = new AbortController().signal;
const seqs = (events: readonly Event[]): number[] => events.map((event) => event.seq);
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);

function filled(to: number, limits = { keep: 100, maxBehind: 10 }) {
  const log = createEventLog<Event>(limits);
  for (const seq of range(1, to)) log.push({ seq });
  return log;
}

test('replays from a seq on, follows, and ends with the log', async () => {
  const log = filled(5);
  const [all, late] = [take(log.watch(0, never)), take(log.watch(4, never))];
  await pause(1);
  log.push({ seq: 6 });
  await pause(1);
  log.push({ seq: 9 });
  log.end();
  log.push({ seq: 10 });
  expect(seqs(await all)).toEqual([1, 2, 3, 4, 5, 6, 9]);
  expect(seqs(await late)).toEqual([4, 5, 6, 9]);
  expect(seqs(await take(log.watch(7, never)))).toEqual([9]);
});

test('a watcher may ask for what has not happened yet', async () => {
  const log = filled(2);
  const watching = take(log.watch(4, never));
  await pause(1);
  for (const seq of [3, 4, 5]) log.push({ seq });
  log.end();
  expect(seqs(await watching)).toEqual([4, 5]);
});

test('lag counts from where the watcher joined: exactly maxBehind is allowed, one more is not', async () => {
  const log = filled(50);
  const [just, over] = [log.watch(1, never)[Symbol.asyncIterator](), log.watch(1, never)[Symbol.asyncIterator]()];
  await just.next();
  await over.next();
  for (const seq of range(51, 60)) log.push({ seq });
  const rest = await take({ [Symbol.asyncIterator]: () => just }, 59);
  expect(seqs(rest)).toEqual(range(2, 60));
  log.push({ seq: 61 });
  const seen: Event[] = [];
  const watching = async (): Promise<void> => {
    for await (const event of { [Symbol.asyncIterator]: () => over }) seen.push(event);
  };
  expect((await failsWith(watching(), 'lagging')).hint).toContain('watch again');
  // Everything from before it joined was still given, so it makes progress each time.
  expect(seqs(seen)).toEqual(range(2, 50));
  expect(seqs(await take(log.watch(51, never), 11))).toEqual(range(51, 61));
});

test('what is no longer kept is an error with the way out, never a silent gap', async () => {
  for (const total of [101, 150, 216, 217, 1000]) {
    const log = filled(total);
    const oldest = total - 99;
    log.end();
    expect(seqs(await take(log.watch(oldest, never)))).toEqual(range(oldest, total));
    const error = await failsWith(take(log.watch(oldest - 1, never)), 'not-found');
    expect(error.hint).toContain(`watch from ${oldest}`);
  }
});

test('a signal ends the waiting of its watcher and of no other', async () => {
  const log = filled(1);
  const [mine, shared] = [new AbortController(), new AbortController()];
  const first = log.watch(1, shared.signal)[Symbol.asyncIterator]();
  await first.next();
  const waiting = [take(log.watch(1, mine.signal)), take(log.watch(1, shared.signal))];
  await pause(1);
  // The first watcher leaving must not take the shared signal from the third.
  await first.return?.();
  shared.abort();
  await failsWith(waiting[1] ?? Promise.resolve(), 'cancelled');
  log.end();
  expect(seqs((await waiting[0]) ?? [])).toEqual([1]);
  await failsWith(take(log.watch(1, AbortSignal.abort())), 'cancelled');
});

test('events out of order and limits that would lose events are bugs', () => {
  expect(() => filled(3).push({ seq: 3 })).toThrow(RangeError);
  expect(() => createEventLog({ keep: 5, maxBehind: 10 })).toThrow(RangeError);
});
