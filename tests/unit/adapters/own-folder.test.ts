import { chmodSync, existsSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectOwnFolder } from '../../../src-main/adapters/own-folder.js';
import { isRoot, tempFolder } from './temp.js';

const refused = (code: string): unknown => expect.objectContaining({ code, hint: expect.stringContaining('--home') as string });

test('a folder that is not there is made for its owner alone, with those above it', async () => {
  const folder = join(await tempFolder(), 'a', 'b');
  expect(expectOwnFolder(folder)).toBeNull();
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(expectOwnFolder(folder)).toBeNull();
});

test('what cannot be a folder is refused with what to do', async () => {
  const file = join(await tempFolder(), 'file');
  writeFileSync(file, '');
  expect(() => expectOwnFolder(file)).toThrow(refused('bad-input'));
  expect(() => expectOwnFolder(join(file, 'below'))).toThrow(refused('bad-input'));
  const loop = join(await tempFolder(), 'loop');
  symlinkSync(loop, loop);
  expect(() => expectOwnFolder(loop)).toThrow(refused('bad-input'));
});

test('below /proc nothing can be made, and that is said at once', () => {
  expect(() => expectOwnFolder('/proc/rescuepc')).toThrow(refused('bad-input'));
});

test("somebody else's folder is refused, but for root, who may use it", async () => {
  const folder = await tempFolder();
  chmodSync(folder, 0o500);
  const use = (): string | null => expectOwnFolder(join(folder, 'x'));
  if (isRoot) expect(use()).toBeNull();
  else expect(use).toThrow(refused('not-permitted'));
  expect(existsSync(join(folder, 'x'))).toBe(isRoot);
  chmodSync(folder, 0o700);
});
