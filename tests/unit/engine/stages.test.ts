import { expect, test } from 'vitest';
import { contentRoutine, fakeCatalogue, writeStep, known, type GateFacts } from '../../fakes/fake-catalogue.js';
import { drive, outcomesOf } from '../../fakes/drive.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const never = new AbortController().signal;

function staged(firstWrites: string, onlyIf: 'always' | 'still-needed' = 'still-needed') {
  const world = createFakeWorld();
  const { routine, fact } = contentRoutine(
    'r',
    { '/etc/x': 'good' },
    {
      plan: () => [
        { onlyIf: 'always', steps: [writeStep('/etc/x', firstWrites)] },
        { onlyIf, steps: [writeStep('/etc/second', 'tried')] },
      ],
    },
  );
  return { world, driver: drive(world, fakeCatalogue([routine], [fact])) };
}

test('all stages are shown in the plan', async () => {
  const plan = await staged('good').driver.plan();
  expect(plan.routines[0]?.stages.map((stage) => [stage.onlyIf, stage.steps[0]?.id])).toEqual([
    ['always', '1.1'],
    ['still-needed', '2.1'],
  ]);
});

test('a second stage is left out where the first was enough', async () => {
  const { world, driver } = staged('good');
  expect(outcomesOf(await driver.repair())).toEqual({ r: 'repaired' });
  expect(world.files.text('/etc/second')).toBeUndefined();
});

test('a second stage runs where the fault is still there, and for "always" in any case', async () => {
  const needed = staged('not enough');
  expect(outcomesOf(await needed.driver.repair())).toEqual({ r: 'not-repaired' });
  expect(needed.world.files.text('/etc/second')).toBe('tried');
  const always = staged('good', 'always');
  await always.driver.repair();
  expect(always.world.files.text('/etc/second')).toBe('tried');
});

function restarting() {
  const world = createFakeWorld();
  const { routine, fact } = contentRoutine(
    'r',
    { '/run/after-boot': 'good' },
    { needsRestart: true, plan: () => [{ onlyIf: 'always', steps: [writeStep('/etc/x', 'good')] }] },
  );
  return { world, driver: drive(world, fakeCatalogue([routine], [fact])) };
}

test('what only a restart can tell is restart-pending, with the boot it waits on', async () => {
  const { driver } = restarting();
  const ran = await driver.repair();
  expect(outcomesOf(ran)).toEqual({ r: 'restart-pending' });
  expect((await driver.rows(ran.run)).at(-1)).toMatchObject({ type: 'finished', bootId: 'boot-1' });
});

test('verify before the restart changes nothing', async () => {
  const { driver } = restarting();
  const ran = await driver.repair();
  const rows = (await driver.rows(ran.run)).length;
  expect(await driver.verbs['engine.verify']({ run: ran.run, root: '/' }, never)).toMatchObject({ outcome: 'restart-pending' });
  expect(await driver.rows(ran.run)).toHaveLength(rows);
});

test.each<[string | null, string]>([
  ['good', 'repaired'],
  [null, 'not-repaired'],
])('verify after the restart finishes it: %s -> %s', async (content, outcome) => {
  const { world, driver } = restarting();
  const ran = await driver.repair();
  world.machine.bootId = 'boot-2';
  if (content !== null) world.files.put('/run/after-boot', content);
  const answer = await driver.verbs['engine.verify']({ run: ran.run, root: '/' }, never);
  expect(answer).toMatchObject({ outcome, routines: [{ id: 'r', outcome }] });
  const { runs } = await driver.verbs['engine.history']({ run: ran.run, check: true, root: '/' }, never);
  expect(runs[0]).toMatchObject({ state: 'finished', outcome });
});

test('a disk that begins to fail before the restart: no verdict without looking, and one when looking is accepted', async () => {
  const world = createFakeWorld();
  const gates: GateFacts = {};
  const { routine, fact } = contentRoutine(
    'r',
    { '/run/after-boot': 'good' },
    { needsRestart: true, plan: () => [{ onlyIf: 'always', steps: [writeStep('/etc/x', 'good')] }] },
  );
  const driver = drive(world, fakeCatalogue([routine], [{ ...fact, heavy: true }], gates));
  const ran = await driver.repair();
  world.machine.bootId = 'boot-2';
  world.files.put('/run/after-boot', 'good');
  gates.disk = known({ disks: [{ name: '/dev/sda', model: '', failing: true, warnings: [] }] });
  const rows = (await driver.rows(ran.run)).length;
  expect(await driver.verbs['engine.verify']({ run: ran.run, root: '/' }, never)).toMatchObject({ outcome: 'restart-pending' });
  expect(await driver.rows(ran.run)).toHaveLength(rows);
  const asked = { run: ran.run, root: '/', accept: ['failing-disk' as const] };
  expect(await driver.verbs['engine.verify'](asked, never)).toMatchObject({ outcome: 'repaired' });
});

test('verify of a repaired run says when the fault has come back, and leaves the journal as it is', async () => {
  const world = createFakeWorld();
  const { routine, fact } = contentRoutine('r', { '/etc/x': 'good' });
  const driver = drive(world, fakeCatalogue([routine], [fact]));
  const { run } = await driver.repair();
  world.files.put('/etc/x', 'bad again');
  const rows = (await driver.rows(run)).length;
  expect((await driver.verbs['engine.verify']({ run, root: '/' }, never)).outcome).toBe('not-repaired');
  expect(await driver.rows(run)).toHaveLength(rows);
});

test('verify of a run of another system is refused', async () => {
  const { driver } = restarting();
  const { run } = await driver.repair();
  await expect(driver.verbs['engine.verify']({ run, root: '/mnt' }, never)).rejects.toMatchObject({ code: 'bad-input' });
});
