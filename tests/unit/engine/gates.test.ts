import { expect, test } from 'vitest';
import type { Gate } from '../../../src-shared/contract/words.js';
import { absoluteGates, gates } from '../../../src-shared/contract/words.js';
import type { Routine } from '../../../src-main/core/routines/define.js';
import { contentRoutine, fakeCatalogue, known, notKnown, type GateFacts } from '../../fakes/fake-catalogue.js';
import { drive, outcomesOf } from '../../fakes/drive.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

type Touches = Routine['touches'];
type Case = { gate: Gate; touches: Touches; facts?: GateFacts; free?: number; remote?: boolean };

const failing = { disks: [{ name: '/dev/sda', model: '', failing: true, warnings: [] }] };
const closing: readonly Case[] = [
  { gate: 'failing-disk', touches: ['filesystem'], facts: { disk: known(failing) } },
  { gate: 'failing-disk', touches: ['packages'], facts: { disk: known(failing) } },
  { gate: 'failing-disk', touches: ['boot'], facts: { disk: known(failing) } },
  { gate: 'restart-pending', touches: ['boot'], facts: { restart: known({ required: true }) } },
  { gate: 'battery', touches: ['filesystem'], facts: { power: known({ onMains: false, percent: 29 }) } },
  { gate: 'battery', touches: ['boot'], facts: { power: known({ onMains: false, percent: 0 }) } },
  { gate: 'backup-space', touches: ['files'], free: 63_000_000 },
  { gate: 'image-based', touches: ['packages'], facts: { image: known({ kind: 'ostree' }) } },
  { gate: 'image-based', touches: ['boot'], facts: { image: known({ kind: 'NixOS' }) } },
  { gate: 'remote-session', touches: ['network'], remote: true },
];

function machine({ touches, facts = {}, free, remote = false }: Omit<Case, 'gate'>) {
  const world = createFakeWorld({ remoteSession: remote });
  if (free !== undefined) world.store.free = free;
  const { routine, fact } = contentRoutine('r', { '/etc/x': 'good' }, { touches });
  return { world, driver: drive(world, fakeCatalogue([routine], [fact], facts)) };
}

async function closed(of: Omit<Case, 'gate'>, accept: Gate[] = []) {
  const [routine] = (await machine(of).driver.plan({ accept })).routines;
  return routine?.gates ?? [];
}

test.each(closing)('$gate closes for what touches $touches, and nothing runs', async (one) => {
  const { world, driver } = machine(one);
  const plan = await driver.plan();
  expect(plan.routines[0]?.gates.map(({ gate, accepted }) => [gate, accepted])).toEqual([[one.gate, false]]);
  const ran = await driver.run(plan);
  expect(outcomesOf(ran)).toEqual({ r: 'could-not-run (gate)' });
  expect(ran.finished?.routines[0]?.message).not.toBe('');
  expect(world.files.text('/etc/x')).toBeUndefined();
});

test.each(closing)('$gate can be accepted, unless it is absolute ($touches)', async (one) => {
  const { world, driver } = machine(one);
  const ran = await driver.repair({ accept: [one.gate] });
  const absolute = absoluteGates.includes(one.gate);
  expect(outcomesOf(ran)).toEqual({ r: absolute ? 'could-not-run (gate)' : 'repaired' });
  expect(world.files.text('/etc/x')).toBe(absolute ? undefined : 'good');
});

test('backup-space and image-based are the absolute ones', () => {
  expect(absoluteGates.toSorted()).toEqual(['backup-space', 'image-based']);
  expect(gates).toHaveLength(6);
});

test.each<[string, Omit<Case, 'gate'>]>([
  ['a failing disk does not matter to small files', { touches: ['files', 'services', 'network'], facts: { disk: known(failing) } }],
  [
    'a sound disk',
    { touches: ['filesystem'], facts: { disk: known({ disks: [{ name: 'sda', model: '', failing: false, warnings: ['x'] }] }) } },
  ],
  ['a pending restart does not matter outside of boot files', { touches: ['packages'], facts: { restart: known({ required: true }) } }],
  ['an empty battery on mains', { touches: ['boot'], facts: { power: known({ onMains: true, percent: 1 }) } }],
  ['a battery with enough', { touches: ['boot'], facts: { power: known({ onMains: false, percent: 30 }) } }],
  ['no battery', { touches: ['boot'], facts: { power: known({ onMains: false, percent: null }) } }],
  ['an empty battery does not matter to small files', { touches: ['files'], facts: { power: known({ onMains: false, percent: 1 }) } }],
  ['enough space', { touches: ['files'], free: 64_000_000 }],
  ['an image does not matter to small files', { touches: ['files'], facts: { image: known({ kind: 'ostree' }) } }],
  ['a remote session that is not cut', { touches: ['services', 'packages'], remote: true }],
  [
    'unknown facts close nothing',
    {
      touches: ['filesystem', 'packages', 'boot', 'network', 'services', 'files'],
      facts: { disk: notKnown('needs-elevation'), restart: notKnown(), power: notKnown('timed-out'), image: notKnown() },
    },
  ],
])('open: %s', async (_why, of) => {
  expect(await closed(of)).toEqual([]);
});

test('several gates are all shown; accepting one leaves the others closed', async () => {
  const facts: GateFacts = { disk: known(failing), power: known({ onMains: false, percent: 5 }), restart: known({ required: true }) };
  const gatesOf = await closed({ touches: ['boot'], facts }, ['battery']);
  expect(gatesOf.map(({ gate, accepted }) => `${gate} ${String(accepted)}`)).toEqual([
    'failing-disk false',
    'restart-pending false',
    'battery true',
  ]);
  expect(gatesOf.every(({ why }) => why.endsWith('.') || why.endsWith('first.'))).toBe(true);
});

test('consent to a plan does not accept a gate that only another plan accepts', async () => {
  const { world, driver } = machine({ touches: ['network'], remote: true });
  const plain = await driver.plan();
  await driver.plan({ accept: ['remote-session'] });
  expect(outcomesOf(await driver.run(plain))).toEqual({ r: 'could-not-run (gate)' });
  expect(world.files.text('/etc/x')).toBeUndefined();
});

test('what has nothing to do is not gated', async () => {
  const { world, driver } = machine({ touches: ['filesystem'], facts: { disk: known(failing) } });
  world.files.put('/etc/x', 'good');
  expect((await driver.plan()).routines[0]?.gates).toEqual([]);
});

test('a gate that closes between plan and run stops it', async () => {
  const { world, driver } = machine({ touches: ['files'] });
  const plan = await driver.plan();
  world.store.free = 1;
  expect(outcomesOf(await driver.run(plan))).toEqual({ r: 'could-not-run (gate)' });
  expect(world.files.text('/etc/x')).toBeUndefined();
});

test('gates that a routine names beside those of what it touches are checked', async () => {
  const world = createFakeWorld();
  const { routine, fact } = contentRoutine('r', { '/etc/x': 'good' }, { touches: ['files'], gates: ['restart-pending'] });
  const driver = drive(world, fakeCatalogue([routine], [fact], { restart: known({ required: true }) }));
  expect((await driver.plan()).routines[0]?.gates.map((closedGate) => closedGate.gate)).toEqual(['restart-pending']);
});

test('a repair whose diagnosis reads heavily is gated by a failing disk, whatever it touches', async () => {
  const world = createFakeWorld();
  const { routine, fact } = contentRoutine('r', { '/etc/x': 'good' }, { touches: ['files'] });
  const driver = drive(world, fakeCatalogue([routine], [{ ...fact, heavy: true }], { disk: known(failing) }));
  const plan = await driver.plan();
  expect(plan.routines[0]?.diagnosis.outcome).toBe('unknown');
  expect(plan.routines[0]?.gates.map(({ gate, accepted }) => [gate, accepted])).toEqual([['failing-disk', false]]);
  expect(outcomesOf(await driver.run(plan))).toEqual({ r: 'could-not-run (gate)' });
  expect(world.files.text('/etc/x')).toBeUndefined();
  // Accepted, it is read at every look: before, at its turn, and to prove the repair.
  expect(outcomesOf(await driver.repair({ accept: ['failing-disk'] }))).toEqual({ r: 'repaired' });
  expect(world.files.text('/etc/x')).toBe('good');
});
