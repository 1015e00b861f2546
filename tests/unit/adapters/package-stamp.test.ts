import { appendFile, chmod, mkdir, readFile, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createFiles } from '../../../src-main/adapters/node-files.js';
import { packageStamp } from '../../../src-main/core/facts/package-stamp.js';
import { exec, tempFolder } from './temp.js';

const list = 'var/lib/apt/lists/example_Packages';

/** apt's files as real files below a temporary folder that is taken for the running system. */
async function system() {
  const root = await tempFolder();
  for (const file of ['usr/bin/apt-get', 'usr/bin/dpkg', 'var/lib/dpkg/status', 'etc/apt/sources.list', 'etc/apt/apt.conf.d/01x', list]) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), 'Package: a\n');
    await utimes(join(root, file), 1_700_000_000, 1_700_000_000);
  }
  const target = { root: '/', running: true, files: createFiles(root, exec, false), exec, registry: null };
  const stamp = async (): Promise<string | undefined> => (await packageStamp(target))?.words;
  // Dates of files have steps of a few milliseconds.
  const change = async (work: Promise<unknown>): Promise<void> => void (await sleep(20), await work);
  return { at: (path: string) => join(root, path), stamp, change, target };
}

test('the stamp stays while nothing changes, and reading it changes nothing', async () => {
  const { stamp, at } = await system();
  const first = await stamp();
  expect(first).toContain('example_Packages');
  await readFile(at(list));
  expect(await stamp()).toBe(first);
});

test('a list whose bytes were changed, and its size and dates put back, is seen', async () => {
  const { stamp, change, at } = await system();
  const first = await stamp();
  await change(writeFile(at(list), 'Package: b\n'));
  await utimes(at(list), 1_700_000_000, 1_700_000_000);
  expect(await stamp()).not.toBe(first);
});

test.each<[string, (at: (path: string) => string) => Promise<unknown>]>([
  ['grown', (at) => appendFile(at('var/lib/dpkg/status'), 'more')],
  ['of another mode', (at) => chmod(at(list), 0o600)],
  ['replaced by a copy', (at) => writeFile(at('x'), 'Package: a\n').then(() => rename(at('x'), at(list)))],
  ['new beside it', (at) => writeFile(at('var/lib/apt/lists/new_Packages'), '')],
  ['new in a folder of settings', (at) => writeFile(at('etc/apt/apt.conf.d/02x'), '')],
])('a file that is %s is seen', async (_what, work) => {
  const { stamp, change, at } = await system();
  const first = await stamp();
  await change(work(at));
  expect(await stamp()).not.toBe(first);
});

test('a link, or a system that does not run, has no stamp', async () => {
  const { stamp, at, target } = await system();
  expect(await packageStamp({ ...target, running: false })).toBeNull();
  await symlink('/srv/x', at('etc/apt/apt.conf.d/link'));
  expect(await stamp()).toBeUndefined();
});
