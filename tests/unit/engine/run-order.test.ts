import { expect, test } from 'vitest';
import type { RunSummary } from '../../../src-shared/contract/run.js';
import { touchedIn } from '../../../src-main/core/history/join.js';
import { idsAfter, nextOrder, orderOf } from '../../../src-main/core/repair/run-order.js';
import { createFakeIndex, fakeApp } from '../../fakes/fake-app.js';
import { contentRoutine, fakeCatalogue } from '../../fakes/fake-catalogue.js';
import { drive } from '../../fakes/drive.js';
import { createFakeStore } from '../../fakes/fake-store.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const never = new AbortController().signal;
/** The clock was set back between the two: the later run has the earlier id. */
const [first, second] = ['20261122-100001-0000aa', '20251122-100001-0000aa'];

/** Two runs on the same file, the second with an id of a year before. */
async function twoRuns() {
  const world = createFakeWorld();
  const ids = [first, second];
  Object.assign(world.ports, { newRunId: () => ids.shift() ?? '' });
  const [a, b] = [contentRoutine('a', { '/etc/x': 'one' }), contentRoutine('b', { '/etc/x': 'two' })];
  const driver = drive(world, fakeCatalogue([a.routine, b.routine], [a.fact, b.fact]));
  await driver.repair({ selection: [{ routine: 'a' }] });
  await driver.repair({ selection: [{ routine: 'b' }] });
  return { world, driver };
}

test('an undo sees a later run on the same thing, whatever the clock said', async () => {
  const { world, driver } = await twoRuns();
  expect(await driver.undo(first)).toMatchObject([{ result: 'conflict', message: expect.stringContaining(second) as string }]);
  expect(world.files.text('/etc/x')).toBe('two');
  expect(await driver.undo(second)).toMatchObject([{ result: 'restored' }]);
  expect(await driver.undo(first)).toMatchObject([{ result: 'restored' }]);
});

test('the history tells the newest first by the order of the store, and numbers every run', async () => {
  const { driver } = await twoRuns();
  const { runs } = await driver.verbs['engine.history']({ check: false, root: '/' }, never);
  expect(runs.map(({ id, order }) => [id, order])).toEqual([
    [second, 2],
    [first, 1],
  ]);
});

test('runs of 0.1, which have no number, are before all others and in the order of their ids', async () => {
  const store = createFakeStore();
  for (const id of ['20260202-000000-000000', '20260101-000000-000000', '20270101-000000-000000']) await store.create(id, {});
  await store.create('20250101-000000-000000', { order: await nextOrder(store) });
  expect(await idsAfter(store, '20260202-000000-000000')).toEqual(['20270101-000000-000000', '20250101-000000-000000']);
  expect(await idsAfter(store, '20250101-000000-000000')).toEqual([]);
});

test.each([undefined, null, 'text', 1.5, -1, 0, Infinity, 2 ** 60, {}])(
  'what a foreign disk has for a number and is none counts as none: %j',
  (order) => {
    expect(orderOf({ order })).toBe(0);
  },
);

test('a run that is damaged does not keep the next from its number', async () => {
  const store = createFakeStore();
  await store.create('20260101-000000-000000', { order: 7 });
  await store.create('20260102-000000-000000', { order: 8 });
  store.abouts.delete('20260102-000000-000000');
  expect(await nextOrder(store)).toBe(8);
});

test('two stores are joined: each keeps its order, and a change in either counts', async () => {
  const [user, machine] = [createFakeWorld({ elevated: false, store: 'user', userName: 'alice' }), createFakeWorld()];
  const { routine, fact } = contentRoutine('r', { '/etc/x': 'good' });
  const catalogue = fakeCatalogue([routine], [fact]);
  const engines = [user, machine].map((world) => ({ world, driver: drive(world, catalogue) }));
  const ids = ['20261122-000003-000000', '20261122-000001-000000', '20261122-000002-000000'];
  for (const { world, driver } of engines) {
    const own = world === user ? [ids[0], ids[1]] : [ids[2]];
    Object.assign(world.ports, { newRunId: () => own.shift() ?? '' });
    for (let left = own.length; left > 0; left -= 1) {
      world.files.put('/etc/x', 'bad');
      await driver.repair();
    }
  }
  const app = fakeApp(user, machine, catalogue);
  const { runs } = await app['history.list']({ check: false, root: '/' });
  expect(runs.map(({ id }) => id)).toEqual([ids[2], ids[1], ids[0]]);
  const before = touchedIn(runs);
  await engines[0]?.driver.undo(ids[0] ?? '', { overwrite: ['r/1.1'] });
  expect(touchedIn((await app['history.list']({ check: false, root: '/' })).runs)).toBeGreaterThan(before);
});

test('what an older version cached of a run is read anew', async () => {
  const world = createFakeWorld();
  const { routine, fact } = contentRoutine('r', { '/etc/x': 'good' });
  const catalogue = fakeCatalogue([routine], [fact]);
  const driver = drive(world, catalogue);
  const { run } = await driver.repair();
  const [summary] = (await driver.verbs['engine.history']({ check: false, root: '/' }, never)).runs;
  const old = JSON.parse(JSON.stringify({ ...summary, touched: undefined })) as RunSummary;
  const stamp = await world.store.stamp(run);
  const index = { ...createFakeIndex(), runs: () => Promise.resolve([{ stamp, summary: old }]) };
  const app = fakeApp(createFakeWorld({ store: 'user' }), world, catalogue, {}, index);
  expect((await app['history.list']({ check: false, root: '/' })).runs[0]?.touched).toBeGreaterThan(0);
});
