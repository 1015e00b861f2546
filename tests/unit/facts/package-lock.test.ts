import { expect, test } from 'vitest';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import { mountOf } from '../../../src-main/core/facts/mount-table.js';
import { packageLock } from '../../../src-main/core/facts/package-lock.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const ofRoot = '25 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n';

/** Lock files exist and have inode 1, as every file of the fake world; the device is 8:1 unless told. */
async function holder(locks: string, mounts = ofRoot, device = 0x801, open: Record<number, string> = {}) {
  const world = createFakeWorld();
  world.files.put('/var/lib/dpkg/lock-frontend', '', { device });
  world.files.put('/proc/locks', locks);
  world.files.put('/proc/self/mountinfo', mounts);
  for (const [pid, said] of Object.entries(open)) {
    world.files.putLink(`/proc/${pid}/fd/3`, '/somewhere');
    world.exec.on(`stat --dereference --format=%d %i /proc/${pid}/fd/3`, { stdout: said });
  }
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
  expect(await holder('7: FLOCK  ADVISORY  WRITE 99 08:01:1 0 EOF\n')).toMatchObject({ pid: 99, name: 'a program' });
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

test('a file of somebody that has the same number on another device is no lock of packages', async () => {
  const tmpfs = `${ofRoot}40 25 0:38 / /tmp rw - tmpfs tmpfs rw\n`;
  expect(await holder('1: POSIX  ADVISORY  WRITE 4242 00:26:1 0 EOF\n', tmpfs)).toBeNull();
  // The one does not hide the other.
  const both = '1: POSIX  ADVISORY  WRITE 77 00:26:1 0 EOF\n2: POSIX  ADVISORY  WRITE 4242 08:01:1 0 EOF\n';
  expect(await holder(both, tmpfs)).toMatchObject({ pid: 4242 });
});

test('the device is that of the mount on which it lies, in hexadecimal', async () => {
  const mounts = `${ofRoot}30 25 259:17 / /var rw - ext4 /dev/nvme0n1p17 rw\n`;
  const lock = '1: POSIX  ADVISORY  WRITE 4242 103:11:1 0 EOF\n';
  expect(await holder(lock, mounts, (259 << 8) | 17)).toMatchObject({ pid: 4242 });
  expect(await holder(lock, ofRoot, (259 << 8) | 17)).toBeNull();
});

test('of subvolumes that share a device and number their files alike, the open file tells whose it is', async () => {
  const btrfs = '25 1 0:23 /@ / rw - btrfs /dev/sda1 rw\n26 25 0:23 /@home /home rw - btrfs /dev/sda1 rw\n';
  const lock = '1: POSIX  ADVISORY  WRITE 4242 00:17:1 0 EOF\n';
  // stat says 0:24 for the subvolume.
  expect(await holder(lock, btrfs, 24, { 4242: '5 9\n24 1\n' })).toMatchObject({ pid: 4242, name: 'apt-get' });
  expect(await holder(lock, btrfs, 24, { 4242: '27 1\n' })).toBeNull();
  // A process that has ended holds nothing.
  expect(await holder(lock.replace('4242', '99'), btrfs, 24)).toBeNull();
});

test("through a link on the way it is that of the link's goal", async () => {
  const world = createFakeWorld();
  world.files.put('/data/dpkg/lock', '', { device: 0x811 });
  world.files.putLink('/var/lib/dpkg', '../../data/dpkg');
  const target = await world.ports.target({ root: '/' });
  world.files.put('/proc/self/mountinfo', `${ofRoot}31 25 8:17 / /data rw - ext4 /dev/sdb1 rw\n`);
  expect(await mountOf(target, '/var/lib/dpkg/lock')).toMatchObject({ at: '/data', device: '8:17' });
});
