import type * as Promises from 'node:fs/promises';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { identify } from '../../../src-main/adapters/processes.js';
import { takeLock } from '../../../src-main/adapters/store-lock.js';
import { tempFolder } from './temp.js';

/* A file system without hard links, as FAT is on a stick. */

vi.mock('node:fs/promises', async (importOriginal) => ({
  ...(await importOriginal<typeof Promises>()),
  link: () => Promise.reject(Object.assign(new Error('no links here'), { code: 'EPERM' })),
}));

async function take(folder: string, startTime?: string): Promise<() => Promise<void>> {
  const me = { pid: process.pid, startTime: startTime ?? (await identify(process.pid))?.startTime ?? '', bootId: 'boot', user: 'alice' };
  return takeLock(folder, 'run', me, new Date());
}

test('a living holder keeps it, and gives it back', async () => {
  const folder = await tempFolder();
  const unlock = await take(folder);
  await expect(take(folder)).rejects.toMatchObject({ code: 'busy' });
  await unlock();
  await (
    await take(folder)
  )();
});

test('a dead one does not', async () => {
  const folder = await tempFolder();
  await take(folder, '1');
  await (
    await take(folder)
  )();
});

test.each(['', '{"pid":'])('a lock that its killed maker left as %j keeps nobody out', async (text) => {
  const folder = await tempFolder();
  await writeFile(join(folder, 'lock'), text);
  await (
    await take(folder)
  )();
});
