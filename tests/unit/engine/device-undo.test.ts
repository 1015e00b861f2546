import { expect, test } from 'vitest';
import type { StepOf } from '../../../src-shared/contract/step.js';
import { commandStep, contentRoutine, fakeCatalogue } from '../../fakes/fake-catalogue.js';
import { drive } from '../../fakes/drive.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

/* A name like /dev/sdx is another disk's after a restart, or when another stick was put in: what is taken back must know its disk. */

const MiB = 1024 * 1024;
const device = '/dev/sdx';
const kept: Partial<StepOf<'command'>> = {
  captures: [{ kind: 'device', path: { text: device }, keep: 32 * MiB }],
  undo: { kind: 'captures', exact: false, why: 'Its beginning is kept.' },
};
const inverse: Partial<StepOf<'command'>> = {
  captures: [{ kind: 'device', path: { text: device } }],
  undo: { kind: 'inverse', argv: ['takes-back', device], exact: true, why: 'Blocks are kept.' },
};

/** A machine with one disk of 3 MiB that 'check' repairs. */
function setup(step: Partial<StepOf<'command'>>) {
  const world = createFakeWorld();
  const disk = { bytes: Buffer.alloc(3 * MiB, 7), uuid: 'AAAA-BBBB', serial: 'S1', mounted: null as string | null, writes: 3 * MiB };
  world.files.put(device, '', { kind: 'block' });
  world.exec.on('dd', ({ argv }) => {
    const said = (name: string): string => argv.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
    if (said('if') === device) return { stdout: disk.bytes.subarray(Number(said('skip')), Number(said('skip')) + Number(said('count'))) };
    const backup = [...world.store.folders.values()].at(-1)?.backups.get(said('if').split('/').at(-1) ?? '') ?? Buffer.alloc(0);
    disk.bytes.set(backup.subarray(0, disk.writes), Number(said('seek')));
    return {};
  });
  world.exec.on('lsblk', ({ argv }) => {
    const row = argv.includes('--inverse')
      ? { path: device, size: disk.bytes.length, serial: disk.serial, wwn: null }
      : { path: device, type: 'disk', mountpoint: disk.mounted };
    return { stdout: JSON.stringify({ blockdevices: [row] }) };
  });
  world.exec.on('blkid', () => ({ stdout: `DEVNAME=${device}\nUUID=${disk.uuid}\nTYPE=vfat\n` }));
  world.exec.on('check', () => {
    disk.bytes.fill(1, 0, 2 * MiB + 100);
    world.files.put('/etc/x', 'good');
    return {};
  });
  world.exec.on('takes-back', () => (disk.bytes.fill(7), {}));
  const body = commandStep(['check', device], { replay: 'idempotent', ...step });
  const { routine, fact } = contentRoutine('r', { '/etc/x': 'good' }, { plan: () => [{ onlyIf: 'always', steps: [body] }] });
  const catalogue = fakeCatalogue([routine], [fact]);
  return { world, disk, driver: drive(world, catalogue), again: () => drive(world, catalogue) };
}

const both: [string, Partial<StepOf<'command'>>][] = [
  ['what was kept', kept],
  ['an inverse', inverse],
];

test.each(both)('%s goes back onto the same disk', async (_what, step) => {
  const { disk, driver } = setup(step);
  const { run } = await driver.repair();
  expect(disk.bytes[0]).toBe(1);
  expect(await driver.undo(run)).toMatchObject([{ result: 'restored' }]);
  expect(disk.bytes.every((byte) => byte === 7)).toBe(true);
});

test.each(
  both.flatMap(([what, step]) => [
    [what, 'another volume', { uuid: 'CCCC-DDDD' }, /another disk or volume/, step] as const,
    [what, 'a copy of the volume on another disk', { serial: 'S2' }, /another disk or volume/, step] as const,
    [what, 'a volume of another size', { bytes: Buffer.alloc(4 * MiB, 1) }, /another disk or volume/, step] as const,
    [what, 'a volume that is mounted', { mounted: '/mnt' }, /in use \(\/mnt\)/, step] as const,
  ]),
)('%s does not go onto %s, whatever a person decides', async (_what, _case, change, words, step) => {
  const { world, disk, driver } = setup(step);
  const { run } = await driver.repair();
  Object.assign(disk, change);
  const before = Buffer.from(disk.bytes);
  world.exec.ran.length = 0;
  const refused = [{ result: 'not-possible', message: expect.stringMatching(words) as string }];
  expect(await driver.undo(run, { preview: true })).toMatchObject(refused);
  expect(await driver.undo(run, { overwrite: ['r/1.1'] })).toMatchObject(refused);
  expect(disk.bytes.equals(before)).toBe(true);
  expect(world.exec.ran.filter((line) => line.includes(`of=${device}`) || line.startsWith('takes-back'))).toEqual([]);
});

test.each(both)('%s does not go over what was written to the volume since, unless a person decides so', async (_what, step) => {
  const { disk, driver } = setup(step);
  const { run } = await driver.repair();
  disk.bytes.write('a new file', 1000);
  expect(await driver.undo(run)).toMatchObject([{ result: 'conflict' }]);
  expect(disk.bytes.toString('latin1', 1000, 1010)).toBe('a new file');
  expect(await driver.undo(run, { overwrite: ['r/1.1'] })).toMatchObject([{ result: 'restored' }]);
});

test('a run of an older version, which did not record its disk, is refused', async () => {
  const { world, disk, driver } = setup(kept);
  const { run } = await driver.repair();
  const written = world.store.folders.get(run)?.journal ?? '';
  expect(written).toContain('"is":{');
  // As if the step had been planned before devices were looked at.
  const { compareNow } = await import('../../../src-main/core/repair/compare.js');
  const { stepsOf } = await import('../../../src-main/core/repair/progress.js');
  const [step] = stepsOf(await driver.rows(run));
  if (!step) throw new Error('no step');
  const target = await world.ports.target({ root: '/' });
  await expect(compareNow({ ...step, before: {}, after: {} }, target)).rejects.toMatchObject({
    message: expect.stringContaining('not recorded') as string,
  });
  expect(disk.bytes[0]).toBe(1);
});

test('a disk that was changed for another between plan and run is not repaired unasked', async () => {
  const { world, disk, driver } = setup(kept);
  const plan = await driver.plan();
  disk.uuid = 'CCCC-DDDD';
  await driver.run(plan, async (event, run) => {
    if (event.type === 'plan-changed') await driver.verbs['engine.cancel']({ run }, new AbortController().signal);
  });
  expect(world.exec.ran).not.toContain(`check ${device}`);
});

test('a check that was cut off does not run on another disk', async () => {
  const { world, disk, driver, again } = setup(kept);
  dieBefore(world, 'check');
  await driver.repair();
  world.revive();
  disk.serial = 'S2';
  world.exec.ran.length = 0;
  const events = await again().recover('20261122-100001-0000aa');
  expect(world.exec.ran).not.toContain(`check ${device}`);
  expect(events.findLast(({ type }) => type === 'finished')).toMatchObject({
    routines: [{ outcome: 'not-repaired', message: expect.stringContaining('another disk') as string }],
  });
});

test('an undo that was cut off while it wrote goes on to its end, and keeps what it found', async () => {
  const { world, disk, driver, again } = setup(kept);
  const { run } = await driver.repair();
  disk.writes = MiB + 1000;
  dieBefore(world, 'dd if=/var', 'after');
  await driver.undo(run).catch(() => undefined);
  world.revive();
  expect([disk.bytes[0], disk.bytes[2 * MiB]]).toEqual([7, 1]);
  disk.writes = 3 * MiB;
  await again().recover(run);
  expect(disk.bytes.every((byte) => byte === 7)).toBe(true);
  expect([...(world.store.folders.get(run)?.backups.keys() ?? [])].some((name) => name.includes('found'))).toBe(true);
});

test('an undo that was cut off does not go on over what was written to the volume since', async () => {
  const { world, disk, driver, again } = setup(kept);
  const { run } = await driver.repair();
  dieBefore(world, 'dd if=/var');
  await driver.undo(run).catch(() => undefined);
  world.revive();
  disk.bytes.write('a new file', 1000);
  disk.bytes.write('and another', 2 * MiB);
  await again().recover(run);
  expect(disk.bytes.toString('latin1', 1000, 1010)).toBe('a new file');
});

/** Lets the process die as a command whose words begin so is started, or has ended. */
function dieBefore(world: ReturnType<typeof createFakeWorld>, words: string, when: 'before' | 'after' = 'before'): void {
  const push = world.moments.push.bind(world.moments);
  world.moments.push = (...items: string[]) => {
    if (items.some((item) => item.startsWith(`${when} ${words}`))) {
      world.moments.push = push;
      world.dieAt(world.moments.length + 1);
    }
    return push(...items);
  };
}
