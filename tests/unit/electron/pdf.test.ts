import { beforeEach, expect, test } from 'vitest';
import { createPrinter } from '../../../src-main/hosts/electron/pdf.js';
import { fake, resetFake, session, type BrowserWindow } from '../../fakes/electron.js';

/** What the hidden windows saw at their address. */
let seen: { body: string; policy: string }[];
let failing: boolean;

beforeEach(() => {
  resetFake();
  seen = [];
  failing = false;
  fake.pageBehind = () => ({
    async load(address) {
      const answer = await session.fromPartition('report').fetch(address);
      seen.push({ body: await answer.text(), policy: answer.headers.get('content-security-policy') ?? '' });
      if (failing) throw new Error('ERR_FAILED');
    },
    reload: () => undefined,
    send: () => undefined,
  });
});

test('a report is printed on the paper that was asked for, in a hidden window that is gone afterwards', async () => {
  const print = createPrinter();
  expect((await print('<h1>one</h1>', 'A4')).toString()).toBe('%PDF-fake');
  await print('<h1>two</h1>', 'Letter');
  expect(seen.map(({ body }) => body)).toEqual(['<h1>one</h1>', '<h1>two</h1>']);
  expect(fake.windows.map(({ webContents }) => webContents.printed[0]?.pageSize)).toEqual(['A4', 'Letter']);
  expect(fake.windows.map(({ destroyed, options }) => [destroyed, options.show])).toEqual([
    [true, false],
    [true, false],
  ]);
});

test('its page has no rights, runs no scripts, and has no bridge', async () => {
  await createPrinter()('x', 'A4');
  const { session: own, ...preferences } = fake.windows[0]?.options.webPreferences ?? {};
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    javascript: false,
    spellcheck: false,
    devTools: false,
  });
  expect(own).toBe(session.fromPartition('report'));
  expect(seen[0]?.policy).toMatch(/^default-src 'none'; style-src 'sha256-[^' ]+'; img-src data:;/);
  expect(seen[0]?.policy).not.toMatch(/script|unsafe/);
});

test('its session is locked, and holds a report only while it is printed', async () => {
  await createPrinter()('secret', 'A4');
  const own = session.fromPartition('report');
  expect(own.permissionCheck?.(null, 'media', 'app://rescuepc', {} as never)).toBe(false);
  const later = await own.fetch('app://rescuepc/report');
  expect([later.status, await later.text()]).toEqual([404, 'There is no such page.\n']);
});

test('two at once are printed one after the other, each its own', async () => {
  const print = createPrinter();
  await Promise.all([print('a', 'A4'), print('b', 'A4')]);
  expect(seen.map(({ body }) => body)).toEqual(['a', 'b']);
});

test('one that fails leaves no window behind and does not stop the next', async () => {
  const print = createPrinter();
  failing = true;
  await expect(print('a', 'A4')).rejects.toThrow('ERR_FAILED');
  failing = false;
  await expect(print('b', 'A4')).resolves.toBeInstanceOf(Buffer);
  expect(fake.windows.every(({ destroyed }: BrowserWindow) => destroyed)).toBe(true);
});
