import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { spaceCounter } from '../../../src-main/adapters/space-counter.js';
import { tempFolder } from './temp.js';

const count = (root: string, path: string) => spaceCounter.count(root, path, () => undefined, new AbortController().signal);

async function disk() {
  const base = await tempFolder();
  const root = join(base, 'disk');
  await mkdir(join(root, 'data', 'folder'), { recursive: true });
  await writeFile(join(root, 'data', 'folder', 'file'), Buffer.alloc(50_000, 1));
  await mkdir(join(base, 'own'));
  await writeFile(join(base, 'own', 'secret'), Buffer.alloc(50_000, 1));
  return { base, root };
}

test('what lies below a folder of a disk is counted under its path there', async () => {
  const { root } = await disk();
  const { tree, usedBytes } = await count(root, '/data');
  expect(tree).toMatchObject({ path: '/data', files: 1, children: [{ path: '/data/folder', children: [{ path: '/data/folder/file' }] }] });
  expect(usedBytes).toBeNull();
});

test('a link on a disk is followed within the disk and never out of it', async () => {
  const { base, root } = await disk();
  await symlink('/data', join(root, 'inside'));
  await symlink(base, join(root, 'out'));
  await symlink('../own', join(root, 'up'));
  expect((await count(root, '/inside/folder')).tree.files).toBe(1);
  for (const path of ['/out/own', '/up', '/../own', '/data/folder/file', '/none'])
    await expect(count(root, path)).rejects.toMatchObject({ code: 'not-found' });
});
