import { expect, test } from 'vitest';
import type { Item } from '../../../src-shared/contract/plan.js';
import type { Host } from '../../../src-main/core/engine-ports.js';
import { healthy, needed } from '../../../src-main/core/routines/diagnosis.js';
import { commandStep, contentRoutine, fakeCatalogue, fakeFact, fakeRoutine, notKnown, writeStep } from '../../fakes/fake-catalogue.js';
import { drive, outcomesOf } from '../../fakes/drive.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const content = (id: string, wanted: Record<string, string>, more = {}) => contentRoutine(id, wanted, more);

test('says what it will do, in words, and changes nothing', async () => {
  const world = createFakeWorld();
  const { routine, fact } = content('r', { '/etc/x': 'good' });
  const before = world.files.tree();
  const plan = await drive(world, fakeCatalogue([routine], [fact])).plan();
  expect(plan.routines[0]?.stages[0]?.steps[0]).toMatchObject({
    id: '1.1',
    version: 1,
    does: [expect.stringContaining('write /etc/x (4 B, sha256 ')],
    expects: { kind: 'absent' },
  });
  expect(plan).toMatchObject({ scope: 'machine', provisional: false });
  expect(world.files.tree()).toEqual(before);
  expect(world.moments).toEqual([]);
});

test('the same machine gives the same digest, a changed one another', async () => {
  const world = createFakeWorld();
  const { routine, fact } = content('r', { '/etc/x': 'good' });
  const driver = drive(world, fakeCatalogue([routine], [fact]));
  const first = await driver.plan();
  expect((await driver.plan()).digest).toBe(first.digest);
  world.files.put('/etc/x', 'bad');
  expect((await driver.plan()).digest).not.toBe(first.digest);
});

test('routines stand in the order of `after`, whatever the selection says', async () => {
  const world = createFakeWorld();
  const a = content('a', { '/etc/a': 'x' }, { after: ['b'] });
  const b = content('b', { '/etc/b': 'x' });
  const plan = await drive(world, fakeCatalogue([a.routine, b.routine], [a.fact, b.fact])).plan();
  expect(plan.routines.map((routine) => routine.id)).toEqual(['b', 'a']);
});

test('an item that does not exist is refused, with those that do', async () => {
  const { routine, fact } = content('r', { '/etc/x': 'good', '/etc/y': 'good' });
  const driver = drive(createFakeWorld(), fakeCatalogue([routine], [fact]));
  await expect(driver.plan({ selection: [{ routine: 'r', items: ['/etc/z'] }] })).rejects.toMatchObject({
    code: 'bad-input',
    hint: 'Items found: /etc/x, /etc/y.',
  });
});

test('only the items that were chosen are planned', async () => {
  const { routine, fact } = content('r', { '/etc/x': 'good', '/etc/y': 'good' });
  const driver = drive(createFakeWorld(), fakeCatalogue([routine], [fact]));
  const plan = await driver.plan({ selection: [{ routine: 'r', items: ['/etc/y'] }] });
  expect(plan.routines[0]?.items).toEqual(['/etc/y']);
  expect(plan.routines[0]?.stages[0]?.steps).toHaveLength(1);
});

test('a routine that does not exist is refused, with names that are near', async () => {
  const { routine, fact } = content('deb-mend-things', { '/etc/x': 'good' });
  const driver = drive(createFakeWorld(), fakeCatalogue([routine], [fact]));
  await expect(driver.plan({ selection: [{ routine: 'things' }] })).rejects.toMatchObject({
    code: 'not-found',
    hint: 'Did you mean deb-mend-things?',
  });
});

test('unknown or healthy: no steps, and an item asked for is no mistake', async () => {
  const world = createFakeWorld();
  const blind = fakeRoutine({
    id: 'r',
    reads: ['f'],
    diagnose: () => ({ outcome: 'unknown', severity: 'info', summary: 'cannot tell', evidence: [], items: [] }),
    plan: () => [{ onlyIf: 'always', steps: [writeStep('/etc/x', 'x')] }],
  });
  const driver = drive(world, fakeCatalogue([blind], [fakeFact('f', () => notKnown())]));
  const plan = await driver.plan({ selection: [{ routine: 'r', items: ['whatever'] }] });
  expect(plan.routines[0]).toMatchObject({ stages: [], items: [], gates: [], diagnosis: { outcome: 'unknown' } });
});

test('without rights a plan of machine work is provisional; one of user work is not', async () => {
  const user: Partial<Host> = { elevated: false, store: 'user', uid: 1000, userName: 'alice' };
  const machineWork = content('m', { '/etc/x': 'good' });
  const userWork = content('u', { '/home/alice/x': 'good' }, { scope: 'user' });
  const plan = (one: typeof machineWork) => drive(createFakeWorld(user), fakeCatalogue([one.routine], [one.fact])).plan();
  expect((await plan(machineWork)).provisional).toBe(true);
  expect((await plan(userWork)).provisional).toBe(false);
});

test('a routine for the running system does not apply to a mounted one', async () => {
  const world = createFakeWorld();
  world.machine.running = false;
  const { routine, fact } = content('r', { '/etc/x': 'good' }, { target: 'running' });
  const plan = await drive(world, fakeCatalogue([routine], [fact])).plan({ root: '/mnt' });
  expect(plan.routines[0]).toMatchObject({ stages: [], diagnosis: { outcome: 'not-applicable' } });
});

test('the reversibility of a routine is that of its weakest step, with that reason', async () => {
  const inverse = { kind: 'inverse' as const, argv: ['undo'], exact: false, why: 'roughly' };
  const of = async (...extra: ReturnType<typeof commandStep>[]) => {
    const { routine, fact } = content('r', { '/etc/x': 'good' }, { extra });
    return (await drive(createFakeWorld(), fakeCatalogue([routine], [fact])).plan()).routines[0]?.reversibility;
  };
  expect((await of())?.level).toBe('exact');
  expect(await of(commandStep(['a'], { undo: inverse }))).toEqual({ level: 'best-effort', why: 'roughly' });
  expect((await of(commandStep(['a'], { undo: inverse }), commandStep(['b'])))?.level).toBe('none');
});

const bob = { name: 'bob', uid: 1001, gid: 1001, home: '/home/bob' };
const alice = { name: 'alice', uid: 1000, gid: 1000, home: '/home/alice' };

/** A routine with one item a user. */
async function userItems(host: Partial<Host>, request: { user?: string; items?: string[] } = {}) {
  const world = createFakeWorld(host);
  world.machine.profiles = [alice, bob];
  const items: Item[] = ['alice', 'bob'].map((user) => ({ id: user, user, title: user, outcome: 'needed', evidence: [] }));
  const routine = fakeRoutine({
    id: 'u',
    scope: 'user',
    diagnose: () => needed('info', 'large', [], items),
    plan: ({ items: chosen }) => [
      { onlyIf: 'always', steps: chosen.map((user) => writeStep(`/home/${user}/x`, 'x', { scope: 'user', user })) },
    ],
  });
  const driver = drive(world, fakeCatalogue([routine]));
  const { user, items: asked } = request;
  const selection = [{ routine: 'u', ...(asked ? { items: asked } : {}) }];
  return { driver, plan: await driver.plan({ selection, ...(user === undefined ? {} : { user }) }) };
}

test("a user's own process repairs that user's items alone", async () => {
  const { plan } = await userItems({ elevated: false, store: 'user', uid: 1000, userName: 'alice', invoker: 'alice' });
  expect(plan.routines[0]?.items).toEqual(['alice']);
});

test('request.user restricts to that user, for root and for himself', async () => {
  expect((await userItems({}, { user: 'bob' })).plan.routines[0]?.items).toEqual(['bob']);
  const { plan } = await userItems({ elevated: false, uid: 1000, userName: 'alice', invoker: 'alice' }, { user: 'nobody' });
  expect(plan.routines[0]?.items).toEqual([]);
});

test("root whom nobody called touches no user's files unasked, and says how to ask", async () => {
  const { driver, plan } = await userItems({ invoker: null });
  expect(plan.routines[0]?.items).toEqual([]);
  const ran = await driver.run(plan);
  expect(outcomesOf(ran)).toEqual({ u: 'could-not-run' });
  expect(ran.finished?.routines[0]?.message).toContain('--user NAME or as u=alice,bob');
});

test('root whom nobody called may be told by item', async () => {
  expect((await userItems({ invoker: null }, { items: ['bob'] })).plan.routines[0]?.items).toEqual(['bob']);
});

test('a fact that throws is unread, not fatal', async () => {
  const broken = fakeFact('f', () => Promise.reject(new Error('reader broke')));
  const routine = fakeRoutine({
    id: 'r',
    reads: ['f'],
    diagnose: (facts) => (facts['f']?.known === false ? { ...healthy('x'), outcome: 'unknown', summary: facts['f'].reason } : healthy('x')),
    plan: () => [],
  });
  const plan = await drive(createFakeWorld(), fakeCatalogue([routine], [broken])).plan();
  expect(plan.routines[0]?.diagnosis).toMatchObject({ outcome: 'unknown', summary: 'f: reader broke' });
});

test('facts that a routine did not ask for are not there for it', async () => {
  let saw: unknown;
  const routine = fakeRoutine({
    id: 'r',
    reads: ['mine'],
    diagnose(facts) {
      saw = facts['other'];
      return healthy('x');
    },
    plan: () => [],
  });
  const one = fakeFact('mine', () => notKnown());
  await drive(createFakeWorld(), fakeCatalogue([routine], [one, fakeFact('other', () => notKnown())])).plan();
  expect(saw).toMatchObject({ known: false, code: 'not-asked' });
});
