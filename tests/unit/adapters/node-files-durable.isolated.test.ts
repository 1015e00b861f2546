import type * as Promises from 'node:fs/promises';
import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { createFiles } from '../../../src-main/adapters/node-files.js';
import { exec, tempFolder } from './temp.js';

/* After a change its journal row says "done": by then it has to be on the disk, also where only attributes were changed. */

const synced = vi.hoisted(() => new Set<number>());

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof Promises>();
  return {
    ...real,
    open: async (...args: Parameters<typeof real.open>) => {
      const handle = await real.open(...args);
      const sync = handle.sync.bind(handle);
      handle.sync = async () => {
        synced.add((await handle.stat()).ino);
        return sync();
      };
      return handle;
    },
  };
});

beforeEach(() => synced.clear());

test('the mode of a file, and of a folder', async () => {
  const folder = await tempFolder();
  const files = createFiles('/', exec, false);
  await writeFile(join(folder, 'file'), '');
  await mkdir(join(folder, 'folder'));
  for (const name of ['file', 'folder']) {
    await files.setMode({ text: join(folder, name) }, { mode: 0o700 });
    expect(synced, name).toContain((await stat(join(folder, name))).ino);
  }
});

test('the mode of a file that its owner may not read is changed all the same', async () => {
  const file = join(await tempFolder(), 'file');
  await writeFile(file, '');
  await chmod(file, 0o200);
  await createFiles('/', exec, false).setMode({ text: file }, { mode: 0o000 });
  expect((await stat(file)).mode & 0o777).toBe(0);
});

test('a link that cannot take its place leaves nothing behind', async () => {
  const folder = await tempFolder();
  await mkdir(join(folder, 'there'));
  await expect(createFiles('/', exec, false).symlink({ text: join(folder, 'there') }, '/target')).rejects.toBeDefined();
  expect(await readdir(folder)).toEqual(['there']);
});
