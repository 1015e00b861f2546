import { expect, test } from 'vitest';
import type { StepBody, StepOf } from '../../../src-shared/contract/step.js';
import { executorOf } from '../../../src-main/core/repair/steps/index.js';
import { applied } from '../../fakes/fake-context.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

type Unit = { enabled: string; active: string; breaks?: boolean };

/** A systemd of one unit. */
function systemd(unit: Unit) {
  const world = createFakeWorld();
  world.exec.on('systemctl', ({ argv: [, verb] }) => {
    switch (verb) {
      case 'show':
        return { stdout: `LoadState=loaded\nUnitFileState=${unit.enabled}\nActiveState=${unit.active}\n` };
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
