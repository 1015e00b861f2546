import { expect, test } from 'vitest';
import { healthy, needed } from '../../../src-main/core/routines/diagnosis.js';
import { commandStep, contentRoutine, fakeCatalogue, fakeFact, fakeRoutine, known, writeStep } from '../../fakes/fake-catalogue.js';
import { drive, outcomesOf } from '../../fakes/drive.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

function setup(...parts: ReturnType<typeof contentRoutine>[]) {
  const world = createFakeWorld();
  const catalogue = fakeCatalogue(
    parts.map((part) => part.routine),
    parts.map((part) => part.fact),
  );
  return { world, catalogue, driver: drive(world, catalogue) };
}

const bothFiles = { '/etc/x': 'good', '/etc/y': 'good' };

test('a fault is repaired, verified and told in order', async () => {
  const { world, driver } = setup(contentRoutine('r', bothFiles));
  world.files.put('/etc/x', 'bad');
  const ran = await driver.repair();
  expect(outcomesOf(ran)).toEqual({ r: 'repaired' });
  expect([world.files.text('/etc/x'), world.files.text('/etc/y')]).toEqual(['good', 'good']);
  expect(ran.events.map((event) => event.type)).toEqual([
    'started',
    'routine',
    'step',
    'step-done',
    'step',
    'step-done',
    'verified',
    'finished',
  ]);
  expect(ran.events.map((event) => event.seq)).toEqual(ran.events.map((_event, at) => at + 1));
  expect(ran.finished).toMatchObject({ outcome: 'repaired', cancelled: false });
  expect(ran.finished?.routines[0]?.items.map((item) => item.outcome)).toEqual(['repaired', 'repaired']);
});

test('the journal says what was meant before it happens, and what came of it after', async () => {
  const { world, driver } = setup(contentRoutine('r', { '/etc/x': 'good' }));
  const { run } = await driver.repair();
  expect((await driver.rows(run)).map((row) => row.type)).toEqual(['opened', 'routine', 'planned', 'done', 'verified', 'finished']);
  const order = world.moments.map((moment) => moment.replace(/append .*"type":"(\w+)".*/, 'append $1'));
  const at = (what: string): number => order.findIndex((moment) => moment === what);
  expect(at('after backup r-1.1.json')).toBeLessThan(at('before append planned'));
  expect(at('after append planned')).toBeLessThan(at('before replace /etc/x'));
  expect(at('after replace /etc/x')).toBeLessThan(at('before append done'));
});

test('no file contents stand in the journal', async () => {
  const { world, driver } = setup(contentRoutine('r', { '/etc/x': 'new-content-of-x' }));
  world.files.put('/etc/x', 'old-content-of-x');
  const { run } = await driver.repair();
  const journal = world.store.folders.get(run)?.journal ?? '';
  for (const content of ['new-content-of-x', 'old-content-of-x']) {
    expect(journal).not.toContain(content);
    expect(journal).not.toContain(Buffer.from(content).toString('base64'));
  }
});

test('nothing wrong: nothing is done, and it says healthy', async () => {
  const { world, driver } = setup(contentRoutine('r', { '/etc/x': 'good' }));
  world.files.put('/etc/x', 'good');
  const before = world.files.tree();
  const ran = await driver.repair();
  expect(outcomesOf(ran)).toEqual({ r: 'healthy' });
  expect(world.files.tree()).toEqual(before);
});

test('the store is locked and the machine kept awake while it runs, and let go of after', async () => {
  const { world, driver } = setup(contentRoutine('r', { '/etc/x': 'good' }));
  const held: unknown[] = [];
  const { run } = await driver.repair({}, (event) => {
    if (event.type === 'started') held.push(world.store.heldBy?.run, world.machine.inhibitors);
  });
  expect(held).toEqual([run, 1]);
  expect([world.store.heldBy, world.machine.inhibitors]).toEqual([null, 0]);
});

test('while another run holds the lock, it is busy and nothing happens', async () => {
  const { world, driver } = setup(contentRoutine('r', { '/etc/x': 'good' }));
  const plan = await driver.plan();
  world.store.heldBy = { pid: 7, run: '20261122-090000-0000cc', user: 'bob', since: '' };
  const ran = await driver.run(plan);
  expect(ran.error).toMatchObject({ code: 'busy' });
  expect(ran.error?.message).toContain('bob');
  expect(world.files.text('/etc/x')).toBeUndefined();
});

test('a plan that nobody made is refused, and so is one without a licence', async () => {
  const { world, driver } = setup(contentRoutine('r', { '/etc/x': 'good' }));
  const plan = await driver.plan();
  expect((await driver.run({ ...plan, digest: 'f'.repeat(64) })).error).toMatchObject({ code: 'plan-changed' });
  world.machine.licensed = false;
  expect((await driver.run(plan)).error).toMatchObject({ code: 'not-licensed' });
  expect(world.files.text('/etc/x')).toBeUndefined();
});

test('a failed step takes the finished ones of its routine back, the last first', async () => {
  const { world, driver } = setup(contentRoutine('r', bothFiles, { extra: [commandStep(['breaks'])] }));
  world.files.put('/etc/x', 'bad', { mode: 0o600, uid: 5, gid: 6 });
  world.exec.on('breaks', { code: 7, stderr: 'it broke\n' });
  const before = world.files.tree('/etc');
  const ran = await driver.repair();
  expect(outcomesOf(ran)).toEqual({ r: 'not-repaired (error)' });
  expect(ran.finished?.routines[0]?.message).toContain('exit code 7: it broke');
  expect(world.files.tree('/etc')).toEqual(before);
  expect(ran.events.flatMap((event) => (event.type === 'step-restored' ? [`${event.step} ${event.result}`] : []))).toEqual([
    '1.2 restored',
    '1.1 restored',
  ]);
});

test('refresh commands run after each change and once after all are taken back', async () => {
  const refresh = [['reload']];
  const { world, driver } = setup(
    contentRoutine('r', bothFiles, {
      plan: () => [
        {
          onlyIf: 'always',
          steps: [writeStep('/etc/x', 'good', { refresh }), writeStep('/etc/y', 'good', { refresh }), commandStep(['breaks'])],
        },
      ],
    }),
  );
  world.exec.on('reload', {});
  world.exec.on('breaks', { code: 1 });
  await driver.repair();
  expect(world.exec.ran).toEqual(['reload', 'reload', 'breaks', 'reload']);
});

test('a refresh that fails is told, and does not undo the change', async () => {
  const { world, driver } = setup(
    contentRoutine(
      'r',
      { '/etc/x': 'good' },
      { plan: () => [{ onlyIf: 'always', steps: [writeStep('/etc/x', 'good', { refresh: [['reload']] })] }] },
    ),
  );
  world.exec.on('reload', { code: 3 });
  const ran = await driver.repair();
  expect(outcomesOf(ran)).toEqual({ r: 'repaired' });
  expect(ran.events.find((event) => event.type === 'log')).toMatchObject({ text: 'reload ended with exit code 3\n' });
});

test('a step that says keep fails alone: the rest of its routine stays', async () => {
  const { world, driver } = setup(
    contentRoutine('r', bothFiles, { extra: [commandStep(['breaks'], { onFailure: 'keep', item: '/etc/x' })] }),
  );
  world.exec.on('breaks', { code: 1 });
  const ran = await driver.repair();
  expect([world.files.text('/etc/x'), world.files.text('/etc/y')]).toEqual(['good', 'good']);
  expect(ran.finished?.routines[0]?.message).toContain('breaks ended with exit code 1');
});

test('after a kept failure the other steps of the same item are left out, those of others are done', async () => {
  const keep = { onFailure: 'keep' as const };
  const { world, driver } = setup(
    contentRoutine('r', bothFiles, {
      plan: () => [
        {
          onlyIf: 'always',
          steps: [
            commandStep(['breaks'], { ...keep, item: '/etc/x' }),
            writeStep('/etc/x', 'good', { item: '/etc/x' }),
            writeStep('/etc/y', 'good', { item: '/etc/y' }),
          ],
        },
      ],
    }),
  );
  world.exec.on('breaks', { code: 1 });
  const ran = await driver.repair();
  expect([world.files.text('/etc/x'), world.files.text('/etc/y')]).toEqual([undefined, 'good']);
  expect(ran.finished?.routines[0]?.items.map((item) => item.outcome)).toEqual(['not-repaired', 'repaired']);
  expect(outcomesOf(ran)['r']).toBe('not-repaired');
});

test('what depends on a failed routine is not run; what does not, is', async () => {
  const { world, driver } = setup(
    contentRoutine('a', { '/etc/a': 'good' }, { extra: [commandStep(['breaks'])] }),
    contentRoutine('b', { '/etc/b': 'good' }, { after: ['a'] }),
    contentRoutine('c', { '/etc/c': 'good' }, { after: ['b'] }),
    contentRoutine('d', { '/etc/d': 'good' }),
  );
  world.exec.on('breaks', { code: 1 });
  const ran = await driver.repair();
  expect(outcomesOf(ran)).toEqual({
    a: 'not-repaired (error)',
    b: 'could-not-run (dependency)',
    c: 'could-not-run (dependency)',
    d: 'repaired',
  });
  expect(ran.finished?.outcome).toBe('not-repaired');
  expect(['a', 'b', 'c', 'd'].map((name) => world.files.text(`/etc/${name}`))).toEqual([undefined, undefined, undefined, 'good']);
});

test('a routine that is planned again at its turn sees what an earlier one did', async () => {
  const { world, driver } = setup(
    contentRoutine('a', { '/etc/shared': 'good' }),
    contentRoutine('b', { '/etc/shared': 'good' }, { after: ['a'] }),
  );
  const ran = await driver.repair();
  expect(outcomesOf(ran)).toEqual({ a: 'repaired', b: 'healthy' });
  expect(world.files.text('/etc/shared')).toBe('good');
});

test('a routine may go on with an object that this run has changed, without asking again', async () => {
  const first = contentRoutine('a', { '/etc/shared': 'one' });
  const second = fakeRoutine({
    id: 'b',
    after: ['a'],
    reads: ['b-content'],
    diagnose: (facts) => (facts['b-content']?.known && facts['b-content'].value === 'two' ? healthy('x') : needed('info', 'x', [])),
    plan: () => [{ onlyIf: 'always', steps: [writeStep('/etc/shared', 'two')] }],
  });
  const world = createFakeWorld();
  const fact = fakeFact('b-content', () => known(world.files.text('/etc/shared')));
  const ran = await drive(world, fakeCatalogue([first.routine, second], [first.fact, fact])).repair();
  expect(outcomesOf(ran)).toEqual({ a: 'repaired', b: 'repaired' });
  expect(ran.events.some((event) => event.type === 'plan-changed')).toBe(false);
});

test('a reader that does not understand afterwards makes the outcome unknown, never repaired', async () => {
  const world = createFakeWorld();
  const routine = fakeRoutine({
    id: 'r',
    reads: ['f'],
    diagnose: (facts) =>
      facts['f']?.known === true ? needed('warning', 'x', []) : { ...healthy('not read'), outcome: 'unknown', severity: 'info' },
    plan: () => [{ onlyIf: 'always', steps: [writeStep('/etc/x', 'good')] }],
  });
  const fact = fakeFact('f', () =>
    world.files.text('/etc/x') === undefined ? known(1) : { known: false, code: 'unexpected-output', reason: '', cure: '' },
  );
  expect(outcomesOf(await drive(world, fakeCatalogue([routine], [fact])).repair())).toEqual({ r: 'unknown' });
});

test('a step that did its work and did not help is not-repaired, and can be taken back', async () => {
  const { world, driver } = setup(
    contentRoutine('r', { '/etc/x': 'good' }, { plan: () => [{ onlyIf: 'always', steps: [writeStep('/etc/x', 'still wrong')] }] }),
  );
  const ran = await driver.repair();
  expect(outcomesOf(ran)).toEqual({ r: 'not-repaired' });
  await driver.undo(ran.run);
  expect(world.files.text('/etc/x')).toBeUndefined();
});

test('a bug in a routine ends that routine alone, and is logged with its stack', async () => {
  const broken = fakeRoutine({
    id: 'broken',
    reads: ['f'],
    diagnose: () => needed('info', 'x', []),
    plan: () => [{ onlyIf: 'always', steps: [commandStep(['odd'], { reader: 'no-such-reader' })] }],
  });
  const good = contentRoutine('good', { '/etc/x': 'good' });
  const world = createFakeWorld();
  world.exec.on('odd', () => {
    throw new TypeError('oops');
  });
  const ran = await drive(world, fakeCatalogue([broken, good.routine], [fakeFact('f', () => known(1)), good.fact])).repair();
  expect(outcomesOf(ran)).toEqual({ broken: 'not-repaired (error)', good: 'repaired' });
});

test('two steps of one routine may follow each other on the same object', async () => {
  const { driver } = setup(
    contentRoutine(
      'r',
      { '/etc/x': 'two' },
      { plan: () => [{ onlyIf: 'always', steps: [writeStep('/etc/x', 'one'), writeStep('/etc/x', 'two')] }] },
    ),
  );
  expect(outcomesOf(await driver.repair())).toEqual({ r: 'repaired' });
});
