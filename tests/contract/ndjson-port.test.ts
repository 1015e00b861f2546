import { spawn } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { ndjsonPort, type NdjsonOptions } from '../../src-main/adapters/ndjson-port.js';
import { pause, until } from './wire-raw.js';

function bench(options: NdjsonOptions = {}) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const garbage: string[] = [];
  const port = ndjsonPort(input, output, { onGarbage: (line) => garbage.push(line), ...options });
  const seen: unknown[] = [];
  let closings = 0;
  port.onMessage((message) => seen.push(message));
  port.onClose(() => (closings += 1));
  return { input, output, port, garbage, seen, closings: () => closings };
}

test('lines may be cut anywhere, even inside a character', async () => {
  const { input, seen } = bench();
  const bytes = Buffer.from('{"a":"𝄞ü"}\r\n\n  \n[1]\n"x"');
  for (const byte of bytes) input.write(Buffer.of(byte));
  input.write('\n2\n3\n');
  await pause(1);
  expect(seen).toEqual([{ a: '𝄞ü' }, [1], 'x', 2, 3]);
});

test('garbage is reported and skipped', async () => {
  const { input, seen, garbage, closings } = bench();
  input.write(`hello\n1\n{"a":\n${'y'.repeat(1000)}\n2\n`);
  input.write(Buffer.from([0xff, 0xfe, 0x0a]));
  await pause(1);
  expect(seen).toEqual([1, 2]);
  expect(garbage).toEqual(['hello', '{"a":', 'y'.repeat(200), '\ufffd\ufffd']);
  expect(closings()).toBe(0);
});

test.each([
  ['in one piece', ['"'.padEnd(101, 'x')]],
  ['in pieces, without an end', ['"'.padEnd(60, 'x'), 'x'.repeat(41)]],
  ['with an end', [`${'"'.padEnd(100, 'x')}"\n`]],
])('a line that is too long closes the Port: %s', async (_, pieces) => {
  const { input, seen, garbage, closings } = bench({ maxLineBytes: 100 });
  input.write(`"${'x'.repeat(98)}"\n`);
  for (const piece of pieces) input.write(piece);
  input.write('\n1\n');
  await pause(1);
  expect(seen).toEqual(['x'.repeat(98)]);
  expect(garbage).toHaveLength(1);
  expect(closings()).toBe(1);
});

test.each([
  ['the end of what is read', ({ input }: ReturnType<typeof bench>) => input.end()],
  ['an error in what is read', ({ input }: ReturnType<typeof bench>) => input.destroy(new Error('EIO'))],
  ['an error in what is written', ({ output }: ReturnType<typeof bench>) => output.destroy(new Error('EPIPE'))],
  ['the stream written to being closed', ({ output }: ReturnType<typeof bench>) => output.destroy()],
  ['close()', ({ port }: ReturnType<typeof bench>) => port.close()],
])('%s closes the Port, once', async (_, happen) => {
  const made = bench();
  happen(made);
  await pause(5);
  made.port.close();
  made.port.post('after the end');
  await pause(5);
  expect(made.closings()).toBe(1);
  let told = false;
  made.port.onClose(() => (told = true));
  expect(told).toBe(true);
  expect(String(made.output.read() ?? '')).not.toContain('after the end');
});

test('a stream that ends without being destroyed closes the Port too', async () => {
  const input = new PassThrough({ autoDestroy: false });
  let closed = false;
  const port = ndjsonPort(input, new PassThrough());
  port.onMessage(() => undefined);
  port.onClose(() => (closed = true));
  input.end();
  await until(() => closed);
});

test('what was posted before close() still goes out', async () => {
  const { port, output } = bench();
  port.post({ last: 'words' });
  port.close();
  expect(String(output.read())).toBe('{"last":"words"}\n');
});

test('nothing is lost before the first listener', async () => {
  const input = new PassThrough();
  const port = ndjsonPort(input, new PassThrough());
  input.write('1\n');
  await pause(5);
  const seen: unknown[] = [];
  port.onMessage((message) => seen.push(message));
  await pause(1);
  expect(seen).toEqual([1]);
});

test('a peer that never reads is cut off instead of filling the memory', () => {
  const { port, output, closings } = bench({ maxBacklogBytes: 10_000 });
  let posts = 0;
  while (closings() === 0 && posts < 1000) {
    port.post('x'.repeat(1000));
    posts += 1;
  }
  // The streams themselves hold some tens of kilobytes before anything is backlog.
  expect(posts).toBeLessThan(200);
  expect(output.destroyed).toBe(true);
});

test('writing to a child that has gone (EPIPE) closes the Port and nothing else', async () => {
  const child = spawn(process.execPath, ['-e', 'require("node:fs").closeSync(0); setTimeout(() => {}, 600_000)']);
  let closed = false;
  const port = ndjsonPort(child.stdout, child.stdin);
  port.onClose(() => (closed = true));
  port.onMessage(() => undefined);
  try {
    await until(() => {
      port.post('anybody there?');
      return closed;
    });
    port.post('nobody');
  } finally {
    child.kill('SIGKILL');
  }
});
