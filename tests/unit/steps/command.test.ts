import { expect, test } from 'vitest';
import type { StepBody, StepOf } from '../../../src-shared/contract/step.js';
import type { Command } from '../../../src-main/core/ports.js';
import { executorOf } from '../../../src-main/core/repair/steps/index.js';
import { applied, fakeContext } from '../../fakes/fake-context.js';
import { commandStep } from '../../fakes/fake-catalogue.js';
import type { FakeAnswer } from '../../fakes/fake-exec.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const file = (path: string) => ({ kind: 'file' as const, path: { text: path } });
const tree = (path: string) => ({ kind: 'tree' as const, path: { text: path } });

test('runs exactly its words, with the run folder filled in, marked, and with its output in a file', async () => {
  const world = createFakeWorld();
  const ran: Command[] = [];
  world.exec.on('tool', (command) => (ran.push(command), { stdout: 'working\n' }));
  const { context } = await applied(world, commandStep(['tool', '-z', '${run}/backup/u', '$(rm)', '${other}'], { interruptible: false }));
  expect(ran).toMatchObject([
    {
      argv: ['tool', '-z', `${context.folder.inTarget}/backup/u`, '$(rm)', '${other}'],
      env: { RESCUEPC_STEP: '20261122-100000-0000aa/r/1.1' },
      outputFile: context.folder.outputPath('r-1.1.log'),
      interruptible: false,
    },
  ]);
  expect(context.said).toEqual(['working\n']);
});

test.each<[string, FakeAnswer, string]>([
  ['another exit code', { code: 2, stderr: 'bad thing\n' }, 'step-failed'],
  ['no exit code', { code: null }, 'step-failed'],
  ['a signal', { code: null, signal: 'SIGKILL' }, 'step-failed'],
  ['its time is over', { code: null, signal: 'SIGTERM', timedOut: true }, 'timed-out'],
])('%s is a failure', async (_what, answer, code) => {
  const world = createFakeWorld();
  world.exec.on('tool', answer);
  await expect(applied(world, commandStep(['tool']))).rejects.toMatchObject({ code });
});

test('a program that is not there is a failure, and so is a reader that does not exist', async () => {
  await expect(applied(createFakeWorld(), commandStep(['absent']))).rejects.toMatchObject({ code: 'step-failed' });
  const world = createFakeWorld();
  world.exec.on('tool', {});
  await expect(applied(world, commandStep(['tool'], { reader: 'no-such' }))).rejects.toMatchObject({ code: 'unsupported' });
});

test('a reader named like a method of every object does not exist either', async () => {
  const world = createFakeWorld();
  world.exec.on('tool', { code: 1 });
  await expect(applied(world, commandStep(['tool'], { reader: 'toString' }))).rejects.toMatchObject({ code: 'unsupported' });
});

test('exit codes that were declared good are good', async () => {
  const world = createFakeWorld();
  world.exec.on('e2fsck', { code: 4 });
  await expect(applied(world, commandStep(['e2fsck'], { okExit: [0, 1, 2, 4] }))).resolves.toBeDefined();
});

test('files it declares are kept, and come back: changed, deleted, new, and a link', async () => {
  const world = createFakeWorld();
  world.files.put('/etc/changed', 'old', { mode: 0o600, uid: 4, xattrs: { 'user.a': 'eA==' } });
  world.files.put('/etc/deleted', 'old');
  world.files.putLink('/etc/link', '/target');
  const before = world.files.tree('/etc');
  world.exec.on('tool', () => {
    world.files.put('/etc/changed', 'new');
    world.files.delete('/etc/deleted');
    world.files.put('/etc/created', 'new');
    world.files.put('/etc/link', 'no link');
    return {};
  });
  const captures = ['/etc/created', '/etc/changed', '/etc/deleted', '/etc/link'].map(file);
  const step = await applied(world, commandStep(['tool'], { captures, undo: { kind: 'captures' } }));
  expect(Object.keys(step.before)).toEqual(['/etc/created', '/etc/changed', '/etc/deleted', '/etc/link']);
  expect(await step.restore()).toBe('restored');
  expect(world.files.tree('/etc')).toEqual(before);
});

test('a folder is kept as an archive with owners and attributes before it runs; if that fails nothing runs', async () => {
  const world = createFakeWorld();
  world.exec.on('tool', {});
  world.exec.on('tar', { code: 2, stderr: 'tar: no space\n' });
  await expect(applied(world, commandStep(['tool'], { captures: [tree('/var/lib/x')] }))).rejects.toMatchObject({ code: 'io-error' });
  expect(world.exec.ran.some((line) => line === 'tool')).toBe(false);
  expect(world.exec.ran[0]).toContain('--numeric-owner --acls --xattrs --selinux --directory=/ -- var/lib/x');
});

test('what it promises to produce has to be there', async () => {
  const world = createFakeWorld();
  world.exec.on('tool', {});
  await expect(applied(world, commandStep(['tool'], { produces: ['x.e2undo'] }))).rejects.toMatchObject({ code: 'not-found' });
});

test('what it produces may be larger than what can be read at once', async () => {
  const world = createFakeWorld();
  const context = await fakeContext(world);
  world.exec.on('tool', () => (context.folder.backups.set('x.e2undo', Uint8Array.from([1, 2])), {}));
  Object.assign(context.folder, { readBackup: () => Promise.reject(new Error('File size is greater than 2 GiB')), measureBackup: sum });
  const body = commandStep(['tool'], { produces: ['x.e2undo'] });
  expect(await executorOf(body).apply(body, context)).toEqual([{ name: 'x.e2undo', sha256: 'sum', bytes: 3e9 }]);
});

const sum = () => Promise.resolve({ sha256: 'sum', bytes: 3e9 });

test('reversibility is derived from what is declared', () => {
  const level = (undo: StepOf<'command'>['undo']): string => {
    const body = commandStep(['x'], { undo });
    return executorOf(body).reversibility(body).level;
  };
  expect(level({ kind: 'none', why: '' })).toBe('none');
  expect(level({ kind: 'unneeded', why: '' })).toBe('exact');
  expect(level({ kind: 'captures' })).toBe('exact');
  expect(level({ kind: 'inverse', argv: ['y'], exact: true, why: '' })).toBe('exact');
  expect(level({ kind: 'inverse', argv: ['y'], exact: false, why: '' })).toBe('best-effort');
});

test('it shows its exact command, and what it keeps', () => {
  const body = commandStep(['dpkg', '--configure', '-a'], { captures: [tree('/var/lib/dpkg/info'), file('/etc/x')] });
  expect(executorOf(body).describe(body)).toEqual({
    does: ['keep a copy of /var/lib/dpkg/info', 'keep a copy of /etc/x'],
    commands: [['dpkg', '--configure', '-a']],
  });
});

const { argv: _argv, kind: _kind, ...declared } = commandStep(['x']) as StepOf<'command'>;
const script: StepBody = { ...declared, kind: 'script', script: 'linux/mend.sh', args: ['--all'] };

test('a script runs as the checked bytes that were prepared', async () => {
  const world = createFakeWorld();
  world.machine.scripts['linux/mend.sh'] = ['sh', '-c', 'echo checked', 'linux/mend.sh'];
  world.exec.on('sh', {});
  await applied(world, script);
  expect(world.exec.ran).toEqual(['sh -c echo checked linux/mend.sh --all']);
});

test('a script whose bytes are not the expected ones does not run', async () => {
  const world = createFakeWorld();
  world.exec.on('sh', {});
  await expect(applied(world, script)).rejects.toMatchObject({ code: 'damaged' });
  expect(world.exec.ran).toEqual([]);
});

test('a script says its name and its words', () => {
  expect(executorOf(script).describe(script).does).toEqual(['run our script linux/mend.sh --all']);
});

test('the state of an object that a command keeps is compared, that of a folder only where it is put back', async () => {
  const world = createFakeWorld();
  const { target } = await fakeContext(world);
  const captures = [file('/etc/a'), tree('/var/lib/x')];
  const forward = commandStep(['x'], { captures });
  expect(await executorOf(forward).observe(forward, target)).toEqual({ '/etc/a': { kind: 'absent' } });
  const body = commandStep(['x'], { captures, undo: { kind: 'captures' } });
  const observe = () => executorOf(body).observe(body, target);
  expect(await observe()).toEqual({ '/etc/a': { kind: 'absent' }, '/var/lib/x': { kind: 'absent' } });
  world.files.put('/var/lib/x/deep/db', 'content');
  const before = await observe();
  for (const passing of ['db-shm', 'db-wal', '.rpm.lock']) world.files.put(`/var/lib/x/${passing}`, 'a reader');
  expect(await observe()).toEqual(before);
  world.files.put('/var/lib/x/deep/db', 'content', { mode: 0o600 });
  expect(await observe()).not.toEqual(before);
});

test('a file that is too large to be read is watched by its size and time', async () => {
  const world = createFakeWorld();
  const { target } = await fakeContext(world);
  const body = commandStep(['x'], { captures: [{ kind: 'watched', path: { text: '/boot/initrd' } }] });
  world.files.put('/boot/initrd', new Uint8Array(65 * 1024 * 1024), { mtimeMs: 5 });
  const before = await executorOf(body).observe(body, target);
  expect(before).toMatchObject({ '/boot/initrd': { kind: 'file', mtimeMs: 5 } });
  world.files.put('/boot/initrd', new Uint8Array(65 * 1024 * 1024), { mtimeMs: 6 });
  expect(await executorOf(body).observe(body, target)).not.toEqual(before);
});

test.each([
  { table: 'classic', offset: 512, identity: 446 },
  { table: 'GUID', offset: 2048, identity: 512 + 56 },
])(
  'boot code it declares is kept, and comes back where it was, on the same disk only ($table table)',
  async ({ table, offset, identity }) => {
    const world = createFakeWorld();
    const disk = Buffer.alloc(4096, 7);
    if (table === 'GUID') disk.write('EFI PART', 512, 'latin1');
    world.files.put('/dev/sdx', '', { kind: 'block' });
    const kept = new Map<string, Uint8Array>();
    world.exec.on('dd', ({ argv }) => {
      const said = (name: string) => argv.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
      if (said('if') === '/dev/sdx') return { stdout: disk.subarray(Number(said('skip')), Number(said('skip')) + Number(said('count'))) };
      disk.set(kept.get(said('if')) ?? [], Number(said('seek')));
      return {};
    });
    world.exec.on('tool', () => (disk.fill(1, 0, 440), disk.fill(1, offset, offset + 512), {}));
    const stretch = { kind: 'bytes' as const, path: { text: '/dev/sdx' }, offset, length: 256 };
    const body = commandStep(['tool'], { captures: [stretch], undo: { kind: 'captures' } });
    const { before, after, backups, context } = await applied(world, body);
    expect(executorOf(body).reversibility(body).level).toBe('exact');
    expect(after).not.toEqual(before);
    const [backup] = backups;
    expect(backup?.bytes).toBe(256);
    kept.set(`${context.folder.inTarget}/backup/${backup?.name ?? ''}`, Buffer.alloc(256, 7));
    const restore = () => executorOf(body).restore(body, context, { before, after, backups });
    disk[identity] = 99;
    await expect(restore()).rejects.toMatchObject({ code: 'unsafe-path' });
    expect(disk[offset]).toBe(1);
    disk[identity] = 7;
    expect(await restore()).toBe('restored');
    const around = [offset - 1, offset, offset + 255, offset + 256].map((at) => disk[at]);
    expect(around).toEqual([7, 7, 7, 1]);
  },
);

test('only a block device has boot code', async () => {
  const world = createFakeWorld();
  world.files.put('/dev/plain', 'text');
  const captures = [{ kind: 'bytes' as const, path: { text: '/dev/plain' }, offset: 512, length: 256 }];
  const wrong = commandStep(['tool'], { captures, undo: { kind: 'captures' } });
  await expect(applied(world, wrong)).rejects.toMatchObject({ code: 'unsafe-path' });
});
