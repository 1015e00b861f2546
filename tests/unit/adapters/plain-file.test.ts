import { constants } from 'node:fs';
import { mkdir, readFile, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appendPlain, createPlain, openPlain, readPlain, readPlainSync, type Reading } from '../../../src-main/adapters/plain-file.js';
import { ampleMs, exec, isRoot, tempFolder } from './temp.js';

async function folder() {
  const at = await tempFolder();
  await writeFile(join(at, 'file'), 'text');
  await symlink('file', join(at, 'link'));
  await symlink('nowhere', join(at, 'dangling'));
  await mkdir(join(at, 'folder'));
  await exec.run({ argv: ['mkfifo', join(at, 'pipe')], timeoutMs: ampleMs });
  if (isRoot) await exec.run({ argv: ['mknod', join(at, 'zeros'), 'c', '1', '5'], timeoutMs: ampleMs });
  return (name: string): string => join(at, name);
}

const ways: readonly (readonly [string, (path: string, most: number, options?: Reading) => Promise<Buffer>])[] = [
  ['readPlain', readPlain],
  ['readPlainSync', (path, most, options) => Promise.resolve().then(() => readPlainSync(path, most, options))],
];

describe.each(ways)('%s', (_name, read) => {
  test('gives all of a plain file, up to the limit and not one byte more', async () => {
    const at = await folder();
    expect((await read(at('file'), 4)).toString()).toBe('text');
    await expect(read(at('file'), 3)).rejects.toMatchObject({ code: 'bad-input', message: `${at('file')} is larger than 3 bytes.` });
    const large = Buffer.alloc(300_000, 'x');
    await writeFile(at('large'), large);
    expect(await read(at('large'), large.length)).toEqual(large);
  });

  test('ends what says size 0 and goes on, as in /proc', async () => {
    expect((await read('/proc/self/status', 1_000_000)).length).toBeGreaterThan(100);
    await expect(read('/proc/self/status', 50)).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('refuses a file of a terabyte before it is read', async () => {
    const at = await folder();
    await truncate(at('file'), 2 ** 40);
    await expect(read(at('file'), 1_000_000)).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('follows no link, unless it is told to', async () => {
    const at = await folder();
    for (const name of ['link', 'dangling']) await expect(read(at(name), 10)).rejects.toMatchObject({ code: 'ELOOP' });
    expect((await read(at('link'), 10, { follow: true })).toString()).toBe('text');
    await expect(read(at('dangling'), 10, { follow: true })).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('opens no folder, no pipe and no device, and waits for none', async () => {
    const at = await folder();
    await symlink('/dev/zero', at('to-zero'));
    for (const name of ['folder', 'pipe', ...(isRoot ? ['zeros'] : [])])
      await expect(read(at(name), 10)).rejects.toMatchObject({ code: 'bad-input', message: `${at(name)} is not a plain file.` });
    await expect(read(at('to-zero'), 10, { follow: true, shown: 'it' })).rejects.toMatchObject({ message: 'it is not a plain file.' });
  });
});

test('to write, too, only a plain file is opened', async () => {
  const at = await folder();
  for (const name of ['pipe', 'folder']) await expect(openPlain(at(name), constants.O_RDWR)).rejects.toMatchObject({ code: 'bad-input' });
  for (const name of ['pipe', 'folder']) await expect(appendPlain(at(name))).rejects.toMatchObject({ code: 'bad-input' });
  for (const name of ['link', 'dangling']) await expect(appendPlain(at(name))).rejects.toMatchObject({ code: 'ELOOP' });
  for (const [name, text] of [
    ['file', 'text more'],
    ['new', ' more'],
  ] as const) {
    const handle = await appendPlain(at(name));
    await handle.appendFile(' more');
    await handle.close();
    expect(await readFile(at(name), 'utf8')).toBe(text);
  }
  expect((await stat(at('new'))).mode & 0o777).toBe(0o600);
});

test('a new file takes the name of what stands there, and writes into none of it', async () => {
  const at = await folder();
  await writeFile(at('held'), 'precious');
  for (const name of ['link', 'dangling', 'pipe', 'file', 'absent']) {
    const handle = await createPlain(at(name), 0o640);
    await handle.writeFile('new');
    await handle.close();
    expect(await readFile(at(name), 'utf8')).toBe('new');
  }
  await expect(createPlain(at('folder'), 0o600)).rejects.toBeDefined();
  expect(await readFile(at('held'), 'utf8')).toBe('precious');
});
