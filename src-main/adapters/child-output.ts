import type { ChildProcess } from 'node:child_process';
import type { FileHandle } from 'node:fs/promises';
import type { Command } from '../core/ports.js';

const defaultOutput = 8 * 1024 * 1024;

type Output = { readonly stdout: Uint8Array; readonly stderr: Uint8Array; readonly truncated: boolean };

/** Keeps both streams in memory up to the limit; a command that floods is ended. */
export function collect(child: ChildProcess, command: Command): Promise<Output> {
  const most = command.maxOutput ?? defaultOutput;
  let truncated = false;
  const keep = (stream: NodeJS.ReadableStream | null): Promise<Buffer> =>
    new Promise((resolve) => {
      const chunks: Buffer[] = [];
      let size = 0;
      stream?.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= most) chunks.push(chunk);
        else if (!truncated) {
          truncated = true;
          if (command.interruptible !== false) kill(child, 'SIGKILL');
        }
      });
      const done = (): void => resolve(Buffer.concat(chunks));
      stream?.on('close', done);
      stream?.on('error', done);
    });
  return Promise.all([keep(child.stdout), keep(child.stderr)]).then(([stdout, stderr]) => ({ stdout, stderr, truncated }));
}

/** Follows the output file while the child runs and reads it whole (up to the limit) when it has ended. */
export async function tail(child: ChildProcess, output: FileHandle, from: number, command: Command): Promise<Output> {
  const most = command.maxOutput ?? defaultOutput;
  const decoder = new TextDecoder();
  const chunks: Buffer[] = [];
  let position = from;
  let running = true;
  child.on('close', () => {
    running = false;
  });
  child.on('error', () => {
    running = false;
  });
  for (;;) {
    const last = !running;
    for (;;) {
      const { bytesRead, buffer } = await output.read(Buffer.alloc(65_536), 0, 65_536, position);
      if (bytesRead === 0) break;
      position += bytesRead;
      const chunk = buffer.subarray(0, bytesRead);
      if (position - from <= most) chunks.push(chunk);
      command.onOutput?.(decoder.decode(chunk, { stream: true }));
    }
    if (last) return { stdout: Buffer.concat(chunks), stderr: new Uint8Array(), truncated: position - from > most };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Sends a signal to the whole process group, so that no grandchild is left behind. */
export function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}
