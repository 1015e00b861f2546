import type { Readable, Writable } from 'node:stream';
import type { Port } from '../../src-shared/wire/port.js';

export type NdjsonOptions = {
  /** A longer line closes the Port: there is no telling where it would end. 4 MiB unless told. */
  readonly maxLineBytes?: number;
  /** So much written and not read by the other side closes the Port, or it could fill our memory. 64 MiB unless told. */
  readonly maxBacklogBytes?: number;
  /** Told of every line that is not JSON (its first 200 characters), and of the one that was too long. */
  readonly onGarbage?: (start: string) => void;
};

/**
 * A Port over two byte streams, one JSON document a line: the worker's pipe, a child's stdin and stdout.
 * Ends when either stream ends or fails, whatever the error (a vanished reader is EPIPE), and never throws for that.
 * Reading starts with the first `onMessage`, so that nothing is lost before somebody listens.
 */
export function ndjsonPort(readable: Readable, writable: Writable, options: NdjsonOptions = {}): Port {
  const { maxLineBytes = 4 * 1024 * 1024, maxBacklogBytes = 64 * 1024 * 1024, onGarbage } = options;
  const messageListeners: ((message: unknown) => void)[] = [];
  const closeListeners: (() => void)[] = [];
  const lines = createLineReader(maxLineBytes, receive, tooLong);
  let closed = false;

  // The error listeners stay after the closing: a stream may still fail then, and an error nobody hears ends the process.
  readable.on('error', close).on('end', close).on('close', close);
  writable.on('error', close).on('close', close);

  return {
    post(message) {
      const text: string | undefined = JSON.stringify(message);
      if (closed || text === undefined) return;
      writable.write(`${text}\n`);
      if (writable.writableLength > maxBacklogBytes) close();
    },
    onMessage(listener) {
      messageListeners.push(listener);
      if (messageListeners.length === 1 && !closed) readable.on('data', lines);
    },
    onClose(listener) {
      if (closed) listener();
      else closeListeners.push(listener);
    },
    close,
  };

  function receive(line: string): void {
    if (closed || line.trim() === '') return;
    let message: unknown;
    try {
      message = JSON.parse(line);
    } catch {
      onGarbage?.(line.slice(0, 200));
      return;
    }
    for (const listener of messageListeners) listener(message);
  }

  function tooLong(start: string): void {
    if (closed) return;
    onGarbage?.(start.slice(0, 200));
    close();
  }

  function close(): void {
    if (closed) return;
    closed = true;
    readable.off('data', lines);
    readable.destroy();
    // What was posted before still goes out, unless nobody reads it.
    if (writable.writableLength > maxBacklogBytes) writable.destroy();
    else writable.end();
    for (const listener of closeListeners.splice(0)) listener();
  }
}

/** Cuts bytes into lines. A character may be split between two chunks, so text is made of whole lines only. */
function createLineReader(
  maxLineBytes: number,
  onLine: (line: string) => void,
  onTooLong: (start: string) => void,
): (chunk: Buffer | string) => void {
  // One buffer that doubles, not a list of chunks: a peer that sends byte by byte must not cost a hundred times its bytes.
  let partial = Buffer.alloc(0);
  let size = 0;
  return (chunk) => {
    let rest = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    for (;;) {
      const newline = rest.indexOf(0x0a);
      const length = newline === -1 ? rest.length : newline;
      if (size + length > maxLineBytes) return onTooLong(size > 0 ? textOf(partial, size) : textOf(rest, length));
      if (newline === -1) return keep(rest);
      keep(rest.subarray(0, length));
      const line = partial.toString('utf8', 0, size);
      size = 0;
      rest = rest.subarray(length + 1);
      onLine(line);
    }
  };

  function keep(bytes: Buffer): void {
    if (size + bytes.length > partial.length) {
      const larger = Buffer.alloc(Math.max(size + bytes.length, 2 * partial.length, 1024));
      partial.copy(larger, 0, 0, size);
      partial = larger;
    }
    bytes.copy(partial, size);
    size += bytes.length;
  }
}

function textOf(bytes: Buffer, length: number): string {
  return bytes.toString('utf8', 0, Math.min(length, 800));
}
