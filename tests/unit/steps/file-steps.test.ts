import { expect, test } from 'vitest';
import type { StepBody } from '../../../src-shared/contract/step.js';
import { executorOf } from '../../../src-main/core/repair/steps/index.js';
import { applied, fakeContext } from '../../fakes/fake-context.js';
import { createFakeWorld } from '../../fakes/fake-world.js';
import { writeStep } from '../../fakes/fake-catalogue.js';

const common = { scope: 'machine', title: 't', path: { text: '/etc/x' } } as const;
const kept = { mode: 0o4750, uid: 12, gid: 34, xattrs: { 'security.selinux': 'eA==', 'user.a': 'Yg==' }, flags: 'i', mtimeMs: 1_234_567 };

const changes: readonly [string, StepBody][] = [
  ['write-file', writeStep('/etc/x', 'new')],
  ['edit-file', { ...common, kind: 'edit-file', edits: [{ line: 1, old: 'old', new: 'new' }] }],
  ['set-mode', { ...common, kind: 'set-mode', mode: 0o644, uid: 0, gid: 0 }],
  ['link', { ...common, kind: 'link', target: '/elsewhere' }],
  ['move-aside into the quarantine', { ...common, kind: 'move-aside' }],
  ['move-aside beside', { ...common, kind: 'move-aside', to: { text: '/etc/x.disabled' } }],
];

test.each(changes)('%s: a file comes back with everything it had', async (_kind, body) => {
  const world = createFakeWorld();
  world.files.put('/etc/x', 'old', kept);
  const before = world.files.tree('/etc');
  const step = await applied(world, body);
  expect(world.files.tree('/etc')).not.toEqual(before);
  expect(step.after).not.toEqual(step.before);
  expect(await step.restore()).toBe('restored');
  expect(world.files.tree('/etc')).toEqual(before);
});

test.each(changes.filter(([, body]) => body.kind !== 'set-mode'))('%s: putting back twice is harmless', async (_kind, body) => {
  const world = createFakeWorld();
  world.files.put('/etc/x', 'old', kept);
  const before = world.files.tree('/etc');
  const { restore } = await applied(world, body);
  await restore();
  await restore();
  expect(world.files.tree('/etc')).toEqual(before);
});

test.each(changes.filter(([, { kind }]) => kind === 'write-file' || kind === 'link'))(
  '%s: what was absent is absent again',
  async (_kind, body) => {
    const world = createFakeWorld();
    const before = world.files.tree('/etc');
    const step = await applied(world, body);
    expect(step.before).toEqual({ kind: 'absent' });
    await step.restore();
    expect(world.files.tree('/etc')).toEqual(before);
  },
);

test.each(changes.filter(([, { kind }]) => kind !== 'set-mode' && kind !== 'edit-file'))(
  '%s: a link comes back as a link',
  async (_kind, body) => {
    const world = createFakeWorld();
    world.files.putLink('/etc/x', '../run/x');
    const before = world.files.tree('/etc');
    const step = await applied(world, body);
    await step.restore();
    expect(world.files.tree('/etc')).toEqual(before);
  },
);

test.each(changes.filter(([, { kind }]) => kind === 'write-file' || kind === 'link'))(
  '%s: a folder is not replaced',
  async (_kind, body) => {
    const world = createFakeWorld();
    world.files.putFolder('/etc/x');
    await expect(applied(world, body)).rejects.toMatchObject({ code: 'unsafe-path' });
  },
);

test('a folder with all in it is moved aside and back', async () => {
  const world = createFakeWorld();
  world.files.put('/etc/x/inner/file', 'content', kept);
  const before = world.files.tree('/etc');
  const step = await applied(world, { ...common, kind: 'move-aside' });
  expect(world.files.node('/etc/x')).toBeUndefined();
  await step.restore();
  expect(world.files.tree('/etc')).toEqual(before);
});

test('what lies on another file system is moved aside there, so that nothing is copied', async () => {
  const world = createFakeWorld();
  world.files.putFolder('/mnt/stick', { device: 2 });
  world.files.putFolder('/mnt/stick/folder', { device: 2 });
  world.files.put('/mnt/stick/folder/evil.so', 'x', { device: 2 });
  const step = await applied(world, { ...common, kind: 'move-aside', path: { text: '/mnt/stick/folder/evil.so' } });
  expect(Object.keys(world.files.tree('/mnt/stick'))).toContain('/mnt/stick/.rescuepc-quarantine/20261122-100000-0000aa/r-1.1-evil.so');
  await step.restore();
  expect(world.files.text('/mnt/stick/folder/evil.so')).toBe('x');
});

test('what lies in a folder of the same file system that is mounted in another place stays in that mount', async () => {
  const world = createFakeWorld();
  world.files.put('/srv/web/pages/x', 'content');
  const lines = ['1 0 8:1 / / rw - ext4 /dev/sda1 rw', '2 1 8:1 /srv/store /srv/web rw - ext4 /dev/sda1 rw'];
  world.files.put('/proc/self/mountinfo', lines.join('\n'));
  const step = await applied(world, { ...common, kind: 'move-aside', path: { text: '/srv/web/pages/x' } });
  expect(world.files.text('/srv/web/.rescuepc-quarantine/20261122-100000-0000aa/r-1.1-x')).toBe('content');
  expect(await step.restore()).toBe('restored');
  expect(world.files.text('/srv/web/pages/x')).toBe('content');
});

test('nothing is replaced by moving aside, nor by moving back', async () => {
  const world = createFakeWorld();
  world.files.put('/etc/x', 'old');
  world.files.put('/etc/x.disabled', 'precious');
  const beside: StepBody = { ...common, kind: 'move-aside', to: { text: '/etc/x.disabled' } };
  const step = await applied(world, beside);
  expect([world.files.text('/etc/x.disabled'), world.files.text('/etc/x.disabled.1')]).toEqual(['precious', 'old']);
  world.files.put('/etc/x', 'somebody new');
  await expect(step.restore()).rejects.toMatchObject({ code: 'undo-conflict' });
  expect([world.files.text('/etc/x'), world.files.text('/etc/x.disabled.1')]).toEqual(['somebody new', 'old']);
});

test('what is gone from the quarantine cannot be put back, and says so', async () => {
  const world = createFakeWorld();
  world.files.put('/etc/x', 'old');
  const step = await applied(world, { ...common, kind: 'move-aside', to: { text: '/etc/x.disabled' } });
  world.files.delete('/etc/x.disabled');
  expect(await step.restore()).toBe('not-possible');
});

test('an object that is gone is not moved aside', async () => {
  await expect(applied(createFakeWorld(), { ...common, kind: 'move-aside' })).rejects.toMatchObject({ code: 'plan-changed' });
});

test('names that are not UTF-8 are changed and put back under their own bytes', async () => {
  const world = createFakeWorld();
  const path = { text: '/etc/caf\ufffd', bytesBase64: Buffer.from('/etc/caf\u00e9', 'latin1').toString('base64') };
  world.files.put('/etc/caf\u00e9', 'old');
  const step = await applied(world, { ...writeStep('/etc/x', 'new'), path } as StepBody);
  expect(world.files.text('/etc/caf\u00e9')).toBe('new');
  await step.restore();
  expect(world.files.text('/etc/caf\u00e9')).toBe('old');
  expect(world.files.node('/etc/caf\ufffd')).toBeUndefined();
});

test('a new file gets the mode of the plan, an existing one keeps its own', async () => {
  const world = createFakeWorld();
  await applied(world, writeStep('/etc/new', 'x', { mode: 0o600 }));
  world.files.put('/etc/old', 'x', { mode: 0o751, uid: 9 });
  await applied(world, writeStep('/etc/old', 'y', { mode: 0o600 }));
  expect(world.files.node('/etc/new')?.mode).toBe(0o600);
  expect(world.files.node('/etc/old')).toMatchObject({ mode: 0o751, uid: 9 });
});

test('each says in exact words what it will do, and what it touches', () => {
  const said = changes.map(([, body]) => executorOf(body).describe(body).does.join(' | '));
  expect(said).toEqual([
    'write /etc/x (3 B, sha256 11507a0e2f5e)',
    'edit /etc/x |   line 1  - old |   line 1  + new',
    'set owner 0, group 0, mode 0644 on /etc/x',
    'link /etc/x -> /elsewhere',
    'move /etc/x into the quarantine on the same file system',
    'rename /etc/x -> /etc/x.disabled',
  ]);
  for (const [, body] of changes) expect(executorOf(body).reversibility(body).level).toBe('exact');
  expect(changes.map(([, body]) => executorOf(body).objects(body)[0])).toEqual([
    'file:/etc/x',
    'file:/etc/x',
    'mode:/etc/x',
    'file:/etc/x',
    'file:/etc/x',
    'file:/etc/x',
  ]);
});

test('setuid that was taken is given back to the content that had it, and to no other', async () => {
  const world = createFakeWorld();
  world.files.put('/etc/x', 'old', { mode: 0o4755 });
  const taken: StepBody = { ...common, kind: 'set-mode', mode: 0o755 };
  const step = await applied(world, taken);
  world.files.put('/etc/x', 'foreign', { mode: 0o755 });
  await expect(step.restore()).rejects.toMatchObject({ code: 'unsafe-path' });
  expect(world.files.node('/etc/x')?.mode).toBe(0o755);
  world.files.put('/etc/x', 'old', { mode: 0o755 });
  expect(await step.restore()).toBe('restored');
  expect(world.files.node('/etc/x')?.mode).toBe(0o4755);
});

test('what is kept from a folder of somebody else comes back without rights by which its content would run', async () => {
  const world = createFakeWorld();
  world.files.putFolder('/srv/hers', { uid: 1001 });
  world.files.put('/srv/hers/x', 'old', { mode: 0o4755, xattrs: { 'security.capability': 'eA==', 'user.a': 'Yg==' } });
  const step = await applied(world, writeStep('/srv/hers/x', 'new'));
  await step.restore();
  expect(world.files.node('/srv/hers/x')).toMatchObject({ mode: 0o755 });
  expect(world.files.node('/srv/hers/x')?.xattrs).toEqual({ 'user.a': 'Yg==' });
  expect(world.files.text('/srv/hers/x')).toBe('old');
});

test('a backup is in the folder before anything is changed', async () => {
  const world = createFakeWorld();
  world.files.put('/etc/x', 'old');
  const context = await fakeContext(world);
  for (const [kind, body] of changes.filter(([, { kind: of }]) => of === 'write-file' || of === 'edit-file' || of === 'link')) {
    const kept = await executorOf(body).capture(body, context);
    expect(
      kept.map((backup) => backup.name),
      kind,
    ).toEqual(['r-1.1.json', 'r-1.1.data']);
    expect(Buffer.from(context.folder.backups.get('r-1.1.data') ?? []).toString()).toBe('old');
  }
  expect(world.files.text('/etc/x')).toBe('old');
});
