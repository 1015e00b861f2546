import { chmod, chown, lstat, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore, type StorePlace } from '../../../src-main/adapters/run-store.js';
import { isRoot, tempFolder } from './temp.js';

const id = '20261122-100000-0000aa';
const uid = process.getuid?.() ?? 0;

async function store({ folder, ...more }: Partial<StorePlace> & { folder?: string } = {}) {
  const path = folder ?? join(await tempFolder(), 'state', 'rescuepc');
  const owner = () => Promise.resolve({ pid: process.pid, startTime: '1', bootId: 'b', user: 'me' });
  return { folder: path, store: openStore({ root: '/', path, machine: false, uid, owner, now: () => new Date(0), ...more }) };
}

test('nothing is made before the first run; then the store is its owner\u2019s alone', async () => {
  const { folder, store: made } = await store();
  expect(await made.list()).toEqual([]);
  await expect(stat(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  await made.create(id, { root: '/' });
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder, 'reserve'))).size).toBe(16 * 1024 * 1024);
});

test('what was told of a run is there again, and only runs are listed', async () => {
  const { folder, store: made } = await store();
  await made.create(id, { root: '/mnt', by: 'me' });
  await mkdir(join(folder, 'runs', 'something else'));
  expect(await made.list()).toEqual([id]);
  const { about, folder: run } = await made.open(id);
  expect(about).toMatchObject({ v: 1, id, root: '/mnt', by: 'me', startedAt: '1970-01-01T00:00:00.000Z' });
  expect(run.id).toBe(id);
});

test("the machine's store can be read by all, its quarantine cannot", async () => {
  const { folder, store: made } = await store({ machine: true });
  await made.create(id, {});
  const mode = async (name: string): Promise<number> => (await stat(join(folder, name))).mode & 0o777;
  expect([await mode(''), await mode('runs'), await mode('quarantine')]).toEqual([0o755, 0o755, 0o700]);
});

test.each(['../../etc', 'x', '', '20261122-100000-0000aa/..', '20261122-100000-0000AA'])('%j is no run', async (run) => {
  const { store: made } = await store();
  await expect(made.open(run)).rejects.toMatchObject({ code: 'bad-input' });
  await expect(made.create(run, {})).rejects.toMatchObject({ code: 'bad-input' });
});

test('a run that is not there, is damaged, or is of a newer version, is each said as what it is', async () => {
  const { folder, store: made } = await store();
  await made.create(id, {});
  await expect(made.open('20261122-100000-0000bb')).rejects.toMatchObject({ code: 'not-found' });
  const file = join(folder, 'runs', id, 'run.json');
  for (const text of ['', '{"v":1', 'garbage', '{"v":1}}']) {
    await writeFile(file, text);
    await expect(made.open(id)).rejects.toMatchObject({ code: 'damaged' });
  }
  await writeFile(file, '{"v":2}');
  await expect(made.open(id)).rejects.toMatchObject({ code: 'newer-version' });
});

test('run.json that is JSON and yet no object is damaged, not a crash', async () => {
  const { folder, store: made } = await store();
  await made.create(id, {});
  await writeFile(join(folder, 'runs', id, 'run.json'), 'null');
  await expect(made.open(id)).rejects.toMatchObject({ code: 'damaged' });
});

test('a store that is a link is refused, and nothing is written where it leads', async () => {
  const base = await tempFolder();
  await mkdir(join(base, 'elsewhere'));
  await symlink(join(base, 'elsewhere'), join(base, 'store'));
  const { store: made } = await store({ folder: join(base, 'store') });
  await expect(made.create(id, {})).rejects.toMatchObject({ code: 'unsafe-path' });
  await expect(made.lock(id)).rejects.toMatchObject({ code: 'unsafe-path' });
  await expect(stat(join(base, 'elsewhere', 'runs'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a folder of runs that is a link is refused', async () => {
  const { folder, store: made } = await store();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await mkdir(`${folder}-elsewhere`);
  await symlink(`${folder}-elsewhere`, join(folder, 'runs'));
  await expect(made.create(id, {})).rejects.toMatchObject({ code: 'unsafe-path' });
});

test("somebody else's store is refused", async () => {
  const { folder } = await store();
  await mkdir(folder, { recursive: true });
  // As root the folder is given away; as a user the store expects another owner than the folder has.
  if (isRoot) await chown(folder, 12_345, 12_345);
  const { store: made } = await store({ folder, uid: isRoot ? 0 : uid + 1 });
  await expect(made.create(id, {})).rejects.toMatchObject({ code: 'unsafe-path' });
});

test("a machine's store that others can write to is refused, for making and for opening", async () => {
  const { folder, store: made } = await store({ machine: true });
  await made.create(id, {});
  await chmod(join(folder, 'runs', id), 0o777);
  if (isRoot) await expect(made.open(id)).rejects.toMatchObject({ code: 'unsafe-path' });
  await chmod(folder, 0o775);
  await expect(made.create('20261122-100000-0000bb', {})).rejects.toMatchObject({ code: 'unsafe-path' });
});

test("a run's folder that is a link is not opened", async () => {
  const { folder, store: made } = await store({ machine: true });
  await made.create(id, {});
  const other = '20261122-100000-0000bb';
  await symlink(join(folder, 'runs', id), join(folder, 'runs', other));
  await expect(made.open(other)).rejects.toMatchObject({ code: 'unsafe-path' });
});

test('a file in the place of the store is said in words', async () => {
  const base = await tempFolder();
  await writeFile(join(base, 'file'), '');
  const { store: made } = await store({ folder: join(base, 'file', 'store') });
  await expect(made.create(id, {})).rejects.toMatchObject({ name: 'AppError' });
});

test('free space is known before the store is there', async () => {
  const { store: made } = await store();
  expect(await made.freeBytes()).toBeGreaterThan(0);
});

test('a stamp changes with the journal and is empty without one', async () => {
  const { folder, store: made } = await store();
  const run = await made.create(id, {});
  const before = await made.stamp(id);
  await run.append('x');
  expect(await made.stamp(id)).not.toBe(before);
  await rm(join(folder, 'runs', id, 'journal.ndjson'));
  expect(await made.stamp(id)).toBe('');
});

test('the reserve is filled with bytes that no file system squeezes', async () => {
  const { folder, store: made } = await store();
  await made.create(id, {});
  const start = (await readFile(join(folder, 'reserve'))).subarray(0, 4096);
  expect(new Set(start).size).toBeGreaterThan(100);
});

/** A disk with the machine's store, whose /var/lib is a link to a folder outside. */
async function hostileDisk(outside: (base: string) => string) {
  const base = await tempFolder();
  const root = join(base, 'disk');
  await mkdir(join(root, 'var'), { recursive: true });
  await mkdir(join(base, 'outside'));
  await symlink(outside(base), join(root, 'var', 'lib'));
  return { base, root, ...(await store({ root, folder: '/var/lib/rescuepc', machine: true })) };
}

test.each([
  ['an absolute link', (base: string) => join(base, 'outside')],
  ['a link that goes up', () => '../../../../../../../../outside'],
])('on a mounted disk %s out of it leads nowhere: nothing is written there, and nothing is said that it was', async (_what, outside) => {
  const { base, store: made } = await hostileDisk(outside);
  await expect(made.create(id, {})).rejects.toMatchObject({ code: 'not-found' });
  await expect(made.lock(id)).rejects.toMatchObject({ code: 'not-found' });
  expect(await readdir(join(base, 'outside'))).toEqual([]);
  expect(await made.list()).toEqual([]);
  expect(await made.holder()).toBeNull();
});

test('where such a link has a folder on the disk, the store lies there', async () => {
  const { base, root, store: made } = await hostileDisk((from) => join(from, 'outside'));
  await mkdir(join(root, base.slice(1), 'outside'), { recursive: true });
  const run = await made.create(id, {});
  await run.append('line');
  const unlock = await made.lock(id);
  await unlock();
  expect(run.inTarget).toBe(`/var/lib/rescuepc/runs/${id}`);
  expect(await readdir(join(base, 'outside'))).toEqual([]);
  const inside = join(root, base.slice(1), 'outside', 'rescuepc');
  expect((await readdir(inside)).toSorted()).toEqual(['quarantine', 'reserve', 'runs']);
  expect(await readFile(join(inside, 'runs', id, 'journal.ndjson'), 'utf8')).toBe('line\n');
});

test('what lies in the place of the reserve or of the lock is not written into', async () => {
  const base = await tempFolder();
  const { folder, store: made } = await store({ folder: join(base, 'store') });
  await mkdir(folder, { mode: 0o700 });
  await writeFile(join(base, 'victim'), 'precious');
  for (const name of ['reserve', 'lock', 'lock-breaking']) await symlink(join(base, 'victim'), join(folder, name));
  await made.create(id, {});
  expect((await lstat(join(folder, 'reserve'))).isFile()).toBe(true);
  const unlock = await made.lock(id);
  await unlock();
  expect(await readFile(join(base, 'victim'), 'utf8')).toBe('precious');
});

test('runs that cannot be listed are not taken for none', async () => {
  const folder = await tempFolder();
  const { store: made } = await store({ folder });
  expect(await made.list()).toEqual([]);
  await symlink(join(folder, 'runs'), join(folder, 'runs'));
  await expect(made.list()).rejects.toMatchObject({ code: 'unsafe-path' });
});
