import { beforeEach, expect, test } from 'vitest';
import { createDialogs } from '../../../src-main/hosts/electron/dialogs.js';
import { words } from '../../../src-main/hosts/electron/words.js';
import type { WorkerCopy } from '../../../src-main/adapters/worker-install.js';
import { fake, resetFake } from '../../fakes/electron.js';

const copy: WorkerCopy = { folder: '/opt/rescuepc-worker/abc', worker: '', node: '', sha256: 'f00d', files: [] };
const dialogs = createDialogs(
  () => null,
  () => words.en,
);
beforeEach(resetFake);

test('the worker is installed only when that button is pressed; where to and which hash is said before', async () => {
  expect(await dialogs.mayInstall(copy)).toBe(false);
  fake.answer = 1;
  expect(await dialogs.mayInstall(copy)).toBe(true);
  const [question] = fake.questions;
  expect(question?.detail).toContain('/opt/rescuepc-worker/abc');
  expect(question?.detail).toContain('f00d');
  expect(question?.buttons?.[1]).toBe('Install');
});

test('closing a dialog, or pressing Enter, changes nothing', async () => {
  await dialogs.mayQuit();
  await dialogs.mayInstall(copy);
  await dialogs.openAgain();
  for (const { cancelId, defaultId } of fake.questions) expect([cancelId, defaultId]).toEqual([0, 0]);
});
