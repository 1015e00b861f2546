import { expect, test } from 'vitest';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import { failedUnits } from '../../../src-main/core/facts/failed-units.js';
import { userUnits } from '../../../src-main/core/facts/user-units.js';
import { anyFailedUnits } from '../../../src-main/core/routines/linux/any-failed-units.js';
import { anyUserUnitsFailed } from '../../../src-main/core/routines/linux/any-user-units-failed.js';
import type { Diagnosis } from '../../../src-shared/contract/plan.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

type Unit = { unit: string; active?: string; sub?: string; Result?: string; Transient?: string; FragmentPath?: string };

/** A service manager that lists these, and whose unit files in /etc/systemd/system are there, but for x-gone.service. */
async function diagnose(...units: Unit[]): Promise<Diagnosis> {
  const world = createFakeWorld();
  for (const { unit } of units) if (unit !== 'x-gone.service') world.files.put(`/etc/systemd/system/${unit}`, '[Service]');
  const rows = units.map(({ unit, active = 'failed', sub = 'failed' }) => ({ unit, active, sub, description: unit.toUpperCase() }));
  world.exec.on('systemctl list-units', { stdout: JSON.stringify(rows) });
  const shown = units.map(({ unit, active = 'failed', sub = 'failed', ...more }) => ({
    Id: unit,
    LoadState: 'loaded',
    ActiveState: active,
    SubState: sub,
    Result: 'exit-code',
    Transient: 'no',
    FragmentPath: `/etc/systemd/system/${unit}`,
    ...more,
  }));
  const block = (properties: object): string =>
    Object.entries(properties)
      .map(([name, value]) => `${name}=${String(value)}\n`)
      .join('');
  world.exec.on('systemctl show', { stdout: shown.map(block).join('\n') });
  const readings = await collectFacts(world.ports, [failedUnits], { root: '/', signal: new AbortController().signal });
  return anyFailedUnits.diagnose(readings as never);
}

test('a service that fails and is started again and again has failed', async () => {
  const restarting = { active: 'activating', sub: 'auto-restart' };
  expect(await diagnose({ unit: 'x.service', ...restarting })).toMatchObject({
    outcome: 'needed',
    items: [{ id: 'x.service', outcome: 'needed', evidence: [{ meaning: expect.stringContaining('again and again') }] }],
  });
  // One that ends well and is started again by itself is made so.
  expect(await diagnose({ unit: 'x.service', ...restarting, Result: 'success' })).toMatchObject({ outcome: 'healthy' });
});

test.each<[string, Unit]>([
  ['was made on the fly', { unit: 'x.service', Transient: 'yes' }],
  ['whose file is gone', { unit: 'x-gone.service' }],
])('a failed service that %s is told, and no step forgets its failure', async (_what, unit) => {
  const diagnosis = await diagnose(unit);
  expect(diagnosis).toMatchObject({ outcome: 'needed', items: [{ id: unit.unit, outcome: 'could-not-run' }] });
});

test('what would end the session is told and left to a restart', async () => {
  expect(await diagnose({ unit: 'gdm.service' }, { unit: 'x.service' })).toMatchObject({
    items: [
      { id: 'gdm.service', outcome: 'could-not-run' },
      { id: 'x.service', outcome: 'needed' },
    ],
  });
});

test('where systemd lists failures and does not say what they are, it is unread', async () => {
  const world = createFakeWorld();
  world.exec.on('systemctl list-units', { stdout: '[{"unit":"x.service","active":"failed","sub":"failed","description":""}]' });
  world.exec.on('systemctl show', { code: 1, stderr: 'no answer' });
  const readings = await collectFacts(world.ports, [failedUnits], { root: '/', signal: new AbortController().signal });
  expect(readings['failed-units']).toMatchObject({ known: false });
});

test("a person's failed service without a file is told and not started", async () => {
  const world = createFakeWorld();
  world.machine.profiles = [{ name: 'alice', uid: 1001, gid: 1001, home: '/home/alice' }];
  world.files.putFolder('/run/user/1001/systemd');
  world.files.put('/home/alice/.config/systemd/user/a.service', '');
  const failed = (unit: string) => ({ unit, active: 'failed', sub: 'failed', description: '' });
  world.exec.on('systemctl --user list-units', { stdout: JSON.stringify([failed('a.service'), failed('app-b.service')]) });
  world.exec.on('systemctl --user show', {
    stdout: [
      'Id=a.service\nLoadState=loaded\nActiveState=failed\nFragmentPath=/home/alice/.config/systemd/user/a.service\nTransient=no\n',
      'Id=app-b.service\nLoadState=loaded\nActiveState=failed\nFragmentPath=/run/user/1001/systemd/transient/app-b.service\nTransient=yes\n',
    ].join('\n'),
  });
  const facts = await collectFacts(world.ports, [userUnits], { root: '/', signal: new AbortController().signal });
  const diagnosis = anyUserUnitsFailed.diagnose(facts as never);
  expect(diagnosis.items).toMatchObject([{ id: 'alice', outcome: 'needed', title: expect.stringContaining('app-b.service (has no file') }]);
  const steps = anyUserUnitsFailed.plan({ facts: facts as never, items: ['alice'], diagnosis, params: {} }).flatMap((stage) => stage.steps);
  expect(steps.map(({ title }) => title)).toEqual(['Start a.service of alice afresh']);
});
