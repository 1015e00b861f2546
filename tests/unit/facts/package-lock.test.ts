import { expect, test } from 'vitest';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import { packageLock } from '../../../src-main/core/facts/package-lock.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

/** Lock files exist and have inode 1, as every file of the fake world. */
async function holder(locks: string) {
  const world = createFakeWorld();
  world.files.put('/var/lib/dpkg/lock-frontend', '');
  world.files.put('/proc/locks', locks);
  world.files.put('/proc/4242/comm', 'apt-get\n');
  const readings = await collectFacts(world.ports, [packageLock], { root: '/', signal: new AbortController().signal });
  const reading = readings['package-lock'];
  return reading?.known === true ? (reading.value as { holder: unknown }).holder : 'unread';
}

test('a lock file that merely exists is free', async () => {
  expect(await holder('')).toBeNull();
});

test('a lock on it is held, and by whom', async () => {
  expect(await holder('1: POSIX  ADVISORY  WRITE 4242 08:01:1 0 EOF\n')).toEqual({
    pid: 4242,
    name: 'apt-get',
    file: '/var/lib/dpkg/lock-frontend',
  });
  expect(await holder('7: FLOCK  ADVISORY  WRITE 99 00:2a:1 0 EOF\n')).toMatchObject({ pid: 99, name: 'a program' });
});

test('a lock of an open file description belongs to no process and is held all the same', async () => {
  expect(await holder('1: OFDLCK ADVISORY  WRITE -1 08:01:1 0 EOF\n')).toMatchObject({ name: 'a program' });
});

test.each([
  ['the number of the lock', '1: POSIX  ADVISORY  WRITE 4242 08:01:77 0 EOF\n'],
  ['the process', '2: POSIX  ADVISORY  WRITE 1 08:01:77 0 EOF\n'],
  ['a range', '2: POSIX  ADVISORY  WRITE 4242 08:01:77 1 1\n'],
  ['the device', '2: POSIX  ADVISORY  WRITE 4242 1:1:77 0 EOF\n'],
  ['who only waits', '1: -> POSIX  ADVISORY  WRITE 4242 08:01:1 0 EOF\n'],
  ['a lease', '1: LEASE  ACTIVE    READ 4242 08:01:1 0 EOF\n'],
])('its inode is not to be found in %s', async (_where, locks) => {
  expect(await holder(locks)).toBeNull();
});
