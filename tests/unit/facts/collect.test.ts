import { expect, test } from 'vitest';
import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Gate } from '../../../src-shared/contract/words.js';
import { AppError } from '../../../src-shared/errors.js';
import { gather } from '../../../src-main/core/scan/read.js';
import { perLine } from '../../../src-main/core/foreign-lines.js';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import type { Fact } from '../../../src-main/core/facts/types.js';
import { createCatalogue } from '../../../src-main/core/repair/catalogue.js';
import { fakeFact, known, notKnown } from '../../fakes/fake-catalogue.js';
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

test('a time limit holds also while one computes, and for one that passes over what it cannot read', async () => {
  let lines = 0;
  // Ten seconds, if nothing stopped it.
  const compute = () =>
    perLine('x\n'.repeat(2_000), () => {
      const end = performance.now() + 5;
      while (performance.now() < end);
      lines += 1;
      return [];
    });
  const facts = await read([
    { ...fakeFact('computes', async () => known(compute())), timeoutMs: 50 },
    {
      ...fakeFact('passes-over', async () =>
        known(
          await Promise.resolve()
            .then(compute)
            .catch(() => 'nothing odd'),
        ),
      ),
      timeoutMs: 50,
    },
    fakeFact('good', () => known(1)),
  ]);
  expect(facts).toMatchObject({ computes: { code: 'timed-out' }, 'passes-over': { code: 'timed-out' }, good: { known: true } });
  expect(lines).toBeLessThan(40);
});

test('one that has too much to tell is unread, and takes nothing of the others with it', async () => {
  const facts = await read([
    fakeFact('flooded', () => known(Array.from({ length: 50_000 }, (_none, at) => `/etc/cron.d/a:${at}`))),
    fakeFact('good', () => known(1)),
  ]);
  expect(facts).toMatchObject({ flooded: { known: false, code: 'unexpected-output' }, good: { known: true, value: 1 } });
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

const sickDisk = known({ disks: [{ name: '/dev/sda', model: '', failing: true, warnings: [] }] });

function heavyWorld(disk: ReadingOf<unknown>, root = '/') {
  let reads = 0;
  const heavy = { ...fakeFact('much', () => known((reads += 1))), heavy: true };
  const light = fakeFact('little', () => known('read'));
  const health = { ...fakeFact('disk-health', () => disk), runningOnly: true };
  const catalogue = createCatalogue([], [heavy, light, health, fakeFact('kernel-log', () => notKnown('not-applicable'))]);
  const world = createFakeWorld();
  const target = world.ports.target;
  const ports = {
    ...world.ports,
    target: async (of: { root: string }) => ({ ...(await target(of)), root: of.root, running: of.root === '/' }),
  };
  const signal = new AbortController().signal;
  const read = (ids: string[], accept: Gate[] = []) => gather(catalogue.readings(ports, ids, { root, signal, accept }));
  return { read, reads: () => reads };
}

test('data first: while a disk is failing nothing heavy is read, unless that is accepted', async () => {
  const world = heavyWorld(sickDisk);
  const facts = await world.read(['much', 'little']);
  expect(facts).toMatchObject({ much: { known: false, code: 'failing-disk' }, little: { known: true }, 'disk-health': { known: true } });
  expect(JSON.stringify(facts['much'])).toMatch(/copy the data first.*save-data --to DIR.*--accept failing-disk/);
  expect(world.reads()).toBe(0);
  expect(await world.read(['much'], ['battery'])).toMatchObject({ much: { known: false } });
  expect(await world.read(['much'], ['failing-disk'])).toMatchObject({ much: { known: true } });
  expect(world.reads()).toBe(1);
});

test('data first: a mounted system hangs on the disks of the running one, which are asked and told', async () => {
  const world = heavyWorld(sickDisk, '/mnt');
  expect(await world.read(['much'])).toMatchObject({ much: { code: 'failing-disk' }, 'disk-health': { known: true } });
  expect(await world.read(['disk-health', 'little'])).toMatchObject({ 'disk-health': { known: true } });
  expect(await heavyWorld(known({ disks: [] }), '/mnt').read(['disk-health'])).toMatchObject({
    'disk-health': { code: 'not-applicable' },
  });
});

test.each([known({ disks: [] }), notKnown('missing-tool'), notKnown('needs-elevation')])(
  'data first: disks that do not say that they fail hold nothing back, and are not told where nobody asked',
  async (disk) => {
    expect(Object.entries(await heavyWorld(disk).read(['much'])).map(([id, { known: is }]) => [id, is])).toEqual([['much', true]]);
  },
);
test('what several facts ask runs once a look; one that is late does not end it for the others', async () => {
  const world = createFakeWorld();
  let answer = (_answer: { stdout: string }): void => undefined;
  world.exec.on('slow', () => new Promise((resolve) => (answer = resolve)));
  const asking = (id: string): Fact<unknown> =>
    fakeFact(id, async ({ ask, signal }) => {
      // The answer comes as soon as one has been given up.
      signal.addEventListener('abort', () => answer({ stdout: 'answer' }));
      return known(new TextDecoder().decode((await ask(['slow', 'tool'], 1_000)).stdout));
    });
  const facts = [{ ...asking('late'), timeoutMs: 20 }, asking('a'), asking('b')];
  const look = () => collectFacts(world.ports, facts, { root: '/', signal: new AbortController().signal });
  expect(await look()).toMatchObject({ late: { code: 'timed-out' }, a: { value: 'answer' }, b: { value: 'answer' } });
  expect(world.exec.ran).toEqual(['slow tool']);
  await look();
  expect(world.exec.ran).toHaveLength(2);
});
