import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, link, lstat, open, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFiles } from '../../../src-main/adapters/node-files.js';
import type { FilePath } from '../../../src-shared/contract/path.js';
import { exec, isRoot, tempFolder } from './temp.js';

const at = (text: string): FilePath => ({ text });
const alice = 12_345;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A program in a folder of root's, as somebody left it. */
async function program(owner: { uid: number; gid: number; mode: number }) {
  const root = await tempFolder();
  const path = join(root, 'program');
  await writeFile(path, 'content');
  await chown(path, owner.uid, owner.gid);
  await chmod(path, owner.mode);
  return { root, path, files: createFiles(root, exec, false), rights: async () => (await lstat(path)).mode & 0o7777 };
}

test.skipIf(!isRoot)("a person's setuid and setgid program becomes root's without these rights", async () => {
  const { files, rights } = await program({ uid: alice, gid: alice, mode: 0o6755 });
  await files.setMode(at('/program'), { uid: 0, gid: 0 });
  expect(await files.stat(at('/program'))).toMatchObject({ uid: 0, gid: 0 });
  expect(await rights()).toBe(0o755);
});

test.skipIf(!isRoot)('nor do they come with the owner, unless it is known whose content it is; then nothing is changed', async () => {
  const { root, files, rights } = await program({ uid: alice, gid: alice, mode: 0o4755 });
  for (const sum of [{}, { sha256: sha256('what the package brought') }]) {
    const change = files.setMode(at('/program'), { mode: 0o4755, uid: 0, gid: 0, ...sum });
    await expect(change).rejects.toMatchObject({ code: 'unsafe-path' });
  }
  expect(await files.stat(at('/program'))).toMatchObject({ uid: alice, gid: alice });
  expect(await rights()).toBe(0o4755);
  expect(await readdir(root)).toEqual(['program']);
});

test.skipIf(!isRoot)('a program with the right content gets them, and whoever held it open holds another file', async () => {
  const { path, files, rights } = await program({ uid: alice, gid: alice, mode: 0o755 });
  await utimes(path, 1_000, 2_000);
  const held = await open(path, 'r+');
  try {
    await files.setMode(at('/program'), { mode: 0o4755, uid: 0, gid: 0, sha256: sha256('content') });
    await held.write('foreign', 0);
  } finally {
    await held.close();
  }
  expect(await readFile(path, 'utf8')).toBe('content');
  expect(await rights()).toBe(0o4755);
  expect(await files.stat(at('/program'))).toMatchObject({ uid: 0, gid: 0, mtimeMs: 2_000_000 });
});

test('a file is not made setuid because somebody says so', async () => {
  const { files, rights } = await program({ uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0, mode: 0o755 });
  await expect(files.setMode(at('/program'), { mode: 0o4755 })).rejects.toMatchObject({ code: 'unsafe-path' });
  await files.setMode(at('/program'), { mode: 0o4755, sha256: sha256('content') });
  await files.setMode(at('/program'), { mode: 0o4711 });
  expect(await rights()).toBe(0o4711);
});

test('a folder keeps the bits that it hands on to what is in it', async () => {
  const root = await tempFolder();
  const files = createFiles(root, exec, false);
  await files.makeFolder(at('/folder'), 0o755);
  await files.setMode(at('/folder'), { mode: 0o2775, ...(isRoot ? { gid: alice } : {}) });
  expect((await files.stat(at('/folder')))?.mode).toBe(0o2775);
});

test.skipIf(!isRoot)('what has a second name elsewhere changes hands under one of them only', async () => {
  const { root, path, files } = await program({ uid: 0, gid: 0, mode: 0o640 });
  await link(path, join(root, 'precious'));
  await files.setMode(at('/program'), { uid: alice, gid: alice });
  expect(await files.stat(at('/program'))).toMatchObject({ uid: alice, gid: alice, mode: 0o640, links: 1 });
  expect(await files.stat(at('/precious'))).toMatchObject({ uid: 0, gid: 0, mode: 0o640, links: 1 });
});

test.skipIf(!isRoot)('file capabilities go with the owner', async (context) => {
  const { path, files } = await program({ uid: 0, gid: 0, mode: 0o755 });
  try {
    execFileSync('setcap', ['cap_setuid+ep', path], { stdio: 'ignore' });
  } catch {
    return context.skip();
  }
  await link(path, `${path}.second`);
  for (const name of ['/program', '/program.second']) {
    expect((await files.attributes(at(name))).xattrs).toHaveProperty(['security.capability']);
    await files.setMode(at(name), { uid: alice });
    expect((await files.attributes(at(name))).xattrs).toEqual({});
  }
});
