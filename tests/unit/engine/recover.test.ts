import { expect, test } from 'vitest';
import type { StepBody } from '../../../src-shared/contract/step.js';
import { commandStep, contentRoutine, fakeCatalogue, writeStep } from '../../fakes/fake-catalogue.js';
import { drive, type Driver } from '../../fakes/drive.js';
import { createFakeWorld, type FakeWorld } from '../../fakes/fake-world.js';

const never = new AbortController().signal;

function setup(steps?: StepBody[], wanted: Record<string, string> = { '/etc/x': 'good', '/etc/y': 'good' }) {
  const world = createFakeWorld();
  const { routine, fact } = contentRoutine('r', wanted, steps ? { plan: () => [{ onlyIf: 'always', steps }] } : {});
  const catalogue = fakeCatalogue([routine], [fact]);
  return { world, driver: drive(world, catalogue), again: () => drive(world, catalogue) };
}

/** Lets the process die at the first moment that matches, and gives the machine a new one. */
async function dieAt(world: FakeWorld, moment: RegExp, work: () => Promise<unknown>): Promise<void> {
  const rehearsal = world.moments.length;
  const hooked = world.moments.push.bind(world.moments);
  world.moments.push = (...items: string[]) => {
    if (items.some((item) => moment.test(item))) world.dieAt(world.moments.length + 1);
    return hooked(...items);
  };
  await work().catch(() => undefined);
  world.moments.push = hooked;
  expect(world.dead, `nothing matched ${String(moment)} after ${rehearsal}`).toBe(true);
  world.revive();
}

async function stateOf(driver: Driver, run: string) {
  const { runs } = await driver.verbs['engine.history']({ run, check: true, root: '/' }, never);
  return runs[0];
}

const alice = { name: 'alice', uid: 1000, gid: 1000, home: '/home/alice' };

const lastRun = (world: FakeWorld): string => [...world.store.folders.keys()].at(-1) ?? '';

test.each([
  ['before the change', /before replace \/etc\/x/, undefined],
  ['after the change, before it was journaled', /after replace \/etc\/x/, undefined],
  ['between two steps', /after append .*"type":"done".*"step":"1\.1"|after append .*"step":"1\.1".*"type":"done"/, undefined],
])('died %s: everything is as before', async (_when, moment, expected) => {
  const { world, driver, again } = setup();
  const before = world.files.tree('/etc');
  await dieAt(world, moment, () => driver.repair());
  const run = lastRun(world);
  expect((await stateOf(again(), run))?.state).toBe('unfinished');
  await again().recover(run);
  expect(world.files.text('/etc/x')).toBe(expected);
  expect(world.files.tree('/etc')).toEqual(before);
  expect(await stateOf(again(), run)).toMatchObject({ state: 'finished', outcome: 'could-not-run', cancelled: true });
});

test('died after the last step: everything is as after, and it is verified', async () => {
  const { world, driver, again } = setup();
  await dieAt(world, /after append .*"type":"done".*"step":"1\.2"|after append .*"step":"1\.2".*"type":"done"/, () => driver.repair());
  await again().recover(lastRun(world));
  expect([world.files.text('/etc/x'), world.files.text('/etc/y')]).toEqual(['good', 'good']);
  expect(await stateOf(again(), lastRun(world))).toMatchObject({ state: 'finished', outcome: 'repaired' });
});

test('an idempotent command in flight runs again; it is journaled as replayed', async () => {
  const step = commandStep(['finishes'], { replay: 'idempotent', onFailure: 'keep' });
  const { world, driver, again } = setup([step], { '/etc/x': 'good' });
  world.exec.on('finishes', () => (world.files.put('/etc/x', 'good'), {}));
  await dieAt(world, /before finishes/, () => driver.repair());
  await again().recover(lastRun(world));
  expect(world.files.text('/etc/x')).toBe('good');
  expect((await again().rows(lastRun(world))).some((row) => row.type === 'planned' && row.replayed === true)).toBe(true);
  expect(await stateOf(again(), lastRun(world))).toMatchObject({ outcome: 'repaired' });
});

test('a command in flight that must be asked about does not run again', async () => {
  const { world, driver, again } = setup([commandStep(['acts'], { replay: 'ask' })], { '/etc/x': 'good' });
  world.exec.on('acts', {});
  await dieAt(world, /after append .*"type":"child"/, () => driver.repair());
  world.exec.ran.length = 0;
  await again().recover(lastRun(world));
  expect(world.exec.ran).toEqual([]);
  expect((await stateOf(again(), lastRun(world)))?.state).toBe('finished');
});

test('a child that still lives is waited for; recovery begins when it has ended', async () => {
  const { world, driver, again } = setup([commandStep(['slow'], { replay: 'idempotent' })], { '/etc/x': 'good' });
  world.exec.on('slow', {});
  await dieAt(world, /after append .*"type":"child"/, () => driver.repair());
  world.machine.living = [{ pid: 4242, startTime: '99' }];
  const { sleep } = world.ports;
  let slept = 0;
  Object.assign(world.ports, {
    sleep: async (ms: number) => {
      slept += 1;
      if (slept === 3) world.machine.living = [];
      await sleep(ms);
    },
  });
  await again().recover(lastRun(world));
  expect(slept).toBeGreaterThanOrEqual(3);
  expect((await stateOf(again(), lastRun(world)))?.state).toBe('finished');
});

test('a child that never ends makes it busy; it is not killed and nothing is changed', async () => {
  const { world, driver, again } = setup([writeStep('/etc/x', 'good'), commandStep(['slow'])], { '/etc/x': 'good' });
  world.exec.on('slow', {});
  await dieAt(world, /after append .*"type":"child"/, () => driver.repair());
  world.machine.living = [{ pid: 4242, startTime: '99' }];
  await expect(again().recover(lastRun(world))).rejects.toMatchObject({ code: 'busy', message: expect.stringContaining('4242') });
  expect(world.files.text('/etc/x')).toBe('good');
  expect(world.machine.living).toHaveLength(1);
});

test("a process of somebody else's that has the run's mark is not waited for", async () => {
  const { world, driver, again } = setup([commandStep(['slow'])], { '/etc/x': 'good' });
  world.exec.on('slow', {});
  await dieAt(world, /after append .*"type":"child"/, () => driver.repair());
  world.machine.profiles = [alice];
  world.machine.living = [{ pid: 666, startTime: '1', uid: 1000 }];
  Object.assign(world.ports, { sleep: () => Promise.reject(new Error('it waits')) });
  await again().recover(lastRun(world));
  expect((await stateOf(again(), lastRun(world)))?.state).toBe('finished');
});

test('a command that ran as a person is waited for, and then not any longer', async () => {
  const step = commandStep(['slow'], { scope: 'user', user: 'alice' });
  const { world, driver, again } = setup([step], { '/etc/x': 'good' });
  world.machine.profiles = [alice];
  world.exec.on('slow', {});
  await dieAt(world, /after append .*"type":"child"/, () => driver.repair());
  world.machine.living = [{ pid: 4242, startTime: '99', uid: 1000 }];
  const before = world.ports.now().getTime();
  const events = await again().recover(lastRun(world));
  expect(events).toContainEqual(expect.objectContaining({ type: 'warning', message: expect.stringContaining('alice') }));
  expect(world.ports.now().getTime() - before).toBeGreaterThan(120_000);
  expect((await stateOf(again(), lastRun(world)))?.state).toBe('finished');
});

test('a process with the number of a child of an earlier boot, or another start time, is not waited for', async () => {
  for (const change of ['boot', 'start']) {
    const { world, driver, again } = setup([commandStep(['slow'])], { '/etc/x': 'good' });
    world.exec.on('slow', {});
    await dieAt(world, /after append .*"type":"child"/, () => driver.repair());
    if (change === 'boot') world.machine.bootId = 'boot-2';
    const stranger = { pid: 4242, startTime: change === 'boot' ? '99' : '100' };
    Object.assign(world.ports.host, {
      living: () => Promise.resolve([]),
      isLiving: (child: { startTime: string }) => Promise.resolve(child.startTime === stranger.startTime),
    });
    await again().recover(lastRun(world));
    expect((await stateOf(again(), lastRun(world)))?.state).toBe('finished');
  }
});

test('an interrupted undo is finished', async () => {
  const { world, driver, again } = setup();
  const before = world.files.tree('/etc');
  const { run } = await driver.repair();
  await dieAt(world, /after remove \/etc\/y/, () => driver.undo(run));
  expect((await stateOf(again(), run))?.state).toBe('unfinished');
  await again().recover(run);
  expect(world.files.tree('/etc')).toEqual(before);
  expect(await stateOf(again(), run)).toMatchObject({ state: 'finished', undone: true });
});

test('an undo that was told to overwrite still does so after a crash', async () => {
  const { world, driver, again } = setup();
  const { run } = await driver.repair();
  world.files.put('/etc/x', 'changed since');
  await dieAt(world, /after append .*"type":"undo"/, () => driver.undo(run, { overwrite: ['r/1.1'] }));
  await again().recover(run);
  expect(world.files.text('/etc/x')).toBeUndefined();
});

test('an undo that was not told to overwrite still does not after a crash', async () => {
  const { world, driver, again } = setup();
  const { run } = await driver.repair();
  world.files.put('/etc/x', 'changed since');
  await dieAt(world, /after append .*"type":"undo"/, () => driver.undo(run));
  await again().recover(run);
  expect(world.files.text('/etc/x')).toBe('changed since');
});

test('a last journal line that was cut off does not matter', async () => {
  const { world, driver, again } = setup();
  const before = world.files.tree('/etc');
  await dieAt(world, /after replace \/etc\/y/, () => driver.repair());
  const folder = world.store.folders.get(lastRun(world));
  if (folder) folder.journal += '{"v":1,"seq":99,"type":"do';
  await again().recover(lastRun(world));
  expect(world.files.tree('/etc')).toEqual(before);
});

test('a run that ended is not touched by recover', async () => {
  const { world, driver, again } = setup();
  const { run } = await driver.repair();
  const journal = world.store.folders.get(run)?.journal;
  const events = await again().recover(run);
  expect(events).toMatchObject([{ type: 'warning' }]);
  expect(world.store.folders.get(run)?.journal).toBe(journal);
});

test('a run that died before it wrote anything ends as one that did nothing', async () => {
  const { world, driver, again } = setup();
  await dieAt(world, /before create/, () => driver.repair());
  // The folder was made, the journal is empty.
  const run = '20261122-100099-0000aa';
  await world.store.create(run, { root: '/' });
  await again().recover(run);
  expect(await stateOf(again(), run)).toMatchObject({ state: 'finished', outcome: 'not-applicable' });
});

test('a run of another system is not recovered on this one', async () => {
  const { world, driver, again } = setup();
  await dieAt(world, /after replace \/etc\/x/, () => driver.repair());
  const about = world.store.abouts.get(lastRun(world));
  if (about) about['root'] = '/mnt';
  await expect(again().recover(lastRun(world))).rejects.toMatchObject({ code: 'bad-input' });
});

test('a damaged journal is not recovered', async () => {
  const { world, driver, again } = setup();
  await dieAt(world, /after replace \/etc\/x/, () => driver.repair());
  const folder = world.store.folders.get(lastRun(world));
  if (folder) folder.journal = folder.journal.replace('"planned"', '"plonned"');
  await expect(again().recover(lastRun(world))).rejects.toMatchObject({ code: 'damaged' });
  expect(world.files.text('/etc/x')).toBe('good');
});

test('an interrupted run whose undo was interrupted too is brought to its end by one recovery', async () => {
  const { world, driver, again } = setup();
  const before = world.files.tree('/etc');
  await dieAt(world, /after append .*"type":"done".*"step":"1\.1"|after append .*"step":"1\.1".*"type":"done"/, () => driver.repair());
  const run = lastRun(world);
  await dieAt(world, /after append .*"type":"undo"/, () => again().undo(run));
  await again().recover(run);
  expect(await stateOf(again(), run)).toMatchObject({ state: 'finished', outcome: 'could-not-run' });
  expect(world.files.tree('/etc')).toEqual(before);
});

/** What a person who found the machine in the middle has written by hand. */
const mine = 'mended by hand';

test.each([
  ['a finished step', /after append .*"step":"1\.1".*"type":"done"|after append .*"type":"done".*"step":"1\.1"/],
  ['a step that was cut off after its change', /after replace \/etc\/x/],
  ['a step that was cut off before its change', /before replace \/etc\/x/],
])('%s whose file somebody has changed since is left alone, and that is said', async (_what, moment) => {
  const { world, driver, again } = setup();
  world.files.put('/etc/x', 'broken');
  await dieAt(world, moment, () => driver.repair());
  world.files.put('/etc/x', mine);
  const events = await again().recover(lastRun(world));
  expect(world.files.text('/etc/x')).toBe(mine);
  const message = expect.stringMatching(/could not be taken back: .*Write \/etc\/x.*changed since.*left alone/) as string;
  expect(events.findLast(({ type }) => type === 'finished')).toMatchObject({ routines: [{ outcome: 'not-repaired', message }] });
});

test('mended by hand to what is right: all is left as it stands, and that is said', async () => {
  const { world, driver, again } = setup([writeStep('/etc/x', 'almost'), writeStep('/etc/y', 'good')], { '/etc/x': mine });
  await dieAt(world, /after append .*"type":"done"/, () => driver.repair());
  world.files.put('/etc/x', mine);
  const events = await again().recover(lastRun(world));
  expect(world.files.text('/etc/x')).toBe(mine);
  expect(events.findLast(({ type }) => type === 'finished')).toMatchObject({
    routines: [{ outcome: 'repaired', message: expect.stringContaining('not what it left') as string }],
  });
});

test('where the same fault stands under another name by then, nobody is told that nothing is wrong', async () => {
  const { world, driver, again } = setup();
  world.files.put('/etc/y', 'good');
  await dieAt(world, /after append .*"type":"done"/, () => driver.repair());
  world.files.put('/etc/x', 'good', { mode: 0o600 });
  world.files.put('/etc/y', 'broken since');
  const events = await again().recover(lastRun(world));
  expect(world.files.node('/etc/x')).toMatchObject({ mode: 0o600 });
  const message = expect.stringMatching(/could not be taken back: .*changed since/) as string;
  expect(events.findLast(({ type }) => type === 'finished')).toMatchObject({ routines: [{ outcome: 'not-repaired', message }] });
});

test('a mode that somebody has set since stays, too', async () => {
  const { world, driver, again } = setup();
  world.files.put('/etc/x', 'broken', { mode: 0o644 });
  await dieAt(world, /after replace \/etc\/x/, () => driver.repair());
  world.files.put('/etc/x', 'good', { mode: 0o600 });
  await again().recover(lastRun(world));
  expect(world.files.node('/etc/x')).toMatchObject({ mode: 0o600 });
});

test('a file that is being put back counts as ours also while its flags are off', async () => {
  const { world, driver, again } = setup();
  world.files.put('/etc/x', 'broken', { flags: 'i' });
  await dieAt(world, /after replace \/etc\/x/, () => driver.repair());
  world.files.put('/etc/x', 'good', { flags: '' });
  await again().recover(lastRun(world));
  expect(world.files.node('/etc/x')).toMatchObject({ flags: 'i' });
  expect(world.files.text('/etc/x')).toBe('broken');
});

const file = [{ kind: 'file' as const, path: { text: '/etc/x' } }];

test('before a command that was cut off runs again, what stands in its place is kept, and that is said', async () => {
  const step = commandStep(['makes'], { replay: 'idempotent', captures: file, undo: { kind: 'captures' } });
  const { world, driver, again } = setup([step], { '/etc/x': 'good' });
  world.files.put('/etc/x', 'broken');
  world.exec.on('makes', () => (world.files.put('/etc/x', 'good'), {}));
  await dieAt(world, /before makes/, () => driver.repair());
  world.files.put('/etc/x', mine);
  const events = await again().recover(lastRun(world));
  expect(world.files.text('/etc/x')).toBe('good');
  const kept = [...(world.store.folders.get(lastRun(world))?.backups ?? [])].filter(([name]) => name.includes('found'));
  expect(kept.map(([, bytes]) => Buffer.from(bytes).toString('utf8'))).toContain(mine);
  expect(events.find(({ type }) => type === 'warning')).toMatchObject({ message: expect.stringContaining('was kept') as string });
});

test('a command that must be asked about, and whose file is neither before nor known, leaves it alone', async () => {
  const step = commandStep(['makes'], { replay: 'ask', captures: file, undo: { kind: 'captures' } });
  const { world, driver, again } = setup([step], { '/etc/x': 'good' });
  world.files.put('/etc/x', 'broken');
  world.exec.on('makes', () => (world.files.put('/etc/x', 'half'), {}));
  await dieAt(world, /after makes/, () => driver.repair());
  await again().recover(lastRun(world));
  expect(world.files.text('/etc/x')).toBe('half');
  expect(await stateOf(again(), lastRun(world))).toMatchObject({ outcome: 'not-repaired' });
  const [undone] = await again().undo(lastRun(world), { overwrite: ['r/1.1'] });
  expect(undone).toMatchObject({ result: 'restored' });
  expect(world.files.text('/etc/x')).toBe('broken');
});
