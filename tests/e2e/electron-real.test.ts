import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { electronBinary, whyNoDesktop } from '../tools/electron-binary.ts';
import { repo } from '../tools/run.ts';
import { ask } from './electron-ask.ts';

/** The desktop window in the real Electron. Where that is not, each of these is skipped, and says why; none passes. */
const obstacle = whyNoDesktop();
test.skip(obstacle !== null, `skipped: ${obstacle ?? ''}`);

let home: string;
let desktop: ElectronApplication;
let page: Page;

test.beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'rescuepc-real-'));
  desktop = await start();
  page = await desktop.firstWindow();
  await expect(page.getByTestId('identity')).not.toBeEmpty();
});
test.afterEach(async () => {
  await desktop.close();
  rmSync(home, { recursive: true, force: true });
});

function start(words: readonly string[] = []): Promise<ElectronApplication> {
  const env = Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  return _electron.launch({ executablePath: electronBinary() ?? '', args: [repo, ...words], env: { ...env, RESCUEPC_HOME: home } });
}

test('the first page is there, from our own scheme, with the policy', async () => {
  expect(new URL(page.url()).host).toBe('rescuepc');
  expect(page.url()).toMatch(/^app:\/\/rescuepc\//);
  const policy = await page.evaluate(`fetch('app://rescuepc/').then((answer) => answer.headers.get('content-security-policy'))`);
  expect(policy).toContain("default-src 'none'");
  expect(await ask(page, 'host.about', {})).toMatchObject([{ kind: 'desktop' }]);
});

test('the page has the bridge and nothing else of the host', async () => {
  expect(await page.evaluate('[typeof require, typeof process, typeof module, Object.keys(window.rescuepc).join()]')).toEqual([
    'undefined',
    'undefined',
    'undefined',
    'connect',
  ]);
});

test('nothing leads out: no window, no navigation, no network, no permission, no file of this machine', async () => {
  const before = page.url();
  expect(await page.evaluate(`window.open('https://example.org/') === null`)).toBe(true);
  await page.evaluate(`location.assign('https://example.org/')`);
  expect(await page.evaluate(`fetch('https://example.org/').then(() => 'loaded', () => 'refused')`)).toBe('refused');
  expect(await page.evaluate(`fetch('file:///etc/passwd').then(() => 'loaded', () => 'refused')`)).toBe('refused');
  expect(await page.evaluate(`fetch('app://rescuepc/..%2f..%2fetc%2fpasswd').then((answer) => answer.status)`)).toBe(404);
  expect(await page.evaluate(`navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state)`)).toBe('denied');
  expect(page.url()).toBe(before);
  expect(desktop.windows()).toHaveLength(1);
});

test('a page whose process dies comes back by itself', async () => {
  await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  await expect
    .poll(() =>
      desktop.evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        return contents !== undefined && !contents.isCrashed() && !contents.isLoading() && contents.getURL().startsWith('app://rescuepc/');
      }),
    )
    .toBe(true);
});

test('a report becomes a PDF', async () => {
  const [{ base64 }] = (await ask(page, 'host.makePdf', { html: '<!doctype html><h1>Report</h1>', paper: 'A4' })) as [{ base64: string }];
  expect(Buffer.from(base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
});

test('a second start hands its address over and ends', async () => {
  const id = '20261125-120000-a1b2c3';
  await start([`rescuepc://run/${id}`]).then(
    (second) => second.close(),
    // It may be gone before it could be followed.
    () => undefined,
  );
  await expect.poll(() => page.url()).toBe(`app://rescuepc/#/run/${id}`);
});
