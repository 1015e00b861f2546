import { expect, test } from 'vitest';
import type { RunEvent } from '../../../src-shared/contract/run.js';
import { AppError } from '../../../src-shared/errors.js';
import { createSessions } from '../../../src-main/core/repair/sessions.js';

const never = new AbortController().signal;
const now = (): Date => new Date(0);

async function take(events: AsyncIterable<RunEvent>): Promise<string[]> {
  const seen: string[] = [];
  for await (const event of events) seen.push(`${event.seq} ${event.type}`);
  return seen;
}

test('events are numbered and stamped, and reach every view from where it likes', async () => {
  const session = createSessions().start('r', now, (_session, emit) => {
    emit({ type: 'warning', message: 'a' });
    emit({ type: 'started', store: 'user' });
    return Promise.resolve();
  });
  expect(await take(session.log.watch(1, never))).toEqual(['1 warning', '2 started']);
  expect(await take(session.log.watch(2, never))).toEqual(['2 started']);
  for await (const event of session.log.watch(1, never)) expect(event).toMatchObject({ v: 1, run: 'r', at: '1970-01-01T00:00:00.000Z' });
});

test.each<[string, unknown, string]>([
  ['an expected failure', new AppError('busy', 'held'), 'busy'],
  ['a bug', new TypeError('oops'), 'internal'],
  ['anything thrown', 'text', 'internal'],
])('%s ends the log with that error, after all events', async (_what, thrown, code) => {
  const session = createSessions().start('r', now, async (_session, emit) => {
    emit({ type: 'started', store: 'user' });
    await Promise.resolve();
    throw thrown;
  });
  const seen: string[] = [];
  await expect(
    (async () => {
      for await (const event of session.log.watch(1, never)) seen.push(event.type);
    })(),
  ).rejects.toMatchObject({ code });
  expect(seen).toEqual(['started']);
  await expect(session.ended).resolves.toBeUndefined();
});

test('a run is at work once, and may begin again when it has ended', async () => {
  const sessions = createSessions();
  const { promise, resolve } = Promise.withResolvers<void>();
  const session = sessions.start('r', now, () => promise);
  expect(() => sessions.start('r', now, () => promise)).toThrow(expect.objectContaining({ code: 'busy' }));
  expect([sessions.any(), sessions.find('r')]).toEqual([true, session]);
  resolve();
  await session.ended;
  await Promise.resolve();
  expect([sessions.any(), sessions.find('r')]).toEqual([false, undefined]);
  expect(sessions.start('r', now, () => Promise.resolve())).toBeDefined();
});

test('stopping asks every run to cancel, answers no to those that wait, and waits for all', async () => {
  const sessions = createSessions();
  const ended: string[] = [];
  sessions.start('a', now, async (session) => {
    await new Promise<void>((resolve) => session.cancel.signal.addEventListener('abort', () => resolve()));
    ended.push('a');
  });
  sessions.start('b', now, async (session) => {
    const agreed = await new Promise<boolean>((answer) => (session.waiting = { digest: 'd', answer }));
    ended.push(`b ${String(agreed)}`);
  });
  await sessions.stopAll();
  expect(ended.toSorted()).toEqual(['a', 'b false']);
});
