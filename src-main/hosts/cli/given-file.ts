// oxlint-disable-next-line no-restricted-imports -- what a person names may be a pipe or a device of his own: `readGiven` sets the limit
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { AppError } from '../../../src-shared/errors.js';

const largest = 64 * 1024 * 1024;

/** What a person names on the command line. */
export function openGiven(file: string): Readable {
  return createReadStream(file);
}

/** All bytes of what a person gives. AppError bad-input if it is more than 64 MiB; errors of the system are handed on. */
export async function readGiven(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of stream as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > largest) throw new AppError('bad-input', 'This is more than 64 MiB.', 'Give the part of it that matters.');
      parts.push(part);
    }
  } finally {
    stream.destroy();
  }
  return Buffer.concat(parts);
}
