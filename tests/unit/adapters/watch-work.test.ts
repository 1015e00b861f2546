import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { startAgent } from '../../../src-main/adapters/agent.js';
import { watchWork } from '../../../src-main/adapters/watch-work.js';
import { isRoot } from './temp.js';

const never = new Promise<never>(() => undefined);
const quick = { lookMs: 100, idleLooks: 5, longestMs: 600_000 };

/** A process that runs a script, and a watch over it that counts how often it would be given up. */
async function watched(script: string, limits = quick) {
  const child = spawn('sh', ['-c', script], { stdio: 'ignore' });
  await once(child, 'spawn');
  let givenUp = 0;
  const watch = watchWork(child.pid ?? 0, () => (givenUp += 1), limits);
  onTestFinished(() => {
    watch.end();
    child.kill('SIGKILL');
  });
  return { child, watch, givenUp: () => givenUp };
}

test('a child that has a call to answer and does nothing is given up', async () => {
  const { watch, givenUp } = await watched('sleep 600');
  void watch.during(() => never);
  await expect.poll(givenUp).toBeGreaterThan(0);
});

test('one that was stopped is given up, also if it had done much before', async () => {
  const { child, watch, givenUp } = await watched('while :; do :; done', { ...quick, idleLooks: 20 });
  void watch.during(() => never);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(givenUp()).toBe(0);
  child.kill('SIGSTOP');
  await expect.poll(givenUp, { timeout: 20_000 }).toBeGreaterThan(0);
});

test('one that works is not, until its time is over altogether', async () => {
  const { watch, givenUp } = await watched('while :; do :; done', { lookMs: 500, idleLooks: 3, longestMs: 3_000 });
  const begun = Date.now();
  void watch.during(() => never);
  await expect.poll(givenUp, { timeout: 20_000 }).toBe(1);
  expect(Date.now() - begun).toBeGreaterThanOrEqual(2_900);
});

test('one that is asked nothing may rest', async () => {
  const { watch, givenUp } = await watched('sleep 600');
  expect(await watch.during(() => Promise.resolve('answer'))).toBe('answer');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(givenUp()).toBe(0);
});

test.runIf(isRoot)('calls to a child that does not answer end, and so does the child', async () => {
  const nobody = { name: 'somebody', uid: 12_345, gid: 12_345, home: '/' };
  const agent = startAgent(['/usr/bin/sleep', '600'], nobody, quick);
  const closed = new Promise<void>((resolve) => agent.onClose(resolve));
  await expect(agent.files.stat({ text: '/' })).rejects.toMatchObject({ code: 'closed', message: expect.stringContaining('somebody') });
  await closed;
  expect(agent.givenUp()).toBe(true);
  // What is asked of it later ends at once, in the same words.
  await expect(agent.files.read({ text: '/etc/passwd' }, 1_000)).rejects.toMatchObject({ code: 'closed' });
});
