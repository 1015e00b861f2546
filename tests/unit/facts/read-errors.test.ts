import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accounts } from '../../../src-main/core/facts/accounts.js';
import { autostart } from '../../../src-main/core/facts/autostart.js';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import { cronJobs } from '../../../src-main/core/facts/cron-jobs.js';
import { homeOwnership } from '../../../src-main/core/facts/home-ownership.js';
import { ownUnits } from '../../../src-main/core/facts/own-units.js';
import { pamModules } from '../../../src-main/core/facts/pam-modules.js';
import { power } from '../../../src-main/core/facts/power.js';
import { preload } from '../../../src-main/core/facts/preload.js';
import { readText } from '../../../src-main/core/facts/read-text.js';
import { soundMasks } from '../../../src-main/core/facts/sound-masks.js';
import { strayFiles } from '../../../src-main/core/facts/stray-files.js';
import { swap } from '../../../src-main/core/facts/swap.js';
import { systemPermissions } from '../../../src-main/core/facts/system-permissions.js';
import type { Fact } from '../../../src-main/core/facts/types.js';
import { unitDropIns } from '../../../src-main/core/facts/unit-dropins.js';
import { anyAutostartLeftover } from '../../../src-main/core/routines/linux/any-autostart-leftover.js';
import { anyCronLeftover } from '../../../src-main/core/routines/linux/any-cron-leftover.js';
import { breakPath } from '../../fakes/fake-files.js';
import { createFakeWorld, type FakeWorld } from '../../fakes/fake-world.js';
import { repo } from '../../tools/run.js';

async function read(world: FakeWorld, fact: Fact<unknown>) {
  return (await collectFacts(world.ports, [fact], { root: '/', signal: new AbortController().signal }))[fact.id];
}

function people(): FakeWorld {
  const world = createFakeWorld();
  world.machine.profiles = ['alice', 'bob'].map((name, index) => ({ name, uid: 1001 + index, gid: 1001 + index, home: `/home/${name}` }));
  for (const { home, uid, gid } of world.machine.profiles) world.files.putFolder(home, { uid, gid });
  world.files.put('/etc/passwd', 'root:x:0:0::/root:/bin/sh\n');
  world.files.put('/etc/group', '');
  for (const path of ['/etc/shadow', '/proc/swaps']) world.files.put(path, '');
  world.files.put('/usr/lib/systemd/user/pipewire.service', '');
  return world;
}

const broken: readonly (readonly [Fact<unknown>, string])[] = [
  [accounts, '/etc/shadow'],
  [cronJobs, '/etc/cron.d'],
  [cronJobs, '/var/spool/cron/crontabs'],
  [pamModules, '/etc/pam.d'],
  [unitDropIns, '/etc/systemd/system'],
  [ownUnits, '/etc/systemd/system'],
  [preload, '/etc/ld.so.preload'],
  [preload, '/etc/environment.d'],
  [power, '/sys/class/power_supply'],
  [strayFiles, '/etc/hosts.deny'],
  [swap, '/proc/swaps'],
  [homeOwnership, '/home/bob'],
  [soundMasks, '/home/bob/.config'],
  [systemPermissions, '/usr/lib'],
];

test.each(broken.map(([fact, path]) => [fact.id, path, fact] as const))(
  'a disk that fails has not said that nothing is wrong: %s, %s',
  async (_id, path, fact) => {
    const world = people();
    breakPath(world.files, path);
    expect(await read(world, fact)).toMatchObject({ known: false, code: 'failed' });
  },
);

test.each([homeOwnership, soundMasks].map((fact) => [fact.id, fact] as const))(
  "what this user may not see of somebody's home is not well: %s",
  async (_id, fact) => {
    const world = people();
    breakPath(world.files, '/home/bob', 'not-permitted');
    expect(await read(world, fact)).toMatchObject({ known: false, code: 'not-permitted', reason: expect.stringContaining('bob') });
  },
);

test("autostart: one person's failing folder is that person's, and nobody else's", async () => {
  const world = people();
  breakPath(world.files, '/home/bob/.config/autostart');
  const diagnosis = anyAutostartLeftover.diagnose({ autostart: await read(world, autostart) } as never);
  expect(diagnosis).toMatchObject({
    outcome: 'unknown',
    items: [
      { id: 'alice', outcome: 'healthy' },
      { id: 'bob', outcome: 'unknown' },
    ],
  });
});

test("cron: one person's crontab out of all measure is told and does not hide another's", async () => {
  const world = people();
  world.files.put('/var/spool/cron/crontabs/alice', '# more\n'.repeat(700_000), { uid: 1001 });
  world.files.put('/etc/cron.d/odd', '* * * * * root /tmp/.x/run\n');
  const diagnosis = anyCronLeftover.diagnose({ 'cron-jobs': await read(world, cronJobs) } as never);
  expect(diagnosis).toMatchObject({
    outcome: 'needed',
    items: [
      { id: '/etc/cron.d/odd:1', outcome: 'needed' },
      { id: '/var/spool/cron/crontabs/alice:1', outcome: 'could-not-run' },
    ],
  });
});

test('a text: links are followed, what is not there is null, all else is an error', async () => {
  const world = createFakeWorld();
  const target = await world.ports.target({ root: '/' });
  world.files.put('/usr/lib/os-release', 'ID=x\n');
  world.files.putLink('/etc/os-release', '../usr/lib/os-release');
  world.files.putLink('/etc/round', '/etc/round');
  expect(await readText(target, '/etc/os-release')).toBe('ID=x');
  expect(await readText(target, '/etc/nothing')).toBeNull();
  expect(await readText(target, '/etc/round')).toBeNull();
  breakPath(world.files, '/usr/lib/os-release');
  await expect(readText(target, '/etc/os-release')).rejects.toMatchObject({ code: 'io-error' });
});

/** Where a failure is rightly taken for an answer, and why. */
const excused: Readonly<Record<string, string>> = {
  'collect-since.ts': 'without a stamp a fact is read anew',
  'genuine-content.ts': 'what cannot be told is not genuine',
  'identity.ts': 'words about the machine, not about its health',
  'login-keys.ts': "a person's trouble is told as that person's",
  'login-scripts.ts': "a person's trouble is told as that person's",
  'pacman-lock.ts': 'a program that may not be seen is told by its name',
  'read-text.ts': 'the one way',
  'sound.ts': 'who cannot be seen is asked',
  'suspect.ts': 'what cannot be told is not moved',
  'user-units.ts': 'who cannot be seen is asked',
};

test('no other fact takes a failure for an answer', () => {
  const files = globSync('src-main/core/facts/**/*.ts', { cwd: repo }).map((file) => file.replaceAll('\\', '/'));
  const found = files.filter((file) =>
    /\.catch\(\(\) =>|^\s*\(\) => (?:null|false|''|\[\]),$/m.test(readFileSync(join(repo, file), 'utf8')),
  );
  expect(found.map((file) => file.replace('src-main/core/facts/', '')).filter((file) => !(file in excused))).toEqual([]);
});
