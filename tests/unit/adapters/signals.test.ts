import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** What a terminal, sudo, a timer or a limit of the caller's may send; SIGPIPE too, which comes by itself. */
const sent = [
  'SIGINT',
  'SIGQUIT',
  'SIGTSTP',
  'SIGHUP',
  'SIGUSR1',
  'SIGUSR2',
  'SIGALRM',
  'SIGVTALRM',
  'SIGXCPU',
  'SIGXFSZ',
  'SIGPIPE',
] as const;

test('a process that outlasts signals goes on after each of them, and nobody can debug it; SIGTERM ends it', async () => {
  const script = fileURLToPath(new URL('signal-taker.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ?? code)));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  for (const signal of sent) {
    child.kill(signal);
    child.stdin.write(`${signal}\n`);
    expect((await lines.next()).value, signal).toBe(signal);
  }
  expect(stderr).not.toContain('ebugger');
  child.kill('SIGTERM');
  expect(await ended).toBe('SIGTERM');
});
