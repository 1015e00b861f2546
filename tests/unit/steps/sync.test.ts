import { expect, test } from 'vitest';
import { applied } from '../../fakes/fake-context.js';
import { commandStep } from '../../fakes/fake-catalogue.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const file = (text: string) => ({ kind: 'file' as const, path: { text } });

test('what a command wrote is on the disk before it counts as done, and so is what is put back', async () => {
  const world = createFakeWorld();
  world.files.put('/etc/x', 'old');
  world.exec.on('tool', {});
  world.exec.on('sync', {});
  const inverse = { kind: 'inverse' as const, argv: ['tool', 'back'], exact: true, why: '' };
  const captures = [file('/etc/x'), { kind: 'watched' as const, path: { text: '/etc/gone/deep/y' } }];
  const step = await applied(world, commandStep(['tool'], { captures, undo: inverse }));
  expect(world.exec.ran).toEqual(['tool', 'sync --file-system -- /etc']);
  await step.restore();
  expect(world.exec.ran.slice(2)).toEqual(['tool back', 'sync --file-system -- /etc']);
});

test('a disk that does not take it makes the step fail', async () => {
  const world = createFakeWorld();
  world.exec.on('tool', {});
  world.exec.on('sync', { code: 1, stderr: 'sync: error syncing: Input/output error' });
  await expect(applied(world, commandStep(['tool'], { captures: [file('/etc/x')] }))).rejects.toMatchObject({ code: 'io-error' });
});

test('links by which a unit is enabled are on the disk before it counts as done', async () => {
  const world = createFakeWorld();
  world.exec.on('systemctl', { stdout: 'LoadState=loaded\nUnitFileState=disabled\nActiveState=active\n' });
  world.exec.on('sync', {});
  await applied(world, { kind: 'service', scope: 'machine', title: 't', unit: 'u.service', want: { enabled: true } });
  expect(world.exec.ran).toContain('sync --file-system -- /etc');
});
