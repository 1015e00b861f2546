import { expect, test } from 'vitest';
import type { RunEvent } from '../../../src-shared/contract/run.js';
import { AppError } from '../../../src-shared/errors.js';
import { followRun, type RunSource } from '../../../src-renderer/features/run/follow-run.js';
import { createRunFeed, type RunShown } from '../../../src-renderer/features/run/run-feed.js';

const event = (seq: number): RunEvent => ({ v: 1, run: 'r', seq, at: '', type: 'log', routine: 'one', step: '1.1', text: `${seq}\n` });

/** Each watching gives some events and then fails, or ends. */
function source(turns: readonly { readonly to: number; readonly error?: AppError }[], atWork = true): RunSource & { asked: number[] } {
  const left = [...turns];
  const asked: number[] = [];
  return {
    asked,
    async *watch({ fromSeq }) {
      asked.push(fromSeq);
      const turn = left.shift();
      for (let seq = fromSeq; seq <= (turn?.to ?? 0); seq++) yield event(seq);
      if (turn?.error) throw turn.error;
    },
    active: () => Promise.resolve([{ run: 'r', atWork }]),
  };
}

function feedWithTurns(): { feed: ReturnType<typeof createRunFeed>; shown: RunShown[]; draw(): void } {
  const shown: RunShown[] = [];
  const turns: (() => void)[] = [];
  const feed = createRunFeed(
    (callback) => turns.push(callback),
    (now) => shown.push(now),
  );
  return { feed, shown, draw: () => turns.splice(0).forEach((turn) => turn()) };
}

test('a window that was too slow goes on after the last event it saw', async () => {
  const { feed, shown } = feedWithTurns();
  const slow = source([{ to: 3, error: new AppError('lagging', 'too slow') }, { to: 5 }]);
  expect(await followRun('r', feed, slow, new AbortController().signal)).toEqual({ kind: 'ended' });
  feed.flush();
  expect(slow.asked).toEqual([1, 4]);
  expect(shown.at(-1)?.log.end).toBe(5);
});

test('a lost connection is told from a run that broke off', async () => {
  const closed = new AppError('closed', 'ended');
  const signal = new AbortController().signal;
  expect(await followRun('r', feedWithTurns().feed, source([{ to: 2, error: closed }]), signal)).toEqual({ kind: 'lost' });
  expect(await followRun('r', feedWithTurns().feed, source([{ to: 2, error: closed }], false), signal)).toEqual({
    kind: 'broke-off',
    error: closed,
  });
  const nobody = (): never => {
    throw closed;
  };
  const alone = { ...source([{ to: 2, error: closed }]), active: nobody };
  expect(await followRun('r', feedWithTurns().feed, alone, signal)).toEqual({ kind: 'lost' });
  const refused = new AppError('elevation-refused', 'no');
  expect(await followRun('r', feedWithTurns().feed, source([{ to: 0, error: refused }]), signal)).toEqual({
    kind: 'broke-off',
    error: refused,
  });
  const gone = new AppError('not-found', 'not here');
  expect(await followRun('r', feedWithTurns().feed, source([{ to: 0, error: gone }]), signal)).toEqual({ kind: 'not-here' });
});

test('however many events come, the page is given them once a picture and never too many at once', () => {
  const { feed, shown, draw } = feedWithTurns();
  for (let seq = 1; seq <= 10_000; seq++) feed.push(event(seq));
  expect(shown).toHaveLength(0);
  draw();
  expect(shown).toHaveLength(1);
  expect(shown[0]?.log.end).toBe(4_000);
  draw();
  draw();
  expect(shown.at(-1)?.log.end).toBe(10_000);
  draw();
  expect(shown).toHaveLength(3);
});
