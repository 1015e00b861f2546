import { expect, test } from 'vitest';
import { AppError } from '../../../src-shared/errors.js';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import { pacmanLock, type PacmanLock } from '../../../src-main/core/facts/pacman-lock.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

/** Who is at work while pacman's database is locked. */
async function users(processes: Record<number, { status: string; exe?: string }>) {
  const world = createFakeWorld();
  world.files.put('/var/lib/pacman/db.lck', '');
  world.files.put('/proc/stat', 'btime 1700000000\n');
  world.files.put('/proc/uptime', '10.00 20.00\n');
  for (const [pid, { status, exe }] of Object.entries(processes)) {
    world.files.put(`/proc/${pid}/status`, status);
    if (exe !== undefined) world.files.putLink(`/proc/${pid}/exe`, exe);
    else world.files.readLink = () => Promise.reject(new AppError('not-permitted', 'closed'));
  }
  const readings = await collectFacts(world.ports, [pacmanLock], { root: '/', signal: new AbortController().signal });
  const reading = readings['pacman-lock'];
  return reading?.known === true ? (reading.value as PacmanLock).users : 'unread';
}

test("package programs of root's are at work, also while they are replaced, and where the program may not be seen", async () => {
  const root = { status: 'Name:\tpacman\nUid:\t0\t0\t0\t0\n' };
  expect(await users({ 10: { ...root, exe: '/usr/bin/pacman' } })).toEqual(['pacman']);
  expect(await users({ 10: { ...root, exe: '/usr/bin/pacman (deleted)' } })).toEqual(['pacman']);
  expect(await users({ 10: root })).toEqual(['pacman']);
});

test('nobody keeps the lock by the name of a process of his own', async () => {
  const his = 'Name:\tpacman\nUid:\t1000\t1000\t1000\t1000\n';
  expect(await users({ 10: { status: his, exe: '/home/eve/pacman' } })).toEqual([]);
  expect(await users({ 10: { status: his, exe: '/usr/bin/pacman' } })).toEqual([]);
  // sudo that waits for a password, started by another name.
  expect(await users({ 10: { status: 'Name:\tpacman\nUid:\t0\t0\t0\t0\n', exe: '/usr/bin/sudo' } })).toEqual([]);
});
