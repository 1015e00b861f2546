import { chmodSync, closeSync, openSync, readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openInBrowser } from '../../../src-main/adapters/browser.js';
import { ampleMs, tempFolder } from './temp.js';

const address = 'http://127.0.0.1:4800/#code=abc';
let opener: string;

beforeEach(async () => {
  vi.stubEnv('DISPLAY', ':9');
  opener = join(await tempFolder(), 'opener');
  // Notes what it was called with.
  writeFileSync(opener, `#!/bin/sh\necho "$@" >"${opener}.said"\n`);
  chmodSync(opener, 0o755);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** Until the opener has said what it was called with: before that its folder cannot be removed, since it may write into it meanwhile. */
function opened(page: string): Promise<void> {
  return vi.waitFor(() => expect(readFileSync(`${opener}.said`, 'utf8')).toContain(page), { timeout: ampleMs });
}

test('the secret goes through a page for this user alone, in no argument, and is removed', async () => {
  const folder = await tempFolder();
  const remove = openInBrowser(address, folder, opener);
  const [page = ''] = readdirSync(folder);
  expect(readFileSync(join(folder, page), 'utf8')).toContain(address);
  expect(statSync(join(folder, page)).mode & 0o777).toBe(0o600);
  await opened(page);
  expect(readFileSync(`${opener}.said`, 'utf8')).not.toContain('abc');
  remove?.();
  remove?.();
  expect(readdirSync(folder)).toEqual([]);
});

test('old pages of a killed console are removed, a young one of another console and other files are not', async () => {
  const folder = await tempFolder();
  const [old, young, other] = ['open-0123456789abcdef.html', 'open-fedcba9876543210.html', 'open-my-notes.html'];
  for (const name of [old, young, other]) writeFileSync(join(folder, name), '');
  const before = new Date(Date.now() - 11 * 60_000);
  for (const name of [old, other]) utimesSync(join(folder, name), before, before);
  openInBrowser(address, folder, opener)?.();
  expect(readdirSync(folder).toSorted()).toEqual([young, other].toSorted());
  await opened('open-');
});

test('without a display, an opener, or a place for the page nothing is opened, and nothing is thrown', async () => {
  const folder = await tempFolder();
  expect(openInBrowser(address, folder, join(folder, 'none'))).toBeNull();
  expect(openInBrowser(address, opener, opener)).toBeNull();
  // A program that is just being written cannot be started; that is thrown, not told by an event.
  const written = openSync(opener, 'r+');
  expect(openInBrowser(address, folder, opener)).toBeNull();
  closeSync(written);
  vi.stubEnv('DISPLAY', '');
  vi.stubEnv('WAYLAND_DISPLAY', '');
  expect(openInBrowser(address, folder, opener)).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
});
