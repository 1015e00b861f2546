import { beforeEach, expect, test } from 'vitest';
import { reviveWindow } from '../../../src-main/hosts/electron/crash.js';
import { BrowserWindow, resetFake } from '../../fakes/electron.js';

let window: BrowserWindow;
let asked: number;
let again: boolean;
let time: number;

beforeEach(() => {
  resetFake();
  window = new BrowserWindow();
  [asked, again, time] = [0, false, 0];
  const ask = () => {
    asked += 1;
    return Promise.resolve(again);
  };
  reviveWindow(
    window as never,
    ask,
    () => undefined,
    () => time,
  );
});

const crash = async (reason = 'crashed'): Promise<void> => {
  window.webContents.emit('render-process-gone', {}, { reason, exitCode: 1 });
  await new Promise((resolve) => setImmediate(resolve));
};

test('a page whose process dies is loaded again', async () => {
  await crash();
  await crash('oom');
  expect([window.webContents.reloads, asked]).toEqual([2, 0]);
});

test('the third time within a minute a person is asked first', async () => {
  await crash();
  await crash();
  await crash();
  expect([window.webContents.reloads, asked]).toEqual([2, 1]);
  again = true;
  await crash();
  await crash();
  await crash();
  expect([window.webContents.reloads, asked]).toEqual([5, 2]);
});

test('crashes that are far apart are no reason to ask', async () => {
  for (let at = 0; at < 5; at++) {
    time += 61_000;
    await crash();
  }
  expect([window.webContents.reloads, asked]).toEqual([5, 0]);
});

test('a page that ended as it should, and one in a window that is gone, are left alone', async () => {
  await crash('clean-exit');
  window.destroyed = true;
  await crash();
  expect(window.webContents.reloads).toBe(0);
});
