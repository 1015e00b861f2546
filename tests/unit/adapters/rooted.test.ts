import { chmod, chown, lchown, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFiles } from '../../../src-main/adapters/node-files.js';
import { createExec } from '../../../src-main/adapters/spawn-exec.js';
import { isProgram } from '../../../src-main/adapters/walk.js';
import type { FilePath } from '../../../src-shared/contract/path.js';
import { ampleMs, exec, isRoot, tempFolder } from './temp.js';

const at = (text: string): FilePath => ({ text });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = async (read: Promise<Uint8Array>): Promise<string> => new TextDecoder().decode(await read);

/** A mounted disk with a secret beside it, and links that try to lead there. */
async function disk() {
  const base = await tempFolder();
  const root = join(base, 'disk');
  await mkdir(join(root, 'etc'), { recursive: true });
  await mkdir(join(root, base.slice(1), 'outside'), { recursive: true });
  await mkdir(join(base, 'outside'));
  await writeFile(join(base, 'outside', 'file'), 'of the host');
  await writeFile(join(root, base.slice(1), 'outside', 'file'), 'of the disk');
  await symlink(join(base, 'outside'), join(root, 'absolute'));
  await symlink('../../../../../../../../../../outside', join(root, 'etc', 'up'));
  await symlink('etc', join(root, 'inside'));
  await symlink('loop2', join(root, 'loop'));
  await symlink('loop', join(root, 'loop2'));
  await writeFile(join(root, 'etc', 'hosts'), 'hosts of the disk');
  return { base, root, files: createFiles(root, exec, false) };
}

test('an absolute link is followed within the disk', async () => {
  const { files } = await disk();
  expect(await text(files.read(at('/absolute/file'), 100))).toBe('of the disk');
});

test('links and paths that lead up end at the root of the disk', async () => {
  const { files, root } = await disk();
  await mkdir(join(root, 'outside'));
  await writeFile(join(root, 'outside', 'file'), 'of the disk, at its root');
  expect(await text(files.read(at('/etc/up/file'), 100))).toBe('of the disk, at its root');
  expect(await text(files.read(at('/../../../../../../etc/hosts'), 100))).toBe('hosts of the disk');
  expect(await text(files.read(at('/etc/../../etc/./hosts'), 100))).toBe('hosts of the disk');
});

test('a path that ends with the way up names no file', async () => {
  const { files } = await disk();
  for (const path of ['/etc/..', '/..', '/etc/hosts/..']) await expect(files.stat(at(path))).rejects.toMatchObject({ code: 'unsafe-path' });
});

test('listing goes through links, and stays on the disk', async () => {
  const { files, base } = await disk();
  expect((await files.list(at('/inside'))).map((entry) => entry.text)).toEqual(['/inside/hosts', '/inside/up']);
  expect((await files.list(at('/absolute'))).map((entry) => entry.text)).toEqual(['/absolute/file']);
  await writeFile(join(base, 'outside', 'new'), '');
  expect(await files.list(at('/absolute'))).toHaveLength(1);
});

test('links that go round are refused', async () => {
  const { files } = await disk();
  await expect(files.read(at('/loop/x'), 10)).rejects.toMatchObject({ code: 'unsafe-path' });
  await expect(files.list(at('/loop'))).rejects.toMatchObject({ code: 'unsafe-path' });
});

test('changes stay on the disk too', async () => {
  const { files, base, root } = await disk();
  await files.replace(at('/absolute/file'), bytes('changed'), { mode: 0o600 });
  await files.makeFolder(at('/absolute/new'), 0o700);
  await files.symlink(at('/absolute/link'), '/x');
  await files.removeTree(at('/absolute/new'));
  expect(await readFile(join(base, 'outside', 'file'), 'utf8')).toBe('of the host');
  expect(await readFile(join(root, base.slice(1), 'outside', 'file'), 'utf8')).toBe('changed');
});

/** As root the rules are tried on folders of other owners and modes; as a user everything that is not root's is refused anyway. */
async function strict() {
  const root = await tempFolder();
  await chmod(root, 0o755);
  await mkdir(join(root, 'good'), { mode: 0o755 });
  await writeFile(join(root, 'good', 'file'), 'x');
  return { root, files: createFiles(root, exec, true) };
}

async function tries(files: ReturnType<typeof createFiles>, folder: string): Promise<string[]> {
  const code = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (thrown: { code?: string }) => thrown.code ?? 'thrown',
    );
  return [
    await code(files.replace(at(`${folder}/file`), bytes('y'), { mode: 0o600 })),
    await code(files.setMode(at(`${folder}/file`), { mode: 0o600 })),
    await code(files.symlink(at(`${folder}/link`), '/x')),
    await code(files.makeFolder(at(`${folder}/new`), 0o700)),
    await code(files.rename(at(`${folder}/file`), at(`${folder}/other`))),
    await code(files.removeTree(at(`${folder}/new`))),
    await code(files.remove(at(`${folder}/other`))),
  ];
}

const allDone = Array.from({ length: 7 }, () => 'done');
const allRefused = Array.from({ length: 7 }, () => 'unsafe-path');

test('as root: folders that only root can change are changed', async () => {
  const { files } = await strict();
  expect(await tries(files, '/good')).toEqual(isRoot ? allDone : allRefused);
});

test.each([0o775, 0o757, 0o777, 0o722])('a folder of mode %o on the way refuses every change, and still lets read', async (mode) => {
  const { root, files } = await strict();
  await chmod(join(root, 'good'), mode);
  expect(await tries(files, '/good')).toEqual(allRefused);
  expect(await text(files.read(at('/good/file'), 10))).toBe('x');
});

test('a folder of somebody else anywhere on the way refuses', async () => {
  const { root, files } = await strict();
  await mkdir(join(root, 'his', 'deep'), { recursive: true });
  await writeFile(join(root, 'his', 'deep', 'file'), 'x');
  if (isRoot) await chown(join(root, 'his'), 1234, 1234);
  expect(await tries(files, '/his/deep')).toEqual(allRefused);
});

test('a link on the way does not lead past the rules', async () => {
  const { root, files } = await strict();
  await mkdir(join(root, 'open'), { mode: 0o777 });
  await chmod(join(root, 'open'), 0o777);
  await writeFile(join(root, 'open', 'file'), 'x');
  await symlink('open', join(root, 'link'));
  expect(await tries(files, '/link')).toEqual(allRefused);
});

test("in a sticky folder root's own entries are changed, those of others and links are not", async () => {
  const { root, files } = await strict();
  const folder = join(root, 'tmp');
  await mkdir(folder);
  await chmod(folder, 0o1777);
  for (const name of ['file', 'his', 'target']) await writeFile(join(folder, name), 'x');
  await mkdir(join(folder, 'his-folder'));
  await writeFile(join(folder, 'his-folder', 'file'), 'x');
  await symlink('../good', join(folder, 'link'));
  if (isRoot) for (const name of ['his', 'his-folder']) await chown(join(folder, name), 1234, 1234);
  const code = (path: string): Promise<string> =>
    files.replace(at(path), bytes('y'), { mode: 0o600 }).then(
      () => 'done',
      (thrown: { code: string }) => thrown.code,
    );
  const own = isRoot ? 'done' : 'unsafe-path';
  expect([await code('/tmp/file'), await code('/tmp/new')]).toEqual([own, own]);
  for (const path of ['/tmp/his', '/tmp/his-folder/file', '/tmp/link/file', '/tmp/link'])
    expect(await code(path), path).toBe('unsafe-path');
  expect(await readFile(join(root, 'good', 'file'), 'utf8')).toBe('x');
});

test.runIf(isRoot)("in a sticky folder another's file and link can be removed, by their names; his folder is not walked into", async () => {
  const { root, files } = await strict();
  const folder = join(root, 'crash');
  await mkdir(join(folder, 'his-folder'), { recursive: true });
  await chmod(folder, 0o1777);
  for (const name of ['his', 'his-folder/file']) await writeFile(join(folder, name), 'x');
  await symlink('../good', join(folder, 'link'));
  for (const name of ['his', 'his-folder']) await chown(join(folder, name), 1234, 1234);
  await lchown(join(folder, 'link'), 1234, 1234);
  await files.removeTree(at('/crash/his'));
  await files.removeTree(at('/crash/link'));
  await expect(files.removeTree(at('/crash/his-folder'))).rejects.toMatchObject({ code: 'unsafe-path' });
  expect(await readdir(folder)).toEqual(['his-folder']);
  expect(await readFile(join(folder, 'his-folder', 'file'), 'utf8')).toBe('x');
  expect(await readFile(join(root, 'good', 'file'), 'utf8')).toBe('x');
});

test('a mount point that is a file system of somebody else is still judged by its folder', async () => {
  const { root, files } = await strict();
  await chmod(root, 0o777);
  expect(await tries(files, '/good')).toEqual(allRefused);
});

test('a program of a disk is looked for on it, also through links at its end', async () => {
  const { base, root } = await disk();
  const program = join(root, base.slice(1), 'outside', 'tool');
  await writeFile(program, '#!/bin/sh\n', { mode: 0o755 });
  await mkdir(join(root, 'usr', 'bin'), { recursive: true });
  const link = (target: string, name: string) => symlink(target, join(root, 'usr', 'bin', name));
  await link(join(base, 'outside', 'tool'), 'tool');
  await link('tool', 'again');
  await link('round', 'round');
  // These are on the machine, and not on the disk.
  await link('/bin/sh', 'of-the-host');
  await link('../../../../../../../../../../../bin/sh', 'up');
  await writeFile(join(root, 'usr', 'bin', 'text'), '', { mode: 0o644 });
  const found = async (name: string) => isProgram(root, `/usr/bin/${name}`);
  expect([await found('tool'), await found('again')]).toEqual([true, true]);
  for (const name of ['of-the-host', 'up', 'round', 'text', '', 'none']) expect([name, await found(name)]).toEqual([name, false]);
});

test('the output of a command for a disk goes to the disk', async () => {
  const { base, root } = await disk();
  await mkdir(join(root, 'usr', 'bin'), { recursive: true });
  await writeFile(join(root, 'usr', 'bin', 'tool'), '', { mode: 0o755 });
  const inside = createExec({ root, home: '/', keep: {}, prefix: () => ['/bin/echo'] });
  await inside.run({ argv: ['tool', 'said'], timeoutMs: ampleMs, outputFile: '/absolute/log' });
  expect(await readFile(join(root, base.slice(1), 'outside', 'log'), 'utf8')).toBe('said\n');
  await expect(readFile(join(base, 'outside', 'log'))).rejects.toMatchObject({ code: 'ENOENT' });
  await symlink('/etc/hosts', join(root, 'log'));
  await expect(inside.run({ argv: ['tool'], timeoutMs: ampleMs, outputFile: '/log' })).rejects.toMatchObject({ code: 'unsafe-path' });
});

test('a pipe or a device as an entry is not opened', async () => {
  const { root, files } = await strict();
  await exec.run({ argv: ['mkfifo', join(root, 'pipe')], timeoutMs: ampleMs });
  await expect(files.read(at('/pipe'), 10)).rejects.toMatchObject({ code: 'bad-input' });
});
