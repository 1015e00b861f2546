import type { Session } from 'electron';
import { beforeEach, expect, test } from 'vitest';
import { lockPages, lockSession } from '../../../src-main/hosts/electron/lockdown.js';
import { app, BrowserWindow, FakeSession, resetFake } from '../../fakes/electron.js';

let own: FakeSession;
let window: BrowserWindow;

beforeEach(() => {
  resetFake();
  own = new FakeSession();
  lockSession(own as unknown as Session);
  lockPages();
  window = new BrowserWindow();
});

test('permissions that are asked for are denied, every one', () => {
  const answers: boolean[] = [];
  for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fullscreen', 'unknown'] as const)
    own.permissionRequest?.({} as never, permission, (granted) => answers.push(granted), {} as never);
  expect(answers).toEqual(Array.from({ length: 7 }, () => false));
});

test('permissions that are looked up are denied, also for our own page', () => {
  for (const permission of ['media', 'clipboard-sanitized-write', 'usb', 'notifications'] as const)
    expect(own.permissionCheck?.(null, permission, 'app://rescuepc', {} as never)).toBe(false);
});

test('no device is given', () => {
  expect(own.devicePermission?.({ deviceType: 'hid', origin: 'app://rescuepc', device: {} as never })).toBe(false);
});

test.each([
  ['app://rescuepc/index.html', true],
  ['blob:app://rescuepc/1b2c', true],
  ['data:image/png;base64,AAAA', true],
  ['https://example.org/', false],
  ['http://127.0.0.1:80/', false],
  ['ws://127.0.0.1/', false],
  ['file:///etc/passwd', false],
  ['app://other/', false],
  ['app://rescuepc.example/', false],
])('the network: %s may be loaded: %s', (url, may) => {
  let cancelled: boolean | undefined;
  own.beforeRequest?.({ url }, ({ cancel }) => (cancelled = cancel));
  expect(cancelled).toBe(!may);
});

test('developer tools may load only from sources', () => {
  const answers: (boolean | undefined)[] = [];
  const ask = (): void => own.beforeRequest?.({ url: 'devtools://devtools/x.js' }, ({ cancel }) => void answers.push(cancel));
  ask();
  app.isPackaged = true;
  ask();
  expect(answers).toEqual([false, true]);
});

test('only what the page itself made can be saved', () => {
  const saved = (url: string): boolean => {
    let prevented = false;
    own.emit('will-download', { preventDefault: () => (prevented = true) }, { getURL: () => url });
    return !prevented;
  };
  expect(saved('blob:app://rescuepc/1b2c')).toBe(true);
  expect(saved('app://rescuepc/index.html')).toBe(false);
  expect(saved('https://example.org/x.exe')).toBe(false);
});

test('a page cannot leave: navigation and redirection are prevented', () => {
  for (const url of ['https://example.org/', 'file:///etc/passwd', 'app://rescuepc/index.html', 'javascript:1'])
    for (const event of ['will-navigate', 'will-redirect']) expect(window.webContents.tries(event, { url }), `${event} ${url}`).toBe(true);
});

test('frames cannot leave either; a preview that holds its own text is left alone', () => {
  expect(window.webContents.tries('will-frame-navigate', { url: 'https://example.org/', isMainFrame: false })).toBe(true);
  expect(window.webContents.tries('will-frame-navigate', { url: 'about:srcdoc', isMainFrame: true })).toBe(true);
  expect(window.webContents.tries('will-frame-navigate', { url: 'about:srcdoc', isMainFrame: false })).toBe(false);
});

test('no page opens a window', () => {
  expect(window.webContents.windowOpenHandler?.({ url: 'app://rescuepc/' } as never)).toEqual({ action: 'deny' });
});

test('no page attaches a webview', () => {
  expect(window.webContents.tries('will-attach-webview')).toBe(true);
});
