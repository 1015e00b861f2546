import { expect, test } from 'vitest';
import type { PackageChange, StepBody } from '../../../src-shared/contract/step.js';
import { executorOf } from '../../../src-main/core/repair/steps/index.js';
import { applied } from '../../fakes/fake-context.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const change = (op: PackageChange['op'], name: string, version = '1.0', from = ''): PackageChange => ({ op, name, version, from });
const step = (...changes: PackageChange[]): StepBody => ({
  kind: 'packages',
  scope: 'machine',
  title: 't',
  manager: 'apt',
  action: 'fix-broken',
  changes,
});
const summary = '0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n';

/** A package system of names and versions, whose apt does what `simulation` says. */
function debian(simulation: string) {
  const world = createFakeWorld();
  const installed = new Map<string, string>([['old', '0.9']]);
  world.exec.on('dpkg-query', ({ argv }) => ({
    code: 1,
    stdout: argv
      .slice(argv.indexOf('--') + 1)
      .flatMap((name) => (installed.has(name) ? [`${name} install ok installed ${installed.get(name)}\n`] : []))
      .join(''),
  }));
  world.exec.on('apt-get -s', { stdout: summary + simulation });
  world.exec.on('apt-get -y', () => {
    for (const [, name, version] of simulation.matchAll(/^Inst (\S+)(?: \[[^\]]*\])? \((\S+)/gm)) installed.set(name ?? '', version ?? '');
    return {};
  });
  world.exec.on('dpkg --get-selections', { stdout: 'old install\n' });
  world.exec.on('apt-mark showmanual', { stdout: 'old\n' });
  world.exec.on('dpkg --force-depends', ({ argv }) => {
    for (const name of argv.slice(4)) installed.delete(name);
    return {};
  });
  world.exec.on('dpkg --force-downgrade', () => (installed.set('old', '0.9'), {}));
  world.exec.on('dpkg --no-act --remove', {});
  return { world, installed };
}

test('apt does exactly what its simulation said; the lists are kept; added packages go again', async () => {
  const { world, installed } = debian('Inst lib (1.0 x [all])\nConf lib (1.0 x [all])\n');
  const done = await applied(world, step(change('install', 'lib'), change('configure', 'lib')));
  expect(installed.get('lib')).toBe('1.0');
  expect(done.backups.map((backup) => backup.name)).toEqual(['r-1.1.selections', 'r-1.1.manual']);
  expect(done.before).toEqual({ lib: 'not installed' });
  expect(done.after).toEqual({ lib: 'install ok installed 1.0' });
  expect(await done.restore()).toBe('restored');
  expect(installed.has('lib')).toBe(false);
  expect(world.exec.ran).toContain('dpkg --force-depends --remove -- lib');
});

test('fewer than agreed to is good, anything else refuses before apt runs', async () => {
  const agreed = step(change('install', 'lib'), change('install', 'more'));
  await expect(applied(debian('Inst lib (1.0 x [all])\n').world, agreed)).resolves.toBeDefined();
  for (const simulation of ['Inst lib (1.0 x [all])\nRemv gnome [42]\n', 'Inst lib (2.0 x [all])\n', 'Inst lib [0.1] (1.0 x [all])\n']) {
    const { world } = debian(simulation);
    await expect(applied(world, agreed)).rejects.toMatchObject({ code: 'plan-changed' });
    expect(world.exec.ran.some((line) => line.startsWith('apt-get -y'))).toBe(false);
  }
});

test('a simulation that cannot be read refuses', async () => {
  for (const answer of [{ code: 100, stderr: 'E: broken' }, { timedOut: true }, { truncated: true }, { missing: true }]) {
    const { world } = debian('');
    world.exec.on('apt-get -s', answer);
    await expect(applied(world, step(change('install', 'lib')))).rejects.toMatchObject({ code: 'step-failed' });
  }
});

test('a replaced package is put back from its archive where that is still there', async () => {
  const { world, installed } = debian('Inst old [0.9] (1.0 x [all])\n');
  world.files.put('/var/cache/apt/archives/old_0.9_all.deb', 'archive');
  const done = await applied(world, step(change('install', 'old', '1.0', '0.9')));
  expect(installed.get('old')).toBe('1.0');
  expect(done.backups.map((backup) => backup.name)).toContain('r-1.1.old.deb');
  expect(await done.restore()).toBe('restored');
  expect(installed.get('old')).toBe('0.9');
});

test('an archive that is not what was kept is not given to dpkg, and nothing is removed', async () => {
  const { world, installed } = debian('Inst lib (1.0 x [all])\nInst old [0.9] (1.0 x [all])\n');
  world.files.put('/var/cache/apt/archives/old_0.9_all.deb', 'archive');
  const done = await applied(world, step(change('install', 'lib'), change('install', 'old', '1.0', '0.9')));
  await done.context.folder.saveBackup('r-1.1.old.deb', new TextEncoder().encode('somebody else\u2019s'));
  const ran = world.exec.ran.length;
  await expect(done.restore()).rejects.toMatchObject({ code: 'damaged', message: expect.stringContaining('r-1.1.old.deb') });
  expect(world.exec.ran.slice(ran).filter((line) => line.startsWith('dpkg --'))).toEqual([]);
  expect(installed.get('lib')).toBe('1.0');
});

test("an archive that is not root's, or lies where others may put one, is not kept: an undo would install it", async () => {
  for (const mode of [0o755, 0o777]) {
    const { world } = debian('Inst old [0.9] (1.0 x [all])\n');
    world.files.putFolder('/var/cache/apt/archives', { mode });
    world.files.put('/var/cache/apt/archives/old_0.9_all.deb', 'archive', mode === 0o755 ? { uid: 1001 } : {});
    const done = await applied(world, step(change('install', 'old', '1.0', '0.9')));
    expect(done.backups.map((backup) => backup.name)).not.toContain('r-1.1.old.deb');
    expect(await done.restore()).toBe('not-possible');
  }
});

test('without its archive a replaced package cannot be put back, and says so', async () => {
  const { world } = debian('Inst old [0.9] (1.0 x [all])\n');
  const done = await applied(world, step(change('install', 'old', '1.0', '0.9')));
  expect(await done.restore()).toBe('not-possible');
});

test('one that came back is not all: each that was replaced has to be as it was', async () => {
  const { world, installed } = debian('Inst old [0.9] (1.0 x [all])\nInst more [0.9] (1.0 x [all])\n');
  installed.set('more', '0.9');
  world.files.put('/var/cache/apt/archives/old_0.9_all.deb', 'archive');
  const done = await applied(world, step(change('install', 'old', '1.0', '0.9'), change('install', 'more', '1.0', '0.9')));
  await expect(done.restore()).rejects.toMatchObject({
    code: 'step-failed',
    message: expect.stringContaining('more (install ok installed 1.0)'),
  });
  expect(installed.get('old')).toBe('0.9');
});

test('an added package of which its settings are left is gone', async () => {
  const { world, installed } = debian('Inst lib (1.0 x [all])\n');
  const done = await applied(world, step(change('install', 'lib')));
  world.exec.on('dpkg --force-depends', () => {
    installed.delete('lib');
    world.exec.on('dpkg-query', { stdout: 'lib deinstall ok config-files 1.0\n' });
    return {};
  });
  expect(await done.restore()).toBe('restored');
});

test('what came since and needs an added package is not broken: nothing is removed', async () => {
  const { world, installed } = debian('Inst lib (1.0 x [all])\n');
  const done = await applied(world, step(change('install', 'lib')));
  const problems = 'dpkg: dependency problems prevent removal of lib:\n old depends on lib.\n later:amd64 depends on lib (>= 1.0).\n\n';
  world.exec.on('dpkg --no-act --remove', { code: 1, stderr: problems });
  await expect(done.restore()).rejects.toMatchObject({ code: 'undo-conflict', message: expect.stringMatching(/^later came since/) });
  expect(installed.get('lib')).toBe('1.0');
  // Those that were there before are what the run was for.
  world.exec.on('dpkg --no-act --remove', { code: 1, stderr: problems.replace(/^ later.*\n/m, '') });
  expect(await done.restore()).toBe('restored');
});

test('words of dpkg that name nobody refuse', async () => {
  const { world } = debian('Inst lib (1.0 x [all])\n');
  const done = await applied(world, step(change('install', 'lib')));
  world.exec.on('dpkg --no-act --remove', { code: 2, stderr: 'dpkg: error: something' });
  await expect(done.restore()).rejects.toMatchObject({ code: 'step-failed' });
});

test('without the list of what is installed nothing is changed', async () => {
  const { world } = debian('Inst lib (1.0 x [all])\n');
  world.exec.on('dpkg --get-selections', { code: 2, stderr: 'dpkg: error' });
  await expect(applied(world, step(change('install', 'lib')))).rejects.toMatchObject({ code: 'step-failed' });
  expect(world.exec.ran.some((line) => line.startsWith('apt-get -y'))).toBe(false);
});

test('a lock that is held is busy', async () => {
  const { world } = debian('Inst lib (1.0 x [all])\n');
  world.exec.on('apt-get -y', { code: 100, stderr: 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 7 (apt)\n' });
  await expect(applied(world, step(change('install', 'lib')))).rejects.toMatchObject({ code: 'busy' });
});

test('a system without dpkg says so', async () => {
  const world = createFakeWorld();
  await expect(applied(world, step(change('install', 'lib')))).rejects.toMatchObject({ code: 'unsupported' });
});

test('every change is shown with its versions', () => {
  const body = step(change('install', 'lib'), change('remove', 'gone', '', '2'), change('install', 'up', '2', '1'));
  expect(executorOf(body).describe(body).does).toEqual(['install lib (1.0)', 'remove gone (2)', 'install up (1 -> 2)']);
});
