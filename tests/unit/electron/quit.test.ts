import { beforeEach, expect, test } from 'vitest';
import { guardQuit } from '../../../src-main/hosts/electron/quit.js';
import { app, fake, resetFake } from '../../fakes/electron.js';

let log: string[];
let atWork: boolean;
let answer: boolean;
let isLeaving: () => boolean;
const settled = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  resetFake();
  log = [];
  [atWork, answer] = [false, false];
  fake.onExit = (code) => log.push(`exit ${code}`);
  isLeaving = guardQuit({
    atWork: () => atWork,
    ask: () => {
      log.push('ask');
      return Promise.resolve(answer);
    },
    close: async () => {
      await settled();
      log.push('closed');
    },
  });
});

test('with nothing at work it closes the application, then leaves', async () => {
  app.quit();
  await settled();
  expect(isLeaving()).toBe(true);
  await settled();
  expect(log).toEqual(['closed', 'exit 0']);
});

test('with a repair at work a person is asked, and it stays if they want', async () => {
  atWork = true;
  app.quit();
  await settled();
  await settled();
  expect([log, isLeaving()]).toEqual([['ask'], false]);
  answer = true;
  app.quit();
  await settled();
  await settled();
  expect(log).toEqual(['ask', 'ask', 'closed', 'exit 0']);
});

test('asking twice at once is one question', async () => {
  atWork = true;
  app.quit();
  app.quit();
  app.emit('window-all-closed');
  await settled();
  expect(log).toEqual(['ask']);
});
