import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMainWindow, focusWindow } from '../../../src-main/hosts/electron/main-window.js';
import { app, fake, nativeTheme, resetFake } from '../../fakes/electron.js';

let folder: string;
beforeEach(() => {
  resetFake();
  folder = mkdtempSync(join(tmpdir(), 'rescuepc-window-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = () => {
  createMainWindow(folder);
  const [window] = fake.windows;
  if (!window) throw new Error('no window');
  return window;
};

test('what the page may do is written down: sandboxed, isolated, no Node, no webviews, the usual web security', () => {
  const { preload, ...preferences } = open().options.webPreferences ?? {};
  expect(preload).toMatch(/preload.index\.cjs$/);
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: true,
    disableBlinkFeatures: 'Auxclick',
  });
});

test('a packaged window has no developer tools', () => {
  app.isPackaged = true;
  expect(open().options.webPreferences?.devTools).toBe(false);
});

test('it is shown when there is something to see, on the ground of the theme', async () => {
  nativeTheme.themeSource = 'dark';
  Object.assign(nativeTheme, { shouldUseDarkColors: true });
  const window = open();
  expect([window.options.show, window.shown, window.options.backgroundColor]).toEqual([false, false, '#0f141a']);
  await window.loadURL('app://rescuepc/');
  expect(window.shown).toBe(true);
});

test('it opens where it was, and as large', () => {
  writeFileSync(join(folder, 'window.json'), JSON.stringify({ x: 100, y: 50, width: 900, height: 700, maximised: true }));
  const window = open();
  expect([window.options.x, window.options.y, window.options.width, window.options.height, window.maximised]).toEqual([
    100,
    50,
    900,
    700,
    true,
  ]);
});

test('it comes to the front, also from the task bar', () => {
  const window = open();
  window.minimised = true;
  focusWindow(window as never);
  expect([window.minimised, window.shown, window.focused]).toEqual([false, true, true]);
});
