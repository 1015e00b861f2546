import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepWindowState, placeWindow, readWindowState } from '../../../src-main/hosts/electron/window-state.js';
import { BrowserWindow, resetFake } from '../../fakes/electron.js';

let folder: string;
beforeEach(() => {
  resetFake();
  folder = mkdtempSync(join(tmpdir(), 'rescuepc-window-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const screens = [
  { x: 0, y: 0, width: 1366, height: 728 },
  { x: 1366, y: 0, width: 1920, height: 1040 },
];

test('what a window was is kept when it closes, for this user alone, and read again', () => {
  const window = new BrowserWindow({ x: 10, y: 20, width: 900, height: 640 });
  window.maximised = true;
  keepWindowState(window as never, join(folder, 'new'));
  window.close();
  expect(readWindowState(join(folder, 'new'))).toEqual({ x: 10, y: 20, width: 900, height: 640, maximised: true });
  expect(statSync(join(folder, 'new', 'window.json')).mode & 0o777).toBe(0o600);
});

test('it is kept soon after the window was moved, so that a crash loses nothing', () => {
  vi.useFakeTimers();
  const window = new BrowserWindow({ x: 10, y: 20, width: 900, height: 640 });
  keepWindowState(window as never, folder);
  window.bounds = { x: 11, y: 22, width: 901, height: 641 };
  window.emit('move');
  vi.advanceTimersByTime(500);
  expect(JSON.parse(readFileSync(join(folder, 'window.json'), 'utf8'))).toMatchObject({ x: 11, y: 22, width: 901, height: 641 });
});

test('a folder that cannot be written to disturbs nothing', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const window = new BrowserWindow();
  keepWindowState(window as never, join(file, 'below'));
  expect(window.close()).toBe(false);
});

test.each([
  '',
  'not json',
  '[]',
  'null',
  '{"x":1}',
  '{"x":"1","y":1,"width":1,"height":1,"maximised":false}',
  '{"x":1e99,"y":1,"width":900,"height":700,"maximised":false}',
  '{"x":1.5,"y":1,"width":900,"height":700,"maximised":false}',
])('a damaged file is ignored: %s', (text) => {
  writeFileSync(join(folder, 'window.json'), text);
  expect(readWindowState(folder)).toBeNull();
});

test('nothing kept: the usual size in the middle, smaller on a small screen', () => {
  expect(placeWindow(null, [{ x: 0, y: 0, width: 1920, height: 1040 }])).toEqual({ width: 1280, height: 800 });
  expect(placeWindow(null, screens)).toEqual({ width: 1280, height: 728 });
  expect(placeWindow(null, [])).toEqual({ width: 1280, height: 800 });
});

test('on a second screen it opens there, and not where no screen is any more', () => {
  const kept = { x: 1500, y: 100, width: 1000, height: 700, maximised: false };
  expect(placeWindow(kept, screens)).toEqual({ x: 1500, y: 100, width: 1000, height: 700 });
  expect(placeWindow(kept, screens.slice(0, 1))).toEqual({ width: 1000, height: 700 });
});

test.each([
  ['beside the left edge', { x: -890, y: 10 }],
  ['above the top', { x: 10, y: -200 }],
  ['below the bottom', { x: 10, y: 720 }],
])('a title bar that cannot be reached (%s) is not brought back', (_where, at) => {
  expect(placeWindow({ ...at, width: 900, height: 600, maximised: false }, screens.slice(0, 1))).toEqual({ width: 900, height: 600 });
});

test('it is never larger than its screen and never too small to use', () => {
  expect(placeWindow({ x: 0, y: 0, width: 5000, height: 5000, maximised: false }, screens)).toEqual({
    x: 0,
    y: 0,
    width: 1366,
    height: 728,
  });
  expect(placeWindow({ x: 0, y: 0, width: 1, height: 1, maximised: false }, screens)).toMatchObject({ width: 640, height: 360 });
});
