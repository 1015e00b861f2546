import { spawnSync } from 'node:child_process';
import { chmod, chown, link, mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { census, countEntries } from '../../../src-main/adapters/census.js';
import { isRoot, tempFolder } from './temp.js';

const count = (path: string) => census(Buffer.from(path));

test('files at every depth are counted; folders are not files', async () => {
  const root = await tempFolder();
  await mkdir(join(root, 'a', 'b', 'c'), { recursive: true });
  await writeFile(join(root, 'one'), '12345');
  await writeFile(join(root, 'a', 'b', 'c', 'two'), '123');
  expect(await count(root)).toMatchObject({ files: 2, bytes: 8 });
});

test('a hard-linked file counts once', async () => {
  const root = await tempFolder();
  await writeFile(join(root, 'one'), Buffer.alloc(10_000));
  const before = await count(root);
  await link(join(root, 'one'), join(root, 'again'));
  expect(await count(root)).toEqual(before);
});

test('links are counted as links and not followed, whether to files, folders, up, round or nowhere', async () => {
  const root = await tempFolder();
  const other = await tempFolder();
  await writeFile(join(other, 'large'), Buffer.alloc(100_000));
  for (const [name, target] of Object.entries({ file: join(other, 'large'), folder: other, up: '..', self: 'self', nowhere: 'nowhere' }))
    await symlink(target, join(root, name));
  const { files, bytes } = await count(root);
  expect(files).toBe(5);
  expect(bytes).toBeLessThan(1_000);
  expect((await count(join(root, 'folder'))).files).toBe(1);
});

test('a sparse file has its apparent size and takes what it takes', async () => {
  const root = await tempFolder();
  await writeFile(join(root, 'sparse'), '');
  await truncate(join(root, 'sparse'), 50_000_000);
  const { bytes, allocated } = await count(root);
  expect(bytes).toBe(50_000_000);
  expect(allocated).toBeLessThan(1_000_000);
});

test('a single file, and nothing at all', async () => {
  const root = await tempFolder();
  await writeFile(join(root, 'one'), '12345');
  expect(await count(join(root, 'one'))).toMatchObject({ files: 1, bytes: 5 });
  expect(await count(join(root, 'nothing'))).toEqual({ files: 0, bytes: 0, allocated: 0 });
});

test('names that are not UTF-8 are counted', async () => {
  const root = await tempFolder();
  await writeFile(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff, 0xfe])]), 'x');
  expect((await count(root)).files).toBe(1);
});

test('entries are counted alone too: at every depth, links as links, whatever they are called, of one file system', async () => {
  const root = await tempFolder();
  await mkdir(join(root, 'a', 'b', 'c'), { recursive: true });
  await writeFile(join(root, 'a', 'b', 'c', 'one'), '1');
  await writeFile(Buffer.concat([Buffer.from(`${root}/a/`), Buffer.from([0xff, 0xfe])]), 'x');
  await symlink('/usr', join(root, 'folder'));
  await symlink('self', join(root, 'self'));
  expect(await countEntries(Buffer.from(root))).toBe(4);
  for (const [name, entries] of Object.entries({ folder: 1, nothing: 0, 'a/b/c/one': 1 }))
    expect(await countEntries(Buffer.from(join(root, name)))).toBe(entries);
});

test('a folder that is closed, or too deep for any path, is no reason not to count the rest', async (context) => {
  const root = await tempFolder();
  const script = fileURLToPath(new URL('census-taker.ts', import.meta.url));
  if (isRoot) await chown(root, 12_345, 12_345);
  await chmod(root, 0o755);
  const user = isRoot ? { uid: 12_345, gid: 12_345 } : {};
  const canRead = spawnSync('test', ['-r', script, '-a', '-x', process.execPath], user).status === 0;
  context.skip(!canRead, 'this checkout is closed to other users');
  const said = spawnSync(process.execPath, ['--import', 'tsx', script, root], { encoding: 'utf8', cwd: process.cwd(), ...user });
  // The name of the closed folder's file is seen, what it is is not.
  expect(JSON.parse(said.stdout), said.stderr).toMatchObject({ census: { files: 2, bytes: 10 }, entries: 3, left: 2 });
});

test('other file systems are left out', async () => {
  const { files } = await count('/proc/self/attr');
  expect(files).toBeGreaterThan(0);
});
