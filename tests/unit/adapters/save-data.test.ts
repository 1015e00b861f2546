import { mkdir, readFile, readdir, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SavedFolder } from '../../../src-main/core/app-ports.js';
import { saveData } from '../../../src-main/adapters/save-data.js';
import { tempFolder } from './temp.js';

test('a link in the place of the list or the sums, as on a stick that somebody else made, is not written through', async () => {
  const { base, save, to } = await disk();
  const saved = join(to, '..');
  await mkdir(saved);
  await writeFile(join(base, 'victim'), 'precious');
  for (const name of ['SHA256SUMS', 'saved.json']) await symlink(join(base, 'victim'), join(saved, name));
  await expect(save('/home/eve')).rejects.toMatchObject({ code: 'unsafe-path' });
  await saveData.writeList(join(saved, 'saved.json'), '{}');
  expect(await readFile(join(saved, 'saved.json'), 'utf8')).toBe('{}');
  expect(await readFile(join(base, 'victim'), 'utf8')).toBe('precious');
});

/** A mounted disk with one home, and a folder of the technician's beside it. */
async function disk() {
  const base = await tempFolder();
  const root = join(base, 'disk');
  await mkdir(join(root, 'home', 'eve', 'folder'), { recursive: true });
  await writeFile(join(root, 'home', 'eve', 'folder', 'letter'), 'letter');
  await mkdir(join(base, 'own'));
  await writeFile(join(base, 'own', 'secret'), 'of the technician');
  const to = join(base, 'saved', 'eve');
  const save = (home: string, goal = to): Promise<SavedFolder> =>
    saveData.save({ root, home }, goal, () => undefined, new AbortController().signal);
  return { base, root, to, save };
}

test('a home is copied with its folders and links', async () => {
  const { root, to, save } = await disk();
  await symlink('/etc/shadow', join(root, 'home', 'eve', 'link'));
  expect(await save('/home/eve')).toEqual({ files: 1, bytes: 6, links: 1, unread: [], leftOut: [] });
  expect(await readFile(join(to, 'folder', 'letter'), 'utf8')).toBe('letter');
  expect(await readlink(join(to, 'link'))).toBe('/etc/shadow');
  expect(await readFile(join(to, '..', 'SHA256SUMS'), 'utf8')).toMatch(/^[0-9a-f]{64} {2}eve\/folder\/letter\n$/);
});

test('a home that is reached through links of the disk is copied from the disk', async () => {
  const { root, to, save } = await disk();
  await symlink('/home', join(root, 'people'));
  expect(await save('/people/eve')).toMatchObject({ files: 1, unread: [] });
  expect(await readFile(join(to, 'folder', 'letter'), 'utf8')).toBe('letter');
});

test('no home leads out of the disk: by the way up, by a link, or by a link on the way', async () => {
  const { base, root, save } = await disk();
  await symlink(join(base, 'own'), join(root, 'home', 'absolute'));
  await symlink('../../own', join(root, 'home', 'relative'));
  await symlink(base, join(root, 'through'));
  for (const home of ['/../own', '/home/../../own', '/home/absolute', '/home/relative', '/through/own']) {
    const saved = await save(home);
    expect(saved).toMatchObject({ files: 0, unread: [{ path: home }] });
  }
  expect(await readdir(base)).toEqual(['disk', 'own']);
});

test('the whole of a disk, and what a kernel shows in it, is nobody’s home', async () => {
  const { root, save } = await disk();
  await mkdir(join(root, 'proc', '1'), { recursive: true });
  await symlink('/proc', join(root, 'home', 'kernel'));
  for (const home of ['/', '/..', '/proc', '/proc/1', '/home/kernel'])
    expect((await save(home)).unread).toEqual([{ path: home, reason: 'it is no folder that people keep files in' }]);
});

test('nothing is written through a link that an earlier copy has made', async () => {
  const { base, root, to, save } = await disk();
  await symlink(join(base, 'own'), join(root, 'home', 'eve', 'x'));
  await save('/home/eve');
  await mkdir(join(root, 'home', 'again', 'x'), { recursive: true });
  await writeFile(join(root, 'home', 'again', 'x', 'planted'), 'planted');
  expect(await save('/home/again', to)).toMatchObject({ files: 0, unread: [{ path: 'x' }] });
  expect(await readdir(join(base, 'own'))).toEqual(['secret']);
});

test('a folder is not copied into itself or onto itself, also by another name', async () => {
  const { base, root, save } = await disk();
  await symlink(join(root, 'home'), join(base, 'other-name'));
  for (const goal of [join(root, 'home', 'eve'), join(root, 'home', 'eve', 'saved', 'eve'), join(base, 'other-name', 'eve')])
    await expect(save('/home/eve', goal)).rejects.toMatchObject({ code: 'bad-input' });
  expect(await readFile(join(root, 'home', 'eve', 'folder', 'letter'), 'utf8')).toBe('letter');
  expect(await readdir(join(root, 'home', 'eve'))).toEqual(['folder']);
});

test('the list is written also where nothing was copied', async () => {
  const { base } = await disk();
  await saveData.writeList(join(base, 'saved', 'saved.json'), '{}\n');
  expect(await readFile(join(base, 'saved', 'saved.json'), 'utf8')).toBe('{}\n');
});
