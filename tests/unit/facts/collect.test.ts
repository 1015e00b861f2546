import { expect, test } from 'vitest';
import { AppError } from '../../../src-shared/errors.js';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import type { Fact } from '../../../src-main/core/facts/types.js';
import { fakeFact, known } from '../../fakes/fake-catalogue.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const read = (facts: readonly Fact<unknown>[], host = {}) =>
  collectFacts(createFakeWorld(host).ports, facts, { root: '/', signal: new AbortController().signal });

test('one that fails, hangs or may not does not touch the others', async () => {
  const facts = await read([
    fakeFact('good', () => known(1)),
    fakeFact('throws', () => Promise.reject(new Error('broke'))),
    { ...fakeFact('hangs', () => new Promise<never>(() => undefined)), timeoutMs: 50 },
    fakeFact('forbidden', () => Promise.reject(new AppError('not-permitted', 'no', 'ask root'))),
  ]);
  expect(facts).toMatchObject({
    good: { known: true, value: 1 },
    throws: { known: false, code: 'failed', reason: 'throws: broke' },
    hangs: { known: false, code: 'timed-out' },
    forbidden: { known: false, code: 'not-permitted', cure: 'ask root' },
  });
});

test('what needs rights or a running system is not even tried without', async () => {
  let tried = 0;
  const counted = fakeFact('f', () => known((tried += 1)));
  expect(await read([{ ...counted, needs: ['elevation'] }], { elevated: false })).toMatchObject({ f: { code: 'needs-elevation' } });
  const world = createFakeWorld();
  world.machine.running = false;
  const signal = new AbortController().signal;
  expect(await collectFacts(world.ports, [{ ...counted, runningOnly: true }], { root: '/mnt', signal })).toMatchObject({
    f: { code: 'not-applicable' },
  });
  expect(tried).toBe(0);
});

test('never more than six at once', async () => {
  let now = 0;
  let most = 0;
  const facts = Array.from({ length: 20 }, (_none, at) =>
    fakeFact(`f${at}`, async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      now -= 1;
      return known(at);
    }),
  );
  expect(Object.keys(await read(facts))).toHaveLength(20);
  expect(most).toBe(6);
});

test('what several facts ask runs once a look; one that is late does not end it for the others', async () => {
  const world = createFakeWorld();
  world.exec.on('slow', () => new Promise((resolve) => setTimeout(() => resolve({ stdout: 'answer' }), 100)));
  const asking = (id: string): Fact<unknown> =>
    fakeFact(id, async ({ ask }) => known(new TextDecoder().decode((await ask(['slow', 'tool'], 1_000)).stdout)));
  const facts = [{ ...asking('late'), timeoutMs: 20 }, asking('a'), asking('b')];
  const look = () => collectFacts(world.ports, facts, { root: '/', signal: new AbortController().signal });
  expect(await look()).toMatchObject({ late: { code: 'timed-out' }, a: { value: 'answer' }, b: { value: 'answer' } });
  expect(world.exec.ran).toEqual(['slow tool']);
  await look();
  expect(world.exec.ran).toHaveLength(2);
});
