import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { ask } from './electron-ask.ts';
import { installProduct, stage, startDesktop, startMain, type Desktop, type Installed } from './electron-host.ts';

/**
 * The real main process, the built bridge and the built window together, with the real core; only Electron itself is the fake, and
 * Chromium is Debian's.
 */
let installed: Installed;
let desktop: Desktop | undefined;

test.beforeEach(() => {
  installed = installProduct();
});
test.afterEach(async () => {
  desktop?.tell({ type: 'quit' });
  await desktop?.ended;
  desktop = undefined;
  installed.remove();
});

async function start({ browser }: { browser: Parameters<typeof startDesktop>[0] }, words: readonly string[] = []): Promise<Desktop> {
  desktop = await startDesktop(browser, installed, words);
  return desktop;
}

async function seesTheMachine(page: Page): Promise<void> {
  await expect(page.getByTestId('identity')).toContainText(/Debian|Linux|Ubuntu/);
  await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
}

test('the window shows this machine and its four lamps, asks nobody outside, and breaks no rule of its policy', async ({ browser }) => {
  const complaints: string[] = [];
  const { page, strangers, state } = await start({ browser });
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.reload();
  await seesTheMachine(page);
  for (const lamp of [/Data safe/, /Room/, /Restart/, /Internet/])
    await expect(page.getByRole('main').getByText(lamp).first()).toBeVisible();
  await expect(page.getByText(installed.store)).toBeVisible();
  expect(strangers).toEqual([]);
  expect(complaints).toEqual([]);
  const done = await state();
  expect([done.sandboxed, done.privileged]).toEqual([true, ['app']]);
  expect(done.preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false });
});

test('the page has the bridge and nothing else of the host; scripts and addresses from outside are refused', async ({ browser }) => {
  const { page } = await start({ browser });
  await seesTheMachine(page);
  expect(await page.evaluate('Object.keys(window.rescuepc)')).toEqual(['connect']);
  expect(await page.evaluate('[typeof require, typeof process, typeof module]')).toEqual(['undefined', 'undefined', 'undefined']);
  const inline = `(() => { const s = document.createElement('script'); s.textContent = 'window.__inline = true'; document.head.append(s); return window.__inline === true; })()`;
  expect(await page.evaluate(inline)).toBe(false);
  const refused = (what: string): Promise<unknown> => page.evaluate(`${what}.then(() => 'loaded', () => 'refused')`);
  expect(await refused(`fetch('https://example.org/')`)).toBe('refused');
  const frame = `new Promise((yes, no) => { document.addEventListener('securitypolicyviolation', () => no(), { once: true }); const f = document.createElement('iframe'); f.src = 'https://example.org/'; f.onload = yes; document.body.append(f); })`;
  expect(await refused(frame)).toBe('refused');
});

test('only files of the window are served, each with the policy', async ({ browser }) => {
  const { page } = await start({ browser });
  const look = (path: string): Promise<unknown> =>
    page.evaluate(
      `fetch(${JSON.stringify(path)}).then(async (r) => [r.status, r.headers.get('content-security-policy')?.includes("default-src 'none'"), (await r.text()).includes('root:')])`,
    );
  expect(await look('/index.html')).toEqual([200, true, false]);
  for (const path of ['/..%2f..%2f..%2fetc%2fpasswd', '/%2e%2e/%2e%2e/etc/passwd', '/assets', '/preload/index.cjs'])
    expect(await look(path), path).toEqual([404, true, false]);
});

test('messages of another origin and of frames reach no handler', async ({ browser }) => {
  const { page, tell, ended } = await start({ browser });
  await seesTheMachine(page);
  const open = { op: 'open', id: 1, name: 'host.openLink', input: { id: 'smartmontools' }, credit: 1 };
  for (const frame of [
    { origin: 'https://example.org', isMain: true },
    { origin: 'app://rescuepc', isMain: false },
  ])
    tell({ type: 'message', id: 0, channel: 'rescuepc', args: ['11111111-1111-4111-8111-111111111111', JSON.stringify(open)], frame });
  expect((await desktop?.state())?.opened).toEqual([]);
  expect(await ask(page, 'host.openLink', { id: 'smartmontools' })).toEqual([null]);
  expect((await desktop?.state())?.opened).toEqual(['https://www.smartmontools.org/']);
  tell({ type: 'quit' });
  const { err, code } = await ended;
  expect(code).toBe(0);
  expect(err.match(/was dropped/g)).toHaveLength(2);
});

test('junk reaches no handler, and the window goes on working', async ({ browser }) => {
  const { page } = await start({ browser });
  const junk = [
    null,
    1,
    '',
    'x'.repeat(100_000),
    [],
    {},
    { op: 'open' },
    { op: 'open', id: -1 },
    { op: 'open', id: 1, name: '__proto__', input: {}, credit: 1 },
  ];
  await page.evaluate(
    `(() => { const line = window.rescuepc.connect(() => undefined, () => undefined); for (let i = 0; i < 200; i++) for (const one of ${JSON.stringify(junk)}) line.post(one); })()`,
  );
  expect(await ask(page, 'host.openLink', { id: 'https://example.org/' })).toEqual({ code: 'bad-input' });
  expect(await ask(page, 'host.about', {})).toMatchObject([{ kind: 'desktop', makesPdf: true }]);
  await page.reload();
  await seesTheMachine(page);
});

test('a run survives its window: the page that is loaded again finds it and replays it from the start', async ({ browser }) => {
  test.skip(process.getuid?.() !== 0, 'As an ordinary user this could clean real caches; as root it works as nobody, who has none.');
  const { page, tell, state } = await start({ browser });
  const request = { selection: [{ routine: 'any-user-cache-clean' }], params: {}, accept: [], root: '/' };
  const [plan] = (await ask(page, 'repair.plan', { request, elevate: false })) as [{ digest: string }];
  const [{ run }] = (await ask(page, 'repair.start', { digest: plan.digest })) as [{ run: string }];
  const reloaded = page.waitForEvent('load');
  tell({ type: 'event', id: 0, name: 'render-process-gone', details: { reason: 'crashed', exitCode: 1 } });
  await reloaded;
  await seesTheMachine(page);
  expect(await ask(page, 'repair.active', {})).toEqual([[expect.objectContaining({ run })]]);
  const events = (await ask(page, 'repair.watch', { run, fromSeq: 1 })) as { type: string; seq: number }[];
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, at) => at + 1));
  expect([events[0]?.type, events.at(-1)?.type]).toEqual(['started', 'finished']);
  // Nobody looked at the window meanwhile.
  await expect.poll(async () => (await state()).notifications.map(({ title }) => title)).toEqual(['Repair finished']);
});

test('an address of ours opens a page, at the start and from a second start; nothing else does', async ({ browser }) => {
  const id = '20261125-120000-a1b2c3';
  const { page, tell } = await start({ browser }, [`rescuepc://run/${id}`]);
  expect(page.url()).toBe(`${stage}/#/run/${id}`);
  tell({ type: 'second-instance', words: ['rescuepc', 'rescuepc://repair/any-hosts-hijack'] });
  tell({ type: 'second-instance', words: ['rescuepc', `rescuepc://run/${id.replace('a1', 'b2')}`] });
  await page.waitForURL(`${stage}/#/run/${id.replace('a1', 'b2')}`);
});

test('the menu and the theme follow the settings', async ({ browser }) => {
  const { page, state } = await start({ browser });
  const [settings] = (await ask(page, 'settings.get', {})) as [object];
  expect((await state()).menu).toContain('Edit');
  await ask(page, 'settings.set', { ...settings, language: 'de', theme: 'dark' });
  const { menu, theme } = await state();
  expect([menu.includes('Bearbeiten'), theme]).toEqual([true, 'dark']);
});

test('a report becomes a PDF in a page without scripts, with its own style', async ({ browser }) => {
  const { page } = await start({ browser });
  await ask(page, 'scan.start', { cost: 'quick', root: '/', elevate: false });
  const [{ text }] = (await ask(page, 'report.make', { format: 'html', redact: true, root: '/' })) as [{ text: string }];
  const hostile = text.replace(
    '</body>',
    '<script>document.body.textContent = "scripted"</script><img src="https://example.org/x.png"></body>',
  );
  const [{ base64 }] = (await ask(page, 'host.makePdf', { html: hostile, paper: 'A4' })) as [{ base64: string }];
  const pdf = Buffer.from(base64, 'base64');
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.length).toBeGreaterThan(5_000);
  expect(desktop?.strangers).toEqual([]);
});

test('leaving keeps where the window was and ends with 0', async ({ browser }) => {
  const { page, tell, ended } = await start({ browser });
  await seesTheMachine(page);
  tell({ type: 'moved' });
  await expect.poll(() => existsSync(join(installed.store, 'window.json'))).toBe(true);
  tell({ type: 'quit' });
  const { code, err } = await ended;
  expect([code, err]).toEqual([0, '']);
  expect(JSON.parse(readFileSync(join(installed.store, 'window.json'), 'utf8'))).toMatchObject({ width: 1280, maximised: false });
});

test('--version is answered without a window', async () => {
  const { version } = JSON.parse(readFileSync(join(installed.folder, 'package.json'), 'utf8')) as { version: string };
  expect(await startMain(installed, ['--version']).ended).toEqual({ code: 0, out: `${version}\n`, err: '' });
});

test('as root it refuses and says what to use', async () => {
  test.skip(process.getuid?.() !== 0, 'Only root can show that root is refused.');
  const { code, err } = await startMain(installed, [], true).ended;
  expect(code).toBe(4);
  expect(err).toContain('rescuepc console');
});
