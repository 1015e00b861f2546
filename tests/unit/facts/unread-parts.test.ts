import { expect, test, vi } from 'vitest';
import type { Known } from '../../../src-shared/contract/fact.js';
import { AppError } from '../../../src-shared/errors.js';
import { autostart } from '../../../src-main/core/facts/autostart.js';
import { crashDumps } from '../../../src-main/core/facts/crash-dumps.js';
import { loginKeys } from '../../../src-main/core/facts/login-keys.js';
import { loginScripts } from '../../../src-main/core/facts/login-scripts.js';
import type { Fact, FactContext } from '../../../src-main/core/facts/types.js';
import { userCaches } from '../../../src-main/core/facts/user-caches.js';
import type { Profile, Target } from '../../../src-main/core/ports.js';
import { outcomeAfter } from '../../../src-main/core/repair/verify.js';
import type { Routine } from '../../../src-main/core/routines/define.js';
import { anyAuthorizedKeys } from '../../../src-main/core/routines/linux/any-authorized-keys.js';
import { anyAutostartLeftover } from '../../../src-main/core/routines/linux/any-autostart-leftover.js';
import { anyCrashDumps } from '../../../src-main/core/routines/linux/any-crash-dumps.js';
import { anyProfileLeftover } from '../../../src-main/core/routines/linux/any-profile-leftover.js';
import { anyUserCacheClean } from '../../../src-main/core/routines/linux/any-user-cache-clean.js';
import { judgeScan } from '../../../src-main/core/scan/scan.js';
import { createCatalogue } from '../../../src-main/core/repair/catalogue.js';
import { createFakeWorld, type FakeWorld } from '../../fakes/fake-world.js';

/* One person's trouble is that person's, and one file's that file's: it is told, and hides nothing else. */

const alice: Profile = { name: 'alice', uid: 1000, gid: 1000, home: '/home/alice' };
const bob: Profile = { name: 'bob', uid: 1001, gid: 1001, home: '/home/bob' };
const tooLarge = 'x'.repeat(5_000_000);
const hijack = "alias sudo='/tmp/.x/sudo'\n";

/** What a fact says on a fake machine; `as`: whose files are reached how. */
async function read<T>(fact: Fact<T>, world: FakeWorld, as?: FactContext['as']): Promise<Known<T>> {
  const target = await world.ports.target({ root: '/' });
  const reading = await fact.read({
    target,
    as: as ?? (() => Promise.resolve(target)),
    profiles: [alice, bob],
    ask: () => Promise.reject(new Error('nothing is asked')),
    net: null,
    elevated: true,
    uid: 0,
    signal: new AbortController().signal,
  });
  if (!reading.known) throw new Error(reading.reason);
  return reading;
}

function outcomes(routine: Routine, id: string, reading: unknown) {
  const { outcome, items } = routine.diagnose({ [id]: reading } as never);
  return { outcome, items: items.map((item) => [item.id, item.outcome]) };
}

test("a shell file that is too large hides nobody else's hijack, and no other of the same person's", async () => {
  const world = createFakeWorld();
  world.files.put('/home/alice/.bash_aliases', tooLarge);
  world.files.put('/home/alice/.profile', hijack);
  world.files.put('/home/bob/.bashrc', hijack);
  const reading = await read(loginScripts, world);
  expect(reading.value.suspects.map(({ file }) => file)).toEqual(['/home/alice/.profile', '/home/bob/.bashrc']);
  expect(reading.unread?.map(({ what }) => what)).toEqual(['/home/alice/.bash_aliases']);
  expect(outcomes(anyProfileLeftover, 'login-scripts', reading)).toEqual({
    outcome: 'needed',
    items: [
      ['/home/alice/.profile:1', 'could-not-run'],
      ['/home/bob/.bashrc:1', 'could-not-run'],
      ['/home/alice/.bash_aliases', 'unknown'],
    ],
  });
});

test('alone it is unknown, and never healthy; a scan lists it once among what is unread', async () => {
  const world = createFakeWorld();
  world.files.put('/home/alice/.bash_aliases', tooLarge);
  const reading = await read(loginScripts, world);
  expect(outcomes(anyProfileLeftover, 'login-scripts', reading)).toEqual({
    outcome: 'unknown',
    items: [['/home/alice/.bash_aliases', 'unknown']],
  });
  const catalogue = createCatalogue([anyProfileLeftover], [loginScripts]);
  const scan = judgeScan(catalogue, [anyProfileLeftover], [], { 'login-scripts': reading }, { root: '/' } as never);
  expect(scan.unknown.map(({ id, reason }) => [id, reason.slice(0, 27)])).toEqual([['login-scripts', '/home/alice/.bash_aliases: ']]);
});

test('who may not be asked, does not answer, or whose child has ended is unread, and waited for by nobody', async () => {
  const world = createFakeWorld();
  world.files.put('/home/bob/.bashrc', hijack);
  const target = await world.ports.target({ root: '/' });
  const gone = (thrown: () => Promise<never>): Target => ({ ...target, files: { ...target.files, stat: thrown, list: thrown } });
  const silent = gone(() => new Promise<never>(() => undefined));
  const ended = gone(() => Promise.reject(new AppError('closed', 'the connection to the other side has ended')));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    for (const alices of [
      () => Promise.reject(new AppError('not-permitted', 'no')),
      () => Promise.resolve(silent),
      () => Promise.resolve(ended),
    ]) {
      const asked = read(loginScripts, world, ({ name }) => (name === 'alice' ? alices() : Promise.resolve(target)));
      await vi.advanceTimersByTimeAsync(loginScripts.timeoutMs - 1_000);
      const { value, unread } = await asked;
      expect(value.suspects.map(({ file }) => file)).toEqual(['/home/bob/.bashrc']);
      expect(unread?.length).toBeGreaterThan(0);
      expect(unread?.every(({ what }) => what.includes('alice'))).toBe(true);
    }
  } finally {
    vi.useRealTimers();
  }
});

test('keys that are too many to read hide no other keys', async () => {
  const world = createFakeWorld();
  world.files.put('/etc/passwd', 'alice:x:1000:1000::/home/alice:/bin/bash\nbackup:x:34:34::/var/backups:/usr/sbin/nologin\n');
  world.files.put('/home/alice/.ssh/authorized_keys', tooLarge);
  world.files.put('/var/backups/.ssh/authorized_keys', 'ssh-ed25519 AAAAC3Nza eve\n');
  const reading = await read(loginKeys, world);
  expect(reading.value.faults.map(({ path }) => path)).toEqual(['/var/backups/.ssh/authorized_keys']);
  expect(outcomes(anyAuthorizedKeys, 'login-keys', reading)).toEqual({
    outcome: 'needed',
    items: [
      ['/var/backups/.ssh/authorized_keys', 'needed'],
      ['/home/alice/.ssh/authorized_keys', 'unknown'],
    ],
  });
});

test("what was repaired is repaired although somebody else's part is unread; what may hide in that part is not known", async () => {
  const world = createFakeWorld();
  world.files.put('/home/alice/.bash_aliases', tooLarge);
  world.files.put('/etc/profile.d/x.sh', '/tmp/.x/run &\n');
  const before = anyProfileLeftover.diagnose({ 'login-scripts': await read(loginScripts, world) } as never);
  world.files.put('/etc/profile.d/x.sh', 'true\n');
  const after = anyProfileLeftover.diagnose({ 'login-scripts': await read(loginScripts, world) } as never);
  expect(outcomeAfter({ before, items: ['/etc/profile.d/x.sh:1'], failed: new Set(), listsAll: false }, after).outcome).toBe('repaired');
  world.files.put('/etc/profile.d/x.sh', tooLarge);
  const hidden = anyProfileLeftover.diagnose({ 'login-scripts': await read(loginScripts, world) } as never);
  expect(outcomeAfter({ before, items: ['/etc/profile.d/x.sh:1'], failed: new Set(), listsAll: false }, hidden).outcome).toBe('unknown');
});

test('thousands of odd lines in one file are told as one, and leave room for the others', async () => {
  const world = createFakeWorld();
  world.files.put('/home/alice/.bashrc', hijack.repeat(5_000));
  world.files.put('/home/bob/.bashrc', hijack);
  const { value, unread } = await read(loginScripts, world);
  expect(value.suspects.map(({ file }) => file)).toEqual(['/home/bob/.bashrc']);
  expect(unread?.map(({ what }) => what)).toEqual(['/home/alice/.bashrc']);
});

test('an entry of the desktop that is too large hides no other', async () => {
  const world = createFakeWorld();
  world.files.put('/home/alice/.config/autostart/a.desktop', tooLarge);
  world.files.put('/home/alice/.config/autostart/b.desktop', '[Desktop Entry]\nType=Application\nName=b\nExec=/tmp/.x/b\n');
  world.files.put('/home/bob/.config/autostart/a.desktop', tooLarge);
  const reading = await read(autostart, world);
  expect(reading.value.map(({ suspects, unread }) => [suspects.length, unread !== null])).toEqual([
    [1, true],
    [0, true],
  ]);
  expect(outcomes(anyAutostartLeftover, 'autostart', reading)).toEqual({
    outcome: 'needed',
    items: [
      ['alice', 'needed'],
      ['bob', 'unknown'],
    ],
  });
});

test("one folder that is closed makes one program's cache unread, not the person's whole cache", async () => {
  const world = createFakeWorld();
  for (const path of ['thumbnails/large/a', 'go-build/0a/b']) world.files.put(`/home/alice/.cache/${path}`, '12345');
  const target = await world.ports.target({ root: '/' });
  const census: Target['files']['census'] = (path) =>
    path.text.includes('thumbnails') ? Promise.reject(new AppError('not-permitted', 'closed')) : target.files.census(path);
  const reading = await read(userCaches, world, () => Promise.resolve({ ...target, files: { ...target.files, census } }));
  expect(reading.value[0]).toMatchObject({ user: 'alice', programs: [{ program: 'go-build' }], allocated: 5, unread: 'closed' });
  expect(outcomes(anyUserCacheClean, 'user-caches', reading)).toEqual({
    outcome: 'unknown',
    items: [
      ['alice/go-build', 'healthy'],
      ['alice', 'unknown'],
      ['bob', 'healthy'],
    ],
  });
});

test('a crash dump that nobody else may look into hides no other', async () => {
  const world = createFakeWorld();
  for (const name of ['_usr_bin_a.1000.crash', '_usr_bin_b.1000.crash']) world.files.put(`/var/crash/${name}`, '12345');
  const { stat } = world.files;
  world.files.stat = (path) => (path.text.includes('_a.') ? Promise.reject(new AppError('not-permitted', 'closed')) : stat(path));
  const reading = await read(crashDumps, world);
  expect(reading.value).toMatchObject([
    { folder: '/var/crash', allocated: 5, entries: [{ path: { text: '/var/crash/_usr_bin_b.1000.crash' } }] },
  ]);
  expect(outcomes(anyCrashDumps, 'crash-dumps', reading)).toEqual({
    outcome: 'unknown',
    items: [['/var/crash/_usr_bin_a.1000.crash', 'unknown']],
  });
});
