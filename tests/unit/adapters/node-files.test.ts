import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, lstat, mkdir, readdir, readFile, readlink, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createFiles } from '../../../src-main/adapters/node-files.js';
import type { FilePath } from '../../../src-shared/contract/path.js';
import { ampleMs, exec, isRoot, tempFolder } from './temp.js';

const at = (text: string): FilePath => ({ text });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Files seen from a temporary folder as root of a system. */
async function files(strict = false) {
  const root = await tempFolder();
  return { root, files: createFiles(root, exec, strict) };
}

test('what is not there is null for stat, and said for all else', async () => {
  const { files: under } = await files();
  expect(await under.stat(at('/nothing'))).toBeNull();
  expect(await under.stat(at('/nothing/below'))).toBeNull();
  await expect(under.read(at('/nothing'), 10)).rejects.toMatchObject({ code: 'not-found' });
  await expect(under.list(at('/nothing'))).rejects.toMatchObject({ code: 'not-found' });
  await expect(under.rename(at('/nothing'), at('/x'))).rejects.toMatchObject({ code: 'not-found' });
  await expect(under.remove(at('/nothing'))).resolves.toBeUndefined();
  await expect(under.removeTree(at('/nothing'))).resolves.toBeUndefined();
});

test.each(['relative', '', '/a\0b'])('%j is no path', async (text) => {
  const { files: under } = await files();
  await expect(under.stat(at(text))).rejects.toMatchObject({ code: 'bad-input' });
});

test('every kind is told apart', async () => {
  const { root, files: under } = await files();
  await writeFile(join(root, 'file'), 'x', { mode: 0o640 });
  await mkdir(join(root, 'dir'));
  await symlink('file', join(root, 'link'));
  await exec.run({ argv: ['mkfifo', join(root, 'pipe')], timeoutMs: ampleMs });
  const kind = async (name: string) => (await under.stat(at(name)))?.kind;
  expect([await kind('/file'), await kind('/dir'), await kind('/link'), await kind('/pipe'), await kind('/')]).toEqual([
    'file',
    'dir',
    'link',
    'other',
    'dir',
  ]);
  expect(await under.stat(at('/file'))).toMatchObject({ mode: 0o640, size: 1, links: 1 });
});

test('neither links nor pipes nor folders are read, and nothing past the limit', async () => {
  const { root, files: under } = await files();
  await writeFile(join(root, 'file'), '12345');
  await symlink('file', join(root, 'link'));
  await exec.run({ argv: ['mkfifo', join(root, 'pipe')], timeoutMs: ampleMs });
  await expect(under.read(at('/link'), 100)).rejects.toMatchObject({ code: 'unsafe-path' });
  await expect(under.read(at('/pipe'), 100)).rejects.toMatchObject({ code: 'bad-input' });
  await expect(under.read(at('/'), 100)).rejects.toMatchObject({ code: 'bad-input' });
  await expect(under.read(at('/file'), 4)).rejects.toMatchObject({ code: 'bad-input' });
  expect(await under.read(at('/file'), 5)).toEqual(bytes('12345'));
});

test('files of /proc, which say they are empty, are read to their end', async () => {
  const text = new TextDecoder().decode(await createFiles('/', exec, false).read(at('/proc/self/status'), 1e6));
  expect(text).toContain('Pid:');
});

test('a replaced file keeps its mode and owner; nothing is left beside it', async () => {
  const { root, files: under } = await files();
  const file = join(root, 'x');
  await writeFile(file, 'old');
  await chmod(file, 0o4751);
  if (isRoot) execFileSync('chown', ['1234:2345', file]);
  await chmod(file, 0o4751);
  const before = await stat(file);
  await under.replace(at('/x'), bytes('new'), { mode: 0o600 });
  const after = await stat(file);
  expect(await readFile(file, 'utf8')).toBe('new');
  expect([after.mode, after.uid, after.gid]).toEqual([before.mode, before.uid, before.gid]);
  expect(after.ino).not.toBe(before.ino);
  expect(await readdir(root)).toEqual(['x']);
});

test('a new file has the mode that was asked for', async () => {
  const { root, files: under } = await files();
  await under.replace(at('/x'), bytes('new'), { mode: 0o640 });
  expect((await stat(join(root, 'x'))).mode & 0o7777).toBe(0o640);
});

test('told all attributes, a file gets all of them, its times too', async () => {
  const { root, files: under } = await files();
  await writeFile(join(root, 'x'), 'old');
  await chmod(join(root, 'x'), 0o640);
  await utimes(join(root, 'x'), 1_000_000, 1_234_567);
  const attributes = await under.attributes(at('/x'));
  await under.replace(at('/x'), bytes('new'), { mode: 0o600 });
  expect((await stat(join(root, 'x'))).mtimeMs).not.toBe(1_234_567_000);
  await under.replace(at('/x'), bytes('old'), { mode: 0o600, attributes });
  expect((await stat(join(root, 'x'))).mtimeMs).toBe(1_234_567_000);
  expect((await stat(join(root, 'x'))).mode & 0o7777).toBe(0o640);
});

const setXattr = (file: string): void =>
  void execFileSync('python3', ['-c', `import os; os.setxattr(${JSON.stringify(file)}, 'user.mark', b'kept\\x00\\xff')`]);
const xattrsOf = (file: string): string =>
  execFileSync('python3', ['-c', `import os; p=${JSON.stringify(file)}; print({n: os.getxattr(p, n) for n in os.listxattr(p)})`], {
    encoding: 'utf8',
  }).trim();
const marked = "{'user.mark': b'kept\\x00\\xff'}";

test('a replaced file keeps its extended attributes, whether or not getfattr is installed', async () => {
  const { root, files: under } = await files();
  await writeFile(join(root, 'x'), 'old');
  setXattr(join(root, 'x'));
  await under.replace(at('/x'), bytes('new'), { mode: 0o600 });
  expect(xattrsOf(join(root, 'x'))).toBe(marked);
});

test('a file put back with its attributes keeps its extended attributes, whether or not getfattr is installed', async () => {
  const { root, files: under } = await files();
  await writeFile(join(root, 'x'), 'old');
  setXattr(join(root, 'x'));
  const attributes = await under.attributes(at('/x'));
  await under.replace(at('/x'), bytes('new'), { mode: 0o600 });
  await under.replace(at('/x'), bytes('old'), { mode: 0o600, attributes });
  expect(xattrsOf(join(root, 'x'))).toBe(marked);
});

test('an immutable file is replaced, moved and removed by root, and is immutable again', async () => {
  const { root, files: under } = await files();
  const file = join(root, 'x');
  await writeFile(file, 'old');
  const flagged = isRoot && (await exec.run({ argv: ['chattr', '+i', file], timeoutMs: ampleMs })).code === 0;
  try {
    await under.replace(at('/x'), bytes('new'), { mode: 0o600 });
    expect(await readFile(file, 'utf8')).toBe('new');
    if (flagged) expect((await under.attributes(at('/x'))).flags).toBe('i');
    await under.rename(at('/x'), at('/y'));
    if (flagged) expect((await under.attributes(at('/y'))).flags).toBe('i');
    await under.remove(at('/y'));
    expect(await under.stat(at('/y'))).toBeNull();
  } finally {
    if (flagged) await exec.run({ argv: ['chattr', '-R', '-i', root], timeoutMs: ampleMs });
  }
});

test('replacing a link replaces the link, never what it leads to', async () => {
  const { root, files: under } = await files();
  await writeFile(join(root, 'victim'), 'precious');
  await symlink('victim', join(root, 'x'));
  await under.replace(at('/x'), bytes('new'), { mode: 0o600 });
  expect((await lstat(join(root, 'x'))).isFile()).toBe(true);
  expect(await readFile(join(root, 'victim'), 'utf8')).toBe('precious');
});

test('the mode of a link is not changed, nor that of what it leads to', async () => {
  const { root, files: under } = await files();
  await writeFile(join(root, 'victim'), 'x', { mode: 0o600 });
  await symlink('victim', join(root, 'x'));
  await expect(under.setMode(at('/x'), { mode: 0o777 })).rejects.toMatchObject({ code: 'unsafe-path' });
  expect((await stat(join(root, 'victim'))).mode & 0o777).toBe(0o600);
});

test('mode and owner are set as told; setuid and setgid: change-mode.test.ts', async () => {
  const { root, files: under } = await files();
  await writeFile(join(root, 'x'), '');
  await under.setMode(at('/x'), { mode: 0o1754, ...(isRoot ? { uid: 33, gid: 44 } : {}) });
  expect(await under.stat(at('/x'))).toMatchObject({ mode: 0o1754, ...(isRoot ? { uid: 33, gid: 44 } : {}) });
  await under.setMode(at('/x'), isRoot ? { uid: 0 } : {});
  expect((await under.stat(at('/x')))?.mode).toBe(0o1754);
});

test('renaming replaces nothing: neither files, nor links, nor folders', async () => {
  const { root, files: under } = await files();
  await writeFile(join(root, 'from'), 'a');
  await writeFile(join(root, 'file'), 'b');
  await mkdir(join(root, 'dir'));
  await symlink('nowhere', join(root, 'link'));
  for (const to of ['/file', '/dir', '/link'])
    await expect(under.rename(at('/from'), at(to))).rejects.toMatchObject({ code: 'undo-conflict' });
  await under.rename(at('/from'), at('/dir/to'));
  expect(await readFile(join(root, 'dir', 'to'), 'utf8')).toBe('a');
});

test('removing a tree follows no link', async () => {
  const { root, files: under } = await files();
  await mkdir(join(root, 'tree', 'deep'), { recursive: true });
  await mkdir(join(root, 'outside'));
  await writeFile(join(root, 'outside', 'precious'), 'x');
  await symlink('../outside', join(root, 'tree', 'link'));
  await under.removeTree(at('/tree'));
  expect(await readdir(root)).toEqual(['outside']);
  expect(await readdir(join(root, 'outside'))).toEqual(['precious']);
});

test('names that are not UTF-8 are listed, read, changed and removed by their bytes', async () => {
  const { root, files: under } = await files();
  const name = Buffer.concat([Buffer.from(`${root}/caf`), Buffer.from([0xe9])]);
  await writeFile(name, 'old');
  const [path] = await under.list(at('/'));
  expect(path).toEqual({ text: '/caf\ufffd', bytesBase64: Buffer.from([0x2f, 0x63, 0x61, 0x66, 0xe9]).toString('base64') });
  if (!path) return;
  await under.replace(path, bytes('new'), { mode: 0o600 });
  expect(await readFile(name, 'utf8')).toBe('new');
  await under.setMode(path, { mode: 0o604 });
  expect((await under.stat(path))?.mode).toBe(0o604);
  await under.rename(path, at('/plain'));
  expect(await readdir(root)).toEqual(['plain']);
});

test('strange names are only names', async () => {
  const { root, files: under } = await files();
  for (const name of ['-rf', 'a\nb', '$(touch x)', 'a b', '*', '\u202e', '...']) {
    await under.replace(at(`/${name}`), bytes(name), { mode: 0o600 });
    expect(await readFile(join(root, name), 'utf8')).toBe(name);
  }
  expect(await under.list(at('/'))).toHaveLength(7);
});

test('links are made and replaced as links', async () => {
  const { root, files: under } = await files();
  await under.symlink(at('/x'), '../somewhere');
  await under.symlink(at('/x'), '/else');
  expect(await readlink(join(root, 'x'))).toBe('/else');
  expect(await under.readLink(at('/x'))).toBe('/else');
});

test('a link whose target is not UTF-8 can be put back exactly', async () => {
  const { root, files: under } = await files();
  const target = Buffer.from([0x2f, 0xe9]);
  await symlink(target, join(root, 'x'));
  await under.symlink(at('/y'), await under.readLink(at('/x')));
  expect(await readlink(join(root, 'y'), { encoding: 'buffer' })).toEqual(target);
});

test('what is mounted on an entry, or in it, is not emptied with it', async (context) => {
  const folder = await tempFolder();
  const script = fileURLToPath(new URL('remove-mounted.ts', import.meta.url));
  const apart = isRoot ? ['--mount'] : ['--user', '--map-root-user', '--mount'];
  context.skip(spawnSync('unshare', [...apart, 'true']).status !== 0, 'no namespaces for this user here');
  const said = spawnSync('unshare', [...apart, process.execPath, '--import', 'tsx', script, folder], { encoding: 'utf8' });
  expect(JSON.parse(said.stdout), said.stderr).toEqual(Array.from({ length: 4 }, () => ['busy', ['precious']]));
});
