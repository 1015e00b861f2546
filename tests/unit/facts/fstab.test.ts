import { expect, test } from 'vitest';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import { fstab } from '../../../src-main/core/facts/fstab.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const table = `/dev/sda1 / ext4 defaults 0 1
/dev/sdz9 /srv ext4 defaults 0 2
/dev/mapper/home_crypt /home ext4 defaults 0 2
/dev/vg/data /data ext4 defaults 0 2
/dev/disk/by-label/gone /gone ext4 defaults 0 2
`;

async function gone(running: boolean): Promise<string[]> {
  const world = createFakeWorld();
  world.machine.running = running;
  world.files.put('/etc/fstab', table);
  world.files.put('/dev/sda1', '', { kind: 'block' });
  world.exec.on('blkid', { stdout: '/dev/sda1: TYPE="ext4"\n' });
  const root = running ? '/' : '/mnt/disk';
  const { fstab: reading } = await collectFacts(world.ports, [fstab], { root, signal: new AbortController().signal });
  return reading?.known === true
    ? (reading.value as { spec: string; found: boolean }[]).filter((one) => !one.found).map((one) => one.spec)
    : ['unread'];
}

test('a volume that is missing is gone', async () => {
  expect(await gone(true)).toEqual(['/dev/sdz9', '/dev/mapper/home_crypt', '/dev/vg/data', '/dev/disk/by-label/gone']);
});

test('of a system that does not run, a volume that is only not open is not taken for gone', async () => {
  expect(await gone(false)).toEqual(['/dev/sdz9', '/dev/disk/by-label/gone']);
});
