import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drive, type Ran } from '../../fakes/drive.js';
import type { FakeWorld } from '../../fakes/fake-world.js';
import type { Catalogue } from '../../../src-main/core/repair/catalogue.js';
import { stepsOf } from '../../../src-main/core/repair/progress.js';
import { buildCatalogue, buildWorld, edits, scenes, type Edit, type Scene } from './random-plans.js';

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

test('a crash at any moment, an edit by a person, and recover: the edit is never lost, and what it is in the way of is told', async () => {
  await fc.assert(
    fc.asyncProperty(scenes, edits, fc.nat(), async (scene, edit, when) => {
      const { moments } = await states(scene);
      const world = buildWorld(scene);
      const catalogue = buildCatalogue(scene);
      world.dieAt(when % (moments + 1));
      await runAll(world, catalogue).catch(() => undefined);
      world.revive();
      const run = [...world.store.folders.keys()][0];
      if (run === undefined) return;
      const open = await openStepsAt(world, catalogue, run, edit.path);
      const edited = makeEdit(world, edit);
      await drive(world, catalogue).recover(run);
      expect(data(world)[edited.key]).toEqual(edited.node);
      const end = (await drive(world, catalogue).rows(run)).findLast((row) => row.type === 'finished');
      for (const title of open) expect(JSON.stringify(end)).toContain(title);
      await expectAllElseBack(scene, world, catalogue, run, edited);
    }),
    { numRuns: 150 },
  );
});

test('a crash at any moment of an undo, an edit by a person, and recover: the edit is never lost', async () => {
  await fc.assert(
    fc.asyncProperty(scenes, edits, fc.nat(60), async (scene, edit, when) => {
      const world = buildWorld(scene);
      const catalogue = buildCatalogue(scene);
      const { run } = await runAll(world, catalogue);
      world.dieAt(world.moments.length + when);
      await drive(world, catalogue)
        .undo(run)
        .catch(() => undefined);
      world.revive();
      const edited = makeEdit(world, edit);
      await drive(world, catalogue).recover(run);
      expect(data(world)[edited.key]).toEqual(edited.node);
      await expectAllElseBack(scene, world, catalogue, run, edited);
    }),
    { numRuns: 150 },
  );
});

type Edited = { readonly key: string; readonly node: unknown };

/** A person writes a file anew, or only sets the mode of the one that is there. */
function makeEdit(world: FakeWorld, { path, what }: Edit): Edited {
  const key = Buffer.from(path, 'utf8').toString('latin1');
  const there = world.files.node(key);
  const asWas = there?.kind === 'file' && what === 'mode' ? there : undefined;
  world.files.put(key, asWas?.bytes ?? 'written by a person', { ...asWas, kind: 'file', mode: 0o751, mtimeMs: 5_000 });
  return { key, node: data(world)[key] };
}

/** Titles of the steps at a path whose repair has not come to its end. */
async function openStepsAt(world: FakeWorld, catalogue: Catalogue, run: string, path: string): Promise<string[]> {
  const rows = await drive(world, catalogue).rows(run);
  const ended = new Set(rows.flatMap((row) => (row.type === 'verified' ? [row.routine] : [])));
  const open = stepsOf(rows).filter(
    ({ routine, record }) => !ended.has(routine) && 'path' in record.body && record.body.path.text === path,
  );
  return open.map(({ record }) => record.title);
}

/** An undo that nobody told to overwrite leaves the edit, too, and brings back everything else. */
async function expectAllElseBack(scene: Scene, world: FakeWorld, catalogue: Catalogue, run: string, { key, node }: Edited): Promise<void> {
  await drive(world, catalogue).undo(run);
  expect(data(world)).toEqual({ ...data(buildWorld(scene)), [key]: node });
}

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
