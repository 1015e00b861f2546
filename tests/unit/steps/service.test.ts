import { expect, test } from 'vitest';
import type { StepBody, StepOf } from '../../../src-shared/contract/step.js';
import { executorOf } from '../../../src-main/core/repair/steps/index.js';
import { applied } from '../../fakes/fake-context.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

type Unit = { enabled: string; active: string; breaks?: boolean };
type Properties = Readonly<Record<string, string>>;

const unitFile = '/etc/systemd/system/x.service';
const lines = (properties: Properties): string =>
  Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

const sound: Properties = { Id: 'x.service', LoadState: 'loaded', SubState: 'running', FragmentPath: unitFile, Transient: 'no' };

/** A service whose state is told by how often it was asked for since its restart: the last state stays. */
function afterRestart(...states: readonly Properties[]) {
  const world = createFakeWorld();
  world.files.put(unitFile, '[Service]');
  let asked = -1;
  world.exec.on('systemctl', ({ argv: [, verb] }) => {
    if (verb === 'restart' || verb === 'start') asked = 0;
    if (verb !== 'show') return {};
    const now = asked < 0 ? { ActiveState: 'failed', Result: 'exit-code' } : (states[Math.min(asked, states.length - 1)] ?? {});
    if (asked >= 0) asked += 1;
    return { stdout: lines({ ...sound, RestartUSec: '100ms', Result: 'success', NRestarts: '0', ...now }) };
  });
  return world;
}

/** A systemd of one unit. */
function systemd(unit: Unit) {
  const world = createFakeWorld();
  world.files.put(unitFile, '[Service]');
  world.exec.on('systemctl', ({ argv: [, verb] }) => {
    switch (verb) {
      case 'show':
        return { stdout: lines({ ...sound, UnitFileState: unit.enabled, ActiveState: unit.active }) };
      case 'start':
      case 'restart':
        unit.active = unit.breaks ? 'failed' : 'active';
        return unit.breaks ? { code: 1, stderr: 'Job failed.\n' } : {};
      case 'stop':
        unit.active = 'inactive';
        return {};
      case 'enable':
        unit.enabled = 'enabled';
        return {};
      case 'disable':
        unit.enabled = 'disabled';
        return {};
      case 'mask':
        unit.enabled = 'masked';
        return {};
      case 'unmask':
        unit.enabled = 'disabled';
        return {};
      default:
        return { code: 1 };
    }
  });
  return world;
}

const step = (want: StepOf<'service'>['want']): StepBody => ({ kind: 'service', scope: 'machine', title: 't', unit: 'x.service', want });

test.each<[string, Unit, StepOf<'service'>['want'], Unit]>([
  ['enable', { enabled: 'disabled', active: 'inactive' }, { enabled: true }, { enabled: 'enabled', active: 'inactive' }],
  ['disable', { enabled: 'enabled', active: 'active' }, { enabled: false }, { enabled: 'disabled', active: 'active' }],
  ['mask', { enabled: 'disabled', active: 'inactive' }, { masked: true }, { enabled: 'masked', active: 'inactive' }],
  ['unmask', { enabled: 'masked', active: 'inactive' }, { masked: false }, { enabled: 'disabled', active: 'inactive' }],
  ['stop', { enabled: 'enabled', active: 'active' }, { active: false }, { enabled: 'enabled', active: 'inactive' }],
  ['start', { enabled: 'enabled', active: 'inactive' }, { active: true }, { enabled: 'enabled', active: 'active' }],
  ['start afresh', { enabled: 'enabled', active: 'failed' }, { restart: true }, { enabled: 'enabled', active: 'active' }],
])('%s, and back', async (_what, unit, want, expected) => {
  const before = { ...unit };
  const world = systemd(unit);
  const done = await applied(world, step(want));
  expect(unit).toEqual(expected);
  await done.restore();
  // A unit that had failed is not made to fail again: it is stopped.
  expect(unit).toEqual(before.active === 'failed' ? { ...before, active: 'inactive' } : before);
});

test('a masked unit that was unmasked, enabled and started goes back to being masked and stopped', async () => {
  const unit: Unit = { enabled: 'masked', active: 'inactive' };
  const done = await applied(systemd(unit), step({ masked: false, enabled: true, active: true }));
  expect(unit).toEqual({ enabled: 'enabled', active: 'active' });
  await done.restore();
  expect(unit).toEqual({ enabled: 'masked', active: 'inactive' });
});

test('a unit that fails again is a failure with its words', async () => {
  const world = systemd({ enabled: 'enabled', active: 'failed', breaks: true });
  await expect(applied(world, step({ restart: true }))).rejects.toMatchObject({
    code: 'step-failed',
    message: expect.stringContaining('Job failed.'),
  });
});

test('a unit that dies right after its start is a failure although systemctl said 0', async () => {
  const world = systemd({ enabled: 'enabled', active: 'failed' });
  world.exec.on('systemctl restart', {});
  await expect(applied(world, step({ restart: true }))).rejects.toMatchObject({ code: 'step-failed' });
});

test('without systemd it says so', async () => {
  const world = createFakeWorld();
  world.exec.on('systemctl', { code: 1, stderr: 'System has not been booted with systemd' });
  await expect(applied(world, step({ enabled: true }))).rejects.toMatchObject({ code: 'step-failed' });
});

test('only what was recorded can be exact: starting a unit is best effort', () => {
  const level = (want: StepOf<'service'>['want']): string => executorOf(step(want)).reversibility(step(want)).level;
  expect([level({ enabled: true }), level({ masked: true }), level({ active: true }), level({ restart: true })]).toEqual([
    'exact',
    'exact',
    'best-effort',
    'best-effort',
  ]);
});

const active = { ActiveState: 'active' };

test.each<[string, Properties[]]>([
  ['waits to be started again', [{ ActiveState: 'activating', SubState: 'auto-restart', Result: 'exit-code' }]],
  [
    'waits to be started again after it ran a moment',
    [active, { ActiveState: 'activating', SubState: 'auto-restart', Result: 'exit-code' }],
  ],
  ['was started again by itself meanwhile', [active, { ...active, NRestarts: '1' }]],
  ['was started again by itself before anybody looked', [{ ...active, NRestarts: '2' }]],
  ['fails a moment later', [active, active, { ActiveState: 'failed', Result: 'exit-code' }]],
  ['does not get on', [{ ActiveState: 'activating', SubState: 'start' }]],
  ['ends badly', [{ ActiveState: 'inactive', Result: 'exit-code' }]],
  ['was not run, by a condition of its own', [{ ActiveState: 'inactive', ConditionResult: 'no' }]],
])('started afresh, a service that %s does not run', async (_what, states) => {
  await expect(applied(afterRestart(...states), step({ restart: true }))).rejects.toMatchObject({ code: 'step-failed' });
});

test('a service that keeps running, or that did its work and ended, is believed', async () => {
  await expect(applied(afterRestart(active), step({ restart: true }))).resolves.toBeDefined();
  await expect(applied(afterRestart({ ActiveState: 'inactive' }), step({ restart: true }))).resolves.toBeDefined();
});

test('a start that a condition of the unit leaves out is no failure of it', async () => {
  await expect(applied(afterRestart({ ActiveState: 'inactive', ConditionResult: 'no' }), step({ active: true }))).resolves.toBeDefined();
});

test('it is watched for longer than it takes to be started again, and not for ever', async () => {
  for (const [delay, least, most] of [
    ['10s', 12_000, 14_000],
    ['1h', 20_000, 24_000],
    ['infinity', 2_000, 4_000],
  ] as const) {
    const world = afterRestart({ ...active, RestartUSec: delay });
    const begun = world.ports.now().getTime();
    await applied(world, step({ restart: true }));
    const watched = world.ports.now().getTime() - begun;
    expect(watched, delay).toBeGreaterThanOrEqual(least);
    expect(watched, delay).toBeLessThan(most);
  }
});

test.each<[string, Properties, boolean]>([
  ['made on the fly', { Transient: 'yes' }, true],
  ['whose file is gone', {}, false],
  ['that systemd does not know', { LoadState: 'not-found', FragmentPath: '' }, true],
])('a failed unit %s is left alone: its failure is not forgotten', async (_what, properties, file) => {
  const world = createFakeWorld();
  if (file) world.files.put(unitFile, '[Service]');
  world.exec.on('systemctl', ({ argv: [, verb] }) =>
    verb === 'show' ? { stdout: lines({ ...sound, ActiveState: 'failed', ...properties }) } : {},
  );
  await expect(applied(world, step({ restart: true }))).rejects.toMatchObject({
    code: 'step-failed',
    message: expect.stringContaining('no file'),
  });
  expect(world.exec.ran.filter((line) => !line.startsWith('systemctl show'))).toEqual([]);
});
