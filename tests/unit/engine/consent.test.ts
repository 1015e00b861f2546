import { expect, test } from 'vitest';
import { contentRoutine, fakeCatalogue, writeStep } from '../../fakes/fake-catalogue.js';
import { drive, outcomesOf } from '../../fakes/drive.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

/** Agreed to while one file was wrong; at its turn another is wrong as well. */
async function changing(answer: 'yes' | 'no' | 'other digest' | 'late cancel') {
  const world = createFakeWorld();
  const { routine, fact } = contentRoutine('r', { '/etc/x': 'good', '/etc/y': 'good' });
  const next = contentRoutine('next', { '/etc/z': 'good' });
  // All that is found is in the plan again at its turn: without items the selection grows with what is found.
  const all = {
    ...routine,
    plan: () => [{ onlyIf: 'always' as const, steps: [writeStep('/etc/x', world.files.text('/etc/secret') ?? 'good')] }],
  };
  const driver = drive(world, fakeCatalogue([all, next.routine], [fact, next.fact]));
  const plan = await driver.plan();
  world.files.put('/etc/secret', 'evil');
  const asked: string[] = [];
  const ran = await driver.run(plan, async (event, run) => {
    if (event.type !== 'plan-changed') return;
    asked.push(...event.added);
    if (answer === 'yes') await driver.consent(run, event.digest);
    if (answer === 'other digest') {
      await expect(driver.consent(run, plan.digest)).rejects.toMatchObject({ code: 'plan-changed' });
      await driver.consent(run, event.digest);
    }
    if (answer === 'no' || answer === 'late cancel') await driver.verbs['engine.cancel']({ run }, new AbortController().signal);
  });
  return { world, driver, ran, asked };
}

test('a changed plan is shown with its difference, and runs after consent', async () => {
  const { world, ran, asked, driver } = await changing('yes');
  expect(asked).toEqual([expect.stringContaining('write /etc/x')]);
  expect(world.files.text('/etc/x')).toBe('evil');
  expect(outcomesOf(ran)['next']).toBe('repaired');
  expect((await driver.rows(ran.run)).map((row) => row.type)).toContain('consented');
});

test('without consent nothing of it runs', async () => {
  const { world, ran, driver } = await changing('no');
  expect(world.files.text('/etc/x')).toBeUndefined();
  expect(outcomesOf(ran)['r']).toBe('could-not-run (cancelled)');
  expect(ran.finished?.cancelled).toBe(true);
  expect((await driver.rows(ran.run)).map((row) => row.type)).not.toContain('consented');
});

test('only the digest that was shown is consent', async () => {
  expect((await changing('other digest')).world.files.text('/etc/x')).toBe('evil');
});

test('a machine that has less to repair than agreed to is repaired without asking', async () => {
  const world = createFakeWorld();
  const { routine, fact } = contentRoutine('r', { '/etc/x': 'good', '/etc/y': 'good' });
  const driver = drive(world, fakeCatalogue([routine], [fact]));
  const plan = await driver.plan();
  world.files.put('/etc/x', 'good');
  const ran = await driver.run(plan);
  expect(ran.events.some((event) => event.type === 'plan-changed')).toBe(false);
  expect(world.files.text('/etc/y')).toBe('good');
  expect(outcomesOf(ran)).toEqual({ r: 'repaired' });
});

test('an item that was not there when it was agreed to is not repaired along', async () => {
  const world = createFakeWorld();
  const { routine, fact } = contentRoutine('r', { '/etc/x': 'good', '/etc/y': 'good' });
  world.files.put('/etc/y', 'good');
  const driver = drive(world, fakeCatalogue([routine], [fact]));
  const plan = await driver.plan();
  world.files.put('/etc/y', 'bad');
  const ran = await driver.run(plan);
  expect(world.files.text('/etc/x')).toBe('good');
  expect(world.files.text('/etc/y')).toBe('bad');
  expect(ran.finished?.routines[0]?.items.map((item) => item.id)).toEqual(['/etc/x']);
});

test('a file that was changed since the plan is asked about, not overwritten', async () => {
  const world = createFakeWorld();
  const { routine, fact } = contentRoutine('r', { '/etc/x': 'good' });
  world.files.put('/etc/x', 'bad');
  const driver = drive(world, fakeCatalogue([routine], [fact]));
  const plan = await driver.plan();
  world.files.put('/etc/x', "an administrator's new content");
  const ran = await driver.run(plan, async (event, run) => {
    if (event.type === 'plan-changed') await driver.verbs['engine.cancel']({ run }, new AbortController().signal);
  });
  expect(world.files.text('/etc/x')).toBe("an administrator's new content");
  expect(outcomesOf(ran)).toEqual({ r: 'could-not-run (cancelled)' });
});

test('a file that changes between the check and its step is left alone, and what was done is taken back', async () => {
  const world = createFakeWorld();
  const { routine, fact } = contentRoutine('r', { '/etc/x': 'good', '/etc/y': 'good' });
  world.files.put('/etc/y', 'bad');
  const driver = drive(world, fakeCatalogue([routine], [fact]));
  // The moment the first step is journaled, somebody else writes the second file.
  const { replace } = world.files;
  world.files.replace = async (path, bytes, options) => {
    await replace(path, bytes, options);
    if (path.text === '/etc/x') world.files.put('/etc/y', 'somebody else');
  };
  const ran = await driver.repair();
  expect(outcomesOf(ran)).toEqual({ r: 'could-not-run (error)' });
  expect(ran.finished?.routines[0]?.message).toContain('has changed since the plan');
  expect([world.files.text('/etc/x'), world.files.text('/etc/y')]).toEqual([undefined, 'somebody else']);
});

test('consent for a run that waits for none is refused', async () => {
  const world = createFakeWorld();
  const { routine, fact } = contentRoutine('r', { '/etc/x': 'good' });
  const driver = drive(world, fakeCatalogue([routine], [fact]));
  const codes: string[] = [];
  await driver.repair({}, async (event, run) => {
    if (event.type === 'started') await driver.consent(run, 'a'.repeat(64)).catch((thrown: { code: string }) => codes.push(thrown.code));
  });
  expect(codes).toEqual(['plan-changed']);
});
