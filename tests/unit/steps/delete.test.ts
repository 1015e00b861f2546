import { expect, test } from 'vitest';
import type { StepBody, StepOf } from '../../../src-shared/contract/step.js';
import { AppError } from '../../../src-shared/errors.js';
import { applied } from '../../fakes/fake-context.js';
import { createFakeWorld } from '../../fakes/fake-world.js';
import { executorOf } from '../../../src-main/core/repair/steps/index.js';

const alice = { name: 'alice', uid: 1000, gid: 1000, home: '/home/alice' };
const entry = (path: string) => ({ path: { text: path }, files: 1, bytes: 5 });
function body(within: string, entries: readonly string[], more: Partial<StepOf<'delete'>> = {}): StepBody {
  return { kind: 'delete', scope: 'user', user: 'alice', title: 't', within: { text: within }, entries: entries.map(entry), ...more };
}

function world() {
  const made = createFakeWorld();
  made.machine.profiles = [alice];
  made.files.put('/home/alice/.cache/thumbnails/large/file', '12345');
  made.files.put('/home/alice/.cache/thumbnails/normal', '12345');
  made.files.put('/home/alice/.cache/thumbnails/keep', '12345');
  made.files.put('/home/alice/letter', 'dear');
  made.files.put('/var/cache/apt/archives/a.deb', '12345');
  return made;
}

test('only the entries that were listed go, and what was freed is measured', async () => {
  const machine = world();
  const { context, after } = await applied(
    machine,
    body('/home/alice/.cache', ['/home/alice/.cache/thumbnails/large', '/home/alice/.cache/thumbnails/normal']),
  );
  expect(Object.keys(machine.files.tree('/home/alice'))).toEqual([
    '/home/alice',
    '/home/alice/.cache',
    '/home/alice/.cache/thumbnails',
    '/home/alice/.cache/thumbnails/keep',
    '/home/alice/letter',
  ]);
  expect(context.said).toEqual(['freed 10 B on the disk, 2 files\n']);
  expect(after).toEqual({ present: 0 });
});

test('an entry on which something is mounted, or that is written to, is left; the others go', async () => {
  const machine = world();
  const { removeTree } = machine.files;
  machine.files.removeTree = (path) =>
    path.text.endsWith('/large') ? Promise.reject(new AppError('busy', `${path.text} is in use or is a mount point.`)) : removeTree(path);
  const both = body('/home/alice/.cache', ['/home/alice/.cache/thumbnails/large', '/home/alice/.cache/thumbnails/normal']);
  const { context, after } = await applied(machine, both);
  expect(after).toEqual({ present: 1 });
  expect(machine.files.node('/home/alice/.cache/thumbnails/normal')).toBeUndefined();
  expect(context.said[0]).toBe('/home/alice/.cache/thumbnails/large is in use or is a mount point. It was left.\n');
  await expect(applied(machine, body('/home/alice/.cache', ['/home/alice/.cache/thumbnails/large']))).rejects.toMatchObject({
    code: 'busy',
  });
});

test.each([
  ["is somebody else's", 'unsafe-path'],
  ['is closed to this user', 'not-permitted'],
  ['lies too deep', 'unsupported'],
  ['does not answer', 'timed-out'],
] as const)('an entry that %s is left and told; the others go', async (_what, code) => {
  const machine = world();
  const crash = (name: string): string => `/var/crash/${name}.crash`;
  for (const name of ['his', 'one', 'two']) machine.files.put(crash(name), '12345');
  const { removeTree } = machine.files;
  machine.files.removeTree = (path) =>
    path.text === crash('his') ? Promise.reject(new AppError(code, `${path.text} cannot go.`)) : removeTree(path);
  const all = body('/var/crash', ['his', 'one', 'two'].map(crash), { scope: 'machine' });
  const { context, after } = await applied(machine, all);
  expect(after).toEqual({ present: 1 });
  expect(context.said[0]).toBe('/var/crash/his.crash cannot go. It was left.\n');
});

test('a disk that fails ends it', async () => {
  const machine = world();
  for (const name of ['one', 'two']) machine.files.put(`/var/crash/${name}.crash`, '12345');
  machine.files.removeTree = () => Promise.reject(new AppError('io-error', 'it cannot be written'));
  const both = body('/var/crash', ['/var/crash/one.crash', '/var/crash/two.crash'], { scope: 'machine' });
  await expect(applied(machine, both)).rejects.toMatchObject({ code: 'io-error' });
});

test('packages that were fetched may go', async () => {
  const machine = world();
  await applied(machine, body('/var/cache/apt/archives', ['/var/cache/apt/archives/a.deb'], { scope: 'machine' }));
  expect(machine.files.node('/var/cache/apt/archives/a.deb')).toBeUndefined();
});

const log = (path: string, within = '/var/log'): StepBody => body(within, [path], { scope: 'machine' });

test('old logs may go, wherever they lie below the folder of logs', async () => {
  const machine = world();
  for (const path of ['/var/log/syslog.1', '/var/log/web/access.log.2.gz']) machine.files.put(path, '12345');
  await applied(machine, log('/var/log/syslog.1'));
  await applied(machine, log('/var/log/web/access.log.2.gz', '/var/log/web'));
  expect(machine.files.node('/var/log/syslog.1')).toBeUndefined();
  expect(machine.files.node('/var/log/web/access.log.2.gz')).toBeUndefined();
});

test.each<[string, StepBody]>([
  ['a log in use', log('/var/log/syslog')],
  ["the journal's own files", log('/var/log/journal/x.1', '/var/log/journal')],
  ["the journal's own files, further down", log('/var/log/journal/id/x.1', '/var/log/journal/id')],
  ['an old log of somebody', { ...log('/var/log/syslog.1'), scope: 'user' }],
  ['what only looks like the folder of logs', log('/var/logs/syslog.1', '/var/logs')],
  ['the way up from the logs', log('/var/log/../lib/x.1', '/var/log/../lib')],
  ['a folder that is not on the list', body('/home/alice', ['/home/alice/letter'])],
  ['the root', body('/', ['/etc'], { scope: 'machine' })],
  ["a user's folder as machine work", body('/home/alice/.cache', ['/home/alice/.cache/thumbnails/large'], { scope: 'machine' })],
  ["another user's cache", body('/home/bob/.cache', ['/home/bob/.cache/app'])],
  ['a user who is not there', body('/home/alice/.cache', ['/home/alice/.cache/thumbnails/large'], { user: 'mallory' })],
  ['an entry of another folder', body('/home/alice/.cache', ['/home/alice/letter'])],
  ['an entry further down', body('/home/alice/.cache', ['/home/alice/.cache/thumbnails/large/file'])],
  ["a program's whole folder", body('/home/alice/.cache', ['/home/alice/.cache/thumbnails'])],
  ['what waits to be sent to a cloud', body('/home/alice/.cache', ['/home/alice/.cache/rclone'])],
  ["a compiler's inputs that were found in hours", body('/home/alice/.cache', ['/home/alice/.cache/go-build/fuzz'])],
  ['virtual environments', body('/home/alice/.cache', ['/home/alice/.cache/pypoetry/virtualenvs'])],
  ['records of log-ins', log('/var/log/btmp.1')],
  ['records of audit', log('/var/log/audit/audit.log.1', '/var/log/audit')],
  ['a dump of a database', log('/var/log/backups/shop.sql.1', '/var/log/backups')],
  ['an old file that is no log', log('/var/log/app/orders.1', '/var/log/app')],
  ['a file of somebody beside crash dumps', body('/var/crash', ['/var/crash/thesis'], { scope: 'machine' })],
  ['the way up', body('/home/alice/.cache', ['/home/alice/.cache/..'])],
  ['the folder itself', body('/home/alice/.cache', ['/home/alice/.cache/.'])],
  ['the folder itself, by an empty name', body('/home/alice/.cache', ['/home/alice/.cache/'])],
  ['a name that hides the way up', body('/home/alice/.cache', ['/home/alice/.cache/x/../../letter'])],
  ['a folder that only begins alike', body('/home/alice/.cache', ['/home/alice/.cache-precious'])],
  [
    'bytes that say something else than the text',
    body('/home/alice/.cache', [], {
      entries: [
        {
          path: { text: '/home/alice/.cache/thumbnails/large', bytesBase64: Buffer.from('/home/alice/letter').toString('base64') },
          files: 1,
          bytes: 1,
        },
      ],
    }),
  ],
  [
    'a folder in bytes',
    body('/home/alice/.cache', ['/home/alice/.cache/thumbnails/large'], {
      within: { text: '/home/alice/.cache', bytesBase64: Buffer.from('/home/alice').toString('base64') },
    }),
  ],
  ['one bad entry among good ones', body('/home/alice/.cache', ['/home/alice/.cache/thumbnails/large', '/etc/passwd'])],
])('refused, and nothing is deleted: %s', async (_what, step) => {
  const machine = world();
  const before = machine.files.tree();
  await expect(applied(machine, step)).rejects.toMatchObject({ code: 'unsafe-path' });
  expect(machine.files.tree()).toEqual(before);
});

test('it says every entry, and that it cannot be undone', async () => {
  const step = body('/home/alice/.cache', ['/home/alice/.cache/thumbnails/large']);
  expect(executorOf(step).describe(step).does).toEqual([
    'delete 1 entries of /home/alice/.cache (1 files, 5 B)',
    '       5 B  thumbnails/large',
  ]);
  expect(executorOf(step).reversibility(step).level).toBe('none');
  expect(await (await applied(world(), step)).restore()).toBe('not-possible');
});
