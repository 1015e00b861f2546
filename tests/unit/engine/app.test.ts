import { scanNow } from '../../../src-main/hosts/cli/scan-now.js';
import { expect, test } from 'vitest';
import type { PlanRequest } from '../../../src-shared/contract/plan.js';
import { AppError } from '../../../src-shared/errors.js';
import { contentRoutine, fakeCatalogue } from '../../fakes/fake-catalogue.js';
import { fakeApp, watched } from '../../fakes/fake-app.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

function setup(more: Parameters<typeof fakeApp>[3] = {}) {
  const user = createFakeWorld({ elevated: false, store: 'user', uid: 1000, userName: 'alice', invoker: 'alice' });
  const machine = createFakeWorld();
  const parts = [contentRoutine('system', { '/etc/x': 'good' }), contentRoutine('own', { '/home/alice/x': 'good' }, { scope: 'user' })];
  user.files.putFolder('/home/alice');
  const catalogue = fakeCatalogue(
    parts.map((part) => part.routine),
    parts.map((part) => part.fact),
  );
  const app = fakeApp(user, machine, catalogue, more);
  const request = (...routines: string[]): PlanRequest => ({
    selection: routines.map((routine) => ({ routine })),
    params: {},
    accept: [],
    root: '/',
  });
  return { user, machine, app, request };
}

test('a plan of both scopes is split, run under one id, and told as one run', async () => {
  const { user, machine, app, request } = setup();
  const plan = await app['repair.plan']({ request: request('system', 'own'), elevate: true });
  expect(plan.parts.map((part) => [part.scope, part.provisional, part.routines.map((routine) => routine.id)])).toEqual([
    ['machine', false, ['system']],
    ['user', false, ['own']],
  ]);
  const { run } = await app['repair.start']({ digest: plan.digest });
  const events = await watched(app, run);
  expect(events.filter((event) => event.type === 'finished')).toMatchObject([
    {
      outcome: 'repaired',
      routines: [
        { id: 'system', outcome: 'repaired' },
        { id: 'own', outcome: 'repaired' },
      ],
    },
  ]);
  expect(events.map((event) => event.seq)).toEqual(events.map((_event, at) => at + 1));
  const [first, ...others] = events.filter((event) => event.type === 'started');
  expect(first?.routines?.map(({ id, steps }) => [id, steps])).toEqual([
    ['system', 1],
    ['own', 1],
  ]);
  expect(others).toMatchObject([{ store: 'user' }]);
  expect(others[0]).not.toHaveProperty('routines');
  expect([machine.files.text('/etc/x'), user.files.text('/home/alice/x')]).toEqual(['good', 'good']);
  expect([machine.files.text('/home/alice/x'), user.files.text('/etc/x')]).toEqual([undefined, undefined]);
  expect([[...machine.store.folders.keys()], [...user.store.folders.keys()]]).toEqual([[run], [run]]);
  const { runs } = await app['history.list']({ check: false, root: '/' });
  expect(runs).toMatchObject([{ id: run, routines: [{ id: 'system' }, { id: 'own' }] }]);
});

test('both halves are taken back by one undo', async () => {
  const { user, machine, app, request } = setup();
  const plan = await app['repair.plan']({ request: request('system', 'own'), elevate: true });
  const { run } = await app['repair.start']({ digest: plan.digest });
  await watched(app, run);
  const preview = await app['undo.preview']({ run, root: '/' });
  expect(preview.map((step) => [step.id, step.result])).toEqual([
    ['own/1.1', 'restored'],
    ['system/1.1', 'restored'],
  ]);
  await app['undo.start']({ run, root: '/', overwrite: [], warned: [] });
  const undone = (await watched(app, run)).filter((event) => event.type === 'undone');
  expect(undone).toHaveLength(1);
  expect([machine.files.text('/etc/x'), user.files.text('/home/alice/x')]).toEqual([undefined, undefined]);
});

test('a plan made without rights is provisional and is not run', async () => {
  const { machine, app, request } = setup();
  const plan = await app['repair.plan']({ request: request('system'), elevate: false });
  expect(plan.parts[0]).toMatchObject({ scope: 'machine', provisional: true });
  await expect(app['repair.start']({ digest: plan.digest })).rejects.toMatchObject({ code: 'consent-needed' });
  expect(machine.files.text('/etc/x')).toBeUndefined();
});

test('a second window that accepts more for the same steps does not make the first window accept it', async () => {
  const { app, request } = setup();
  const first = await app['repair.plan']({ request: request('system'), elevate: true });
  const second = await app['repair.plan']({ request: { ...request('system'), accept: ['failing-disk'] }, elevate: true });
  expect(second.parts[0]?.routines).toEqual(first.parts[0]?.routines);
  expect(second.digest).not.toBe(first.digest);
  const { run } = await app['repair.start']({ digest: first.digest });
  expect((await watched(app, run)).findLast((event) => event.type === 'finished')).toMatchObject({ outcome: 'repaired' });
});

test('a second window that looks without rights takes nothing from a plan that was made with them', async () => {
  const { app, request } = setup();
  const first = await app['repair.plan']({ request: request('system'), elevate: true });
  const second = await app['repair.plan']({ request: request('system'), elevate: false });
  expect(second.digest).toBe(first.digest);
  const { run } = await app['repair.start']({ digest: first.digest });
  expect((await watched(app, run)).findLast((event) => event.type === 'finished')).toMatchObject({
    outcome: 'repaired',
    changes: { standing: 1, canUndo: 1, takenBack: 0 },
  });
});

test('a plan that nobody made is not run', async () => {
  await expect(setup().app['repair.start']({ digest: 'f'.repeat(64) })).rejects.toMatchObject({ code: 'plan-changed' });
});

test('refused rights refuse the plan, with the reason', async () => {
  const refused = new AppError('elevation-refused', 'The password dialog was dismissed.', 'Try again.');
  const { app, request } = setup({ machine: () => Promise.reject(refused) });
  await expect(app['repair.plan']({ request: request('system'), elevate: true })).rejects.toMatchObject({ code: 'elevation-refused' });
  const own = await app['repair.plan']({ request: request('own'), elevate: true });
  expect(own.parts).toHaveLength(1);
});

test('a run that ends at once because another is at work still tells its watcher why', async () => {
  const { machine, app, request } = setup();
  const plan = await app['repair.plan']({ request: request('system'), elevate: true });
  machine.store.heldBy = { pid: 7, run: '20261122-090000-0000cc', user: 'bob', since: '' };
  const { run } = await app['repair.start']({ digest: plan.digest });
  await expect(watched(app, run)).rejects.toMatchObject({ code: 'busy' });
});

test('a scan judges, is kept, and changes nothing', async () => {
  const { user, machine, app } = setup();
  user.files.put('/etc/x', 'bad');
  const before = user.files.tree();
  const scan = await scanNow(app, { cost: 'default', root: '/' });
  expect(scan.findings.map((finding) => finding.id)).toEqual(['system', 'own']);
  expect(await app['scan.get']({ id: scan.scan.id })).toEqual(scan);
  expect(user.files.tree()).toEqual(before);
  expect([user.store.folders.size, machine.store.folders.size]).toEqual([0, 0]);
});

test('what is not there is said', async () => {
  const { app } = setup();
  await expect(app['scan.get']({ id: 'x' })).rejects.toMatchObject({ code: 'not-found' });
  await expect(watched(app, '20260101-000000-000000')).rejects.toMatchObject({ code: 'not-found' });
  await expect(app['repair.cancel']({ run: '20260101-000000-000000' })).rejects.toMatchObject({ code: 'not-found' });
  await expect(app['repair.consent']({ run: '20260101-000000-000000', digest: '' })).rejects.toMatchObject({ code: 'not-found' });
});

test('an undo that is refused the rights to one half has not begun the other', async () => {
  let refused = false;
  const no = new AppError('elevation-refused', 'The password dialog was dismissed.', 'Try again.');
  const { user, app, request } = setup((machine) => ({ machine: () => (refused ? Promise.reject(no) : Promise.resolve(machine)) }));
  const plan = await app['repair.plan']({ request: request('system', 'own'), elevate: true });
  const { run } = await app['repair.start']({ digest: plan.digest });
  await watched(app, run);
  refused = true;
  await app['undo.start']({ run, root: '/', overwrite: [], warned: [] });
  await expect(watched(app, run)).rejects.toMatchObject({ code: 'elevation-refused' });
  expect(user.files.text('/home/alice/x')).toBe('good');
});

test('a run that is cancelled in the moment of its start changes nothing', async () => {
  for (let ticks = 0; ticks < 120; ticks += 1) {
    const { machine, app, request } = setup();
    const plan = await app['repair.plan']({ request: request('system'), elevate: true });
    const run = '20261122-100000-0000aa';
    // Looking takes longer than a word to the engine, as it does on every machine.
    const { stat } = machine.files;
    machine.files.stat = (path) => new Promise((resolve) => setImmediate(() => resolve(stat(path))));
    const started = app['repair.start']({ digest: plan.digest, run });
    for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
    const answer = await app['repair.cancel']({ run }).catch((thrown: AppError) => thrown.code);
    await started;
    const end = (await watched(app, run)).at(-1);
    if (answer === 'not-found') continue;
    expect({ ticks, end, text: machine.files.text('/etc/x') }).toMatchObject({ end: { type: 'finished', cancelled: true } });
    expect(machine.files.text('/etc/x')).toBeUndefined();
  }
});
