import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { childLine } from '../../e2e/child-line.ts';

/* The end-to-end tests talk to a main process that may end at any time; a failed write must not sink the whole run. */

type Message = { readonly type: string; readonly call?: number; readonly filler?: string };
type Echo = { readonly type: 'echo'; readonly call: number };

let child: ChildProcess;
afterEach(() => void child.kill('SIGKILL'));

function start(script: string) {
  child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const line = childLine<Message, Echo>(child);
  child.on('message', (message: Echo) => line.answered(message));
  return line;
}

const ask = (line: ReturnType<typeof start>): Promise<Echo> => line.ask<Echo>((call) => ({ type: 'ask', call }));
const unanswered = /has ended.*'ask'/;

/** Until it has died, without hearing of it: the channel then looks open, and each write to it fails. */
function killUnheard(): void {
  child.kill('SIGKILL');
  const stat = (): string => readFileSync(`/proc/${String(child.pid)}/stat`, 'latin1');
  while (!/\) Z /.test(stat())) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}

test('questions are answered, each by its own answer', async () => {
  const line = start(`process.on('message', ({ type, call }) => type === 'ask' && process.send({ type: 'echo', call }))`);
  line.tell({ type: 'tell' });
  expect(await Promise.all([ask(line), ask(line)])).toEqual([1, 2].map((call) => ({ type: 'echo', call })));
});

test('a child that has died, which nobody has heard of yet: what is told is lost, what is asked is refused', async () => {
  const line = start(`process.on('message', ({ call }) => process.send({ type: 'echo', call }))`);
  await ask(line);
  killUnheard();
  expect(child.connected).toBe(true);
  for (let count = 0; count < 100; count += 1) line.tell({ type: 'tell', filler: 'x'.repeat(100_000) });
  await expect(ask(line)).rejects.toThrow(unanswered);
  line.tell({ type: 'tell' });
  await expect(ask(line)).rejects.toThrow(unanswered);
});

test('a child that ends while it is talked to: what waits for an answer is told', async () => {
  const line = start(`process.once('message', () => process.exit(0))`);
  const asked = Array.from({ length: 10 }, () => ask(line).catch((error: Error) => error.message));
  const talking = setInterval(() => line.tell({ type: 'tell', filler: 'x'.repeat(100_000) }));
  await once(child, 'exit');
  for (const answer of await Promise.all(asked)) expect(answer).toMatch(unanswered);
  await expect(ask(line)).rejects.toThrow(unanswered);
  clearInterval(talking);
});
