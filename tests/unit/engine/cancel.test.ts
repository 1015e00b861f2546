import { expect, test } from 'vitest';
import { commandStep, contentRoutine, fakeCatalogue } from '../../fakes/fake-catalogue.js';
import { drive, outcomesOf } from '../../fakes/drive.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const never = new AbortController().signal;

function setup() {
  const world = createFakeWorld();
  const parts = [
    contentRoutine('a', { '/etc/a': 'good' }),
    contentRoutine('b', { '/etc/b1': 'good', '/etc/b2': 'good' }),
    contentRoutine('c', { '/etc/c': 'good' }),
  ];
  const catalogue = fakeCatalogue(
    parts.map((part) => part.routine),
    parts.map((part) => part.fact),
  );
  return { world, driver: drive(world, catalogue) };
}

test('between two steps: this routine is taken back, earlier ones stay, later ones do not begin', async () => {
  const { world, driver } = setup();
  const { replace } = world.files;
  let run = '';
  world.files.replace = async (path, bytes, options) => {
    await replace(path, bytes, options);
    if (path.text === '/etc/b1') await driver.verbs['engine.cancel']({ run }, never);
  };
  const ran = await driver.repair({}, (_event, id) => void (run = id));
  expect(outcomesOf(ran)).toEqual({ a: 'repaired', b: 'could-not-run (cancelled)', c: 'could-not-run (cancelled)' });
  expect(ran.finished).toMatchObject({ cancelled: true, outcome: 'could-not-run' });
  expect(['a', 'b1', 'b2', 'c'].map((name) => world.files.text(`/etc/${name}`))).toEqual(['good', undefined, undefined, undefined]);
});

test("another process's marker beside the journal is read between steps", async () => {
  const { world, driver } = setup();
  const { replace } = world.files;
  world.files.replace = async (path, bytes, options) => {
    await replace(path, bytes, options);
    if (path.text === '/etc/a') for (const folder of world.store.folders.values()) await folder.requestCancel();
  };
  const ran = await driver.repair();
  expect(outcomesOf(ran)).toEqual({ a: 'repaired', b: 'could-not-run (cancelled)', c: 'could-not-run (cancelled)' });
});

test('cancelling a run of another process leaves the marker and says when it is read', async () => {
  const { world, driver } = setup();
  const { run } = await driver.repair();
  const answer = await drive(world, fakeCatalogue([])).verbs['engine.cancel']({ run }, never);
  expect(answer).toMatchObject({ accepted: true });
  expect(await world.store.folders.get(run)?.cancelRequested()).toBe(true);
});

test('an interruptible command hears of the cancelling, and its routine is taken back', async () => {
  const world = createFakeWorld();
  const { routine, fact } = contentRoutine('r', { '/etc/x': 'good' }, { extra: [commandStep(['slow'])] });
  const driver = drive(world, fakeCatalogue([routine], [fact]));
  let run = '';
  world.exec.on('slow', async ({ signal }) => {
    await driver.verbs['engine.cancel']({ run }, never);
    return signal?.aborted === true ? { code: null, signal: 'SIGTERM' } : {};
  });
  const ran = await driver.repair({}, (_event, id) => void (run = id));
  expect(ran.finished?.outcome).not.toBe('repaired');
  expect(world.files.text('/etc/x')).toBeUndefined();
});

test('a view that hangs up does not end the run', async () => {
  const { world, driver } = setup();
  const plan = await driver.plan();
  const run = world.ports.newRunId();
  for await (const _event of driver.verbs['engine.run']({ digest: plan.digest, run }, never)) break;
  await expect.poll(() => world.files.text('/etc/c')).toBe('good');
});
