import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drive, type Ran } from '../../fakes/drive.js';
import type { FakeWorld } from '../../fakes/fake-world.js';
import type { Catalogue } from '../../../src-main/core/repair/catalogue.js';
import { buildCatalogue, buildWorld, scenes, type Scene } from './random-plans.js';

const data = (world: FakeWorld) => world.files.tree('/data');

/** Runs everything, agreeing to whatever it asks. */
async function runAll(world: FakeWorld, catalogue: Catalogue): Promise<Ran> {
  const driver = drive(world, catalogue);
  const plan = await driver.plan();
  return driver.run(plan, async (event, run) => {
    if (event.type === 'plan-changed') await driver.consent(run, event.digest).catch(() => undefined);
  });
}

/** The tree before, and after each routine of the scene. */
async function states(scene: Scene): Promise<{ trees: Record<string, unknown>[]; moments: number }> {
  const trees = [data(buildWorld(scene))];
  let moments = 0;
  for (let count = 1; count <= scene.routines.length; count += 1) {
    const world = buildWorld(scene);
    const ran = await runAll(world, buildCatalogue(scene, count));
    expect(ran.error).toBeNull();
    expect(['repaired', 'healthy']).toContain(ran.finished?.outcome);
    trees.push(data(world));
    moments = world.moments.length;
  }
  return { trees, moments };
}

test('run and then undo brings back exactly the earlier tree: bytes, owner, mode, times, attributes, flags', async () => {
  await fc.assert(
    fc.asyncProperty(scenes, async (scene) => {
      const world = buildWorld(scene);
      const before = data(world);
      const catalogue = buildCatalogue(scene);
      const { run } = await runAll(world, catalogue);
      const steps = await drive(world, catalogue).undo(run);
      expect(steps.filter((step) => step.result !== 'restored' && step.result !== 'already')).toEqual([]);
      expect(data(world)).toEqual(before);
    }),
    { numRuns: 150 },
  );
});

test('a crash at any moment, and recover: every repair is before or after, never between; undo still brings all back', async () => {
  await fc.assert(
    fc.asyncProperty(scenes, fc.nat(), fc.option(fc.nat(40)), async (scene, when, again) => {
      const { trees, moments } = await states(scene);
      await crashAndRecover(scene, when % (moments + 1), again ?? null, trees);
    }),
    { numRuns: 150 },
  );
});

test('the same for each single moment of a run of three repairs', async () => {
  const scene: Scene = {
    start: [
      { path: '/data/a', node: { bytes: Buffer.from('one\ntwo\n'), mode: 0o600, uid: 5, xattrs: { 'user.a': 'eA==' } } },
      { path: '/data/b', node: 'link' },
      { path: '/data/sub/e', node: { bytes: Buffer.from('here'), flags: 'i' } },
    ],
    routines: [
      [
        { path: '/data/a', kind: 'edit', text: '' },
        { path: '/data/b', kind: 'write', text: 'instead of a link' },
        { path: '/data/c', kind: 'link', text: '' },
      ],
      [
        { path: '/data/a', kind: 'mode', text: '' },
        { path: '/data/sub/e', kind: 'aside', text: '' },
      ],
      [{ path: '/data/a', kind: 'aside', text: '' }],
    ],
  };
  const { trees, moments } = await states(scene);
  expect(moments).toBeGreaterThan(60);
  for (let when = 0; when <= moments; when += 1) await crashAndRecover(scene, when, null, trees);
});

test('a crash at any moment of an undo, and recover: all is back', async () => {
  await fc.assert(
    fc.asyncProperty(scenes, fc.nat(60), async (scene, when) => {
      const world = buildWorld(scene);
      const before = data(world);
      const catalogue = buildCatalogue(scene);
      const { run } = await runAll(world, catalogue);
      world.dieAt(world.moments.length + when);
      await drive(world, catalogue)
        .undo(run)
        .catch(() => undefined);
      world.revive();
      await drive(world, catalogue).recover(run);
      await drive(world, catalogue).undo(run);
      expect(data(world)).toEqual(before);
    }),
    { numRuns: 100 },
  );
});

async function crashAndRecover(scene: Scene, when: number, again: number | null, trees: Record<string, unknown>[]): Promise<void> {
  const world = buildWorld(scene);
  const catalogue = buildCatalogue(scene);
  world.dieAt(when);
  await runAll(world, catalogue).catch(() => undefined);
  const died = world.dead;
  world.revive();
  const run = [...world.store.folders.keys()][0];
  if (run === undefined) {
    expect(data(world)).toEqual(trees[0]);
    return;
  }
  if (again !== null) {
    world.dieAt(world.moments.length + again);
    await drive(world, catalogue)
      .recover(run)
      .catch(() => undefined);
    world.revive();
  }
  await drive(world, catalogue).recover(run);
  const found = trees.findIndex((tree) => JSON.stringify(tree) === JSON.stringify(data(world)));
  expect(found, `between two states after dying at ${when} (${String(died)}): ${world.moments[when - 1] ?? ''}`).toBeGreaterThanOrEqual(0);
  const driver = drive(world, catalogue);
  const { runs, checks } = await driver.verbs['engine.history']({ run, check: true, root: '/' }, new AbortController().signal);
  expect(checks).toMatchObject([{ ok: true, problems: [] }]);
  expect(runs).toMatchObject([{ state: 'finished' }]);
  await driver.undo(run);
  expect(data(world)).toEqual(trees[0]);
}
