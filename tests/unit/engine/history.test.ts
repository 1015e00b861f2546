import { expect, test } from 'vitest';
import { commandStep, contentRoutine, fakeCatalogue } from '../../fakes/fake-catalogue.js';
import { drive } from '../../fakes/drive.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const never = new AbortController().signal;

function setup() {
  const world = createFakeWorld();
  const { routine, fact } = contentRoutine('r', { '/etc/x': 'good' });
  const driver = drive(world, fakeCatalogue([routine], [fact]));
  const history = (more: { run?: string; check?: boolean } = {}) =>
    driver.verbs['engine.history']({ check: true, root: '/', ...more }, never);
  return { world, driver, history };
}

test('runs are told newest first, with what they did and how it ended', async () => {
  const { world, driver, history } = setup();
  const one = await driver.repair();
  world.files.put('/etc/x', 'bad');
  const two = await driver.repair();
  const { runs, unreadable } = await history();
  expect(unreadable).toEqual([]);
  expect(runs.map((run) => run.id)).toEqual([two.run, one.run]);
  expect(runs[0]).toMatchObject({ state: 'finished', outcome: 'repaired', by: 'alice', root: '/', undone: false, store: 'machine' });
  expect(runs[0]?.steps).toMatchObject([{ routine: 'r', step: '1.1', state: 'done', reversibility: { level: 'exact' } }]);
  expect((await history({ run: one.run })).runs).toHaveLength(1);
});

test('an undone run says so', async () => {
  const { driver, history } = setup();
  const { run } = await driver.repair();
  await driver.undo(run);
  expect((await history()).runs[0]).toMatchObject({ undone: true, steps: [{ state: 'restored' }] });
});

test('a run at work, and one that waits, are told apart from an interrupted one', async () => {
  const { world, driver, history } = setup();
  const { run } = await driver.repair();
  const folder = world.store.folders.get(run);
  if (folder) folder.journal = `${folder.journal.split('\n').slice(0, 3).join('\n')}\n`;
  expect((await history()).runs[0]?.state).toBe('unfinished');
  world.store.heldBy = { pid: 1, run, user: 'x', since: '' };
  expect((await history()).runs[0]?.state).toBe('running');
});

test('damage of one run is said and hides no other', async () => {
  const { world, driver, history } = setup();
  const one = await driver.repair();
  world.files.put('/etc/x', 'bad');
  const two = await driver.repair();
  const folder = world.store.folders.get(one.run);
  if (folder) folder.journal = folder.journal.replace('"planned"', '"plonned"');
  world.store.abouts.delete('nothing');
  const { runs, checks, unreadable } = await history();
  expect(runs.map((run) => run.id)).toContain(two.run);
  expect(unreadable).toHaveLength(1);
  expect(checks.map(({ run, ok }) => [run, ok])).toEqual([
    [two.run, true],
    [one.run, false],
  ]);
});

test('a backup that is gone is found', async () => {
  const { world, driver, history } = setup();
  world.files.put('/etc/x', 'bad');
  const { run } = await driver.repair();
  world.store.folders.get(run)?.backups.delete('r-1.1.data');
  expect((await history()).checks).toMatchObject([{ ok: false, problems: ['the backup r-1.1.data is gone'] }]);
});

test('the head changes with every row', async () => {
  const { driver, history } = setup();
  const { run } = await driver.repair();
  const before = (await history()).runs[0]?.head;
  await driver.undo(run);
  expect((await history()).runs[0]?.head).not.toBe(before);
});

test('a repair that failed and was rolled back is not "taken back": its outcome says how it ended', async () => {
  const world = createFakeWorld();
  const { routine, fact } = contentRoutine('r', { '/etc/x': 'good' }, { extra: [commandStep(['fails'])] });
  world.exec.on('fails', { code: 1 });
  const driver = drive(world, fakeCatalogue([routine], [fact]));
  const ran = await driver.repair();
  expect(ran.finished).toMatchObject({ outcome: 'not-repaired', changes: { standing: 1, canUndo: 0, takenBack: 1 } });
  const { runs } = await driver.verbs['engine.history']({ check: false, root: '/' }, never);
  expect(runs[0]).toMatchObject({ undone: false, outcome: 'not-repaired' });
});

test('an undo counts as a change; a second one that finds all back does not', async () => {
  const { driver, history } = setup();
  const { run, finished } = await driver.repair();
  expect(finished?.changes).toEqual({ standing: 1, canUndo: 1, takenBack: 0 });
  const touched = async (): Promise<number> => (await history()).runs[0]?.touched ?? 0;
  const repaired = await touched();
  await driver.undo(run);
  const undone = await touched();
  await driver.undo(run);
  expect([repaired > 0, undone > repaired, (await touched()) === undone]).toEqual([true, true, true]);
});
