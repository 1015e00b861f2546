import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFiles } from '../../../src-main/adapters/node-files.js';
import { fromBytes } from '../../../src-main/adapters/file-path.js';
import type { FilePath } from '../../../src-shared/contract/path.js';
import { exec, tempFolder } from './temp.js';

const at = (text: string): FilePath => ({ text });

/** The same files named from the top of the running system, where paths are not walked, and from a root, where they are. */
async function both() {
  const folder = await tempFolder();
  await mkdir(join(folder, 'real'));
  await writeFile(join(folder, 'real', 'file'), 'content');
  await writeFile(Buffer.concat([Buffer.from(`${folder}/real/`), Buffer.from([0xff, 0x31])]), 'odd');
  await symlink('real', join(folder, 'link'));
  await symlink('real/file', join(folder, 'file-link'));
  await symlink('loop', join(folder, 'loop'));
  const [walked, named] = [createFiles(folder, exec, true), createFiles('/', exec, true)];
  const tell = (work: Promise<unknown>): Promise<unknown> =>
    work.catch((thrown: unknown) => (thrown as { code?: unknown }).code ?? String(thrown));
  return { folder, walked, named, tell };
}

test.each([
  '/real/file',
  '/link/file',
  '/link/../real/./file',
  '/real//file/',
  '/file-link',
  '/none',
  '/real/file/x',
  '/loop/x',
  '/real/..',
])('%s reads the same whether it is walked or named', async (path) => {
  const { folder, walked, named, tell } = await both();
  for (const look of ['stat', 'readLink', 'census', 'count', 'list'] as const)
    expect(JSON.stringify(await tell(named[look](at(folder + path)))), look).toBe(
      JSON.stringify(await tell(walked[look](at(path)))).replaceAll(`"${path}/`, `"${folder}${path}/`),
    );
  expect(await tell(named.read(at(folder + path), 100))).toEqual(await tell(walked.read(at(path), 100)));
});

test('a link at the end is never followed, and the top has no name of its own', async () => {
  const { folder, named } = await both();
  expect((await named.stat(at(`${folder}/file-link`)))?.kind).toBe('link');
  await expect(named.read(at(`${folder}/file-link`), 100)).rejects.toMatchObject({ code: 'unsafe-path' });
  expect((await named.stat(at('/')))?.kind).toBe('dir');
  expect((await named.list(at('/'))).map((entry) => entry.text)).toContain('/etc');
});

test('names that are not UTF-8 are listed and read', async () => {
  const { folder, named } = await both();
  const odd = (await named.list(at(`${folder}/link`))).find((entry) => entry.bytesBase64 !== undefined);
  expect(odd).toEqual(fromBytes(Buffer.concat([Buffer.from(`${folder}/link/`), Buffer.from([0xff, 0x31])])));
  expect(new TextDecoder().decode(await named.read(odd ?? at('/'), 10))).toBe('odd');
});
