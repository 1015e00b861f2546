import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../src-shared/errors.js';
import { errno } from './system-error.js';

/** Linux's O_PATH: a handle that only names what stands there, without the right to read it. Not among node's constants. */
export const O_PATH = 0o10000000;

/** More than a table of the kernel or a list of accounts ever has. */
export const largestTable = 16 * 1024 * 1024;

const chunkBytes = 65_536;

/** `follow`: also through a link at the end, for what a person or the system itself names. `shown`: how errors call it. */
export type Reading = { readonly follow?: boolean; readonly shown?: string };

/**
 * Opens a plain file and nothing else: what stands there is looked at before it is opened, so that no device is woken and no pipe waited
 * for. AppError bad-input if it is something else; errors of the system are handed on.
 */
export async function openPlain(path: string | Buffer, flags: number, options: Reading = {}): Promise<FileHandle> {
  return (await openKnown(path, flags, options)).handle;
}

async function openKnown(path: string | Buffer, flags: number, options: Reading): Promise<{ handle: FileHandle; size: number }> {
  const named = await open(path, naming(options));
  try {
    const stat = await named.stat();
    expectPlain(stat, path, options);
    return { handle: await open(held(named.fd), flags | constants.O_NONBLOCK), size: stat.size };
  } finally {
    await named.close();
  }
}

/**
 * The one way to read a whole file: a plain one, of at most `maxBytes`, also while it grows or where it says size 0 as in /proc.
 * AppError bad-input otherwise; errors of the system are handed on.
 */
export async function readPlain(path: string | Buffer, maxBytes: number, options: Reading = {}): Promise<Buffer> {
  const { handle, size } = await openKnown(path, constants.O_RDONLY, options);
  try {
    const chunks = gather(path, maxBytes, options);
    chunks.expect(size);
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(chunkBytes), 0, chunkBytes, null);
      if (bytesRead === 0) return chunks.all();
      chunks.add(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

/** The same in one go, for many small files and for what is needed before anything can wait. */
export function readPlainSync(path: string | Buffer, maxBytes: number, options: Reading = {}): Buffer {
  const named = openSync(path, naming(options));
  let opened: number | null = null;
  try {
    const stat = fstatSync(named);
    expectPlain(stat, path, options);
    const chunks = gather(path, maxBytes, options);
    chunks.expect(stat.size);
    opened = openSync(held(named), constants.O_RDONLY | constants.O_NONBLOCK);
    for (;;) {
      const buffer = Buffer.alloc(chunkBytes);
      const bytesRead = readSync(opened, buffer);
      if (bytesRead === 0) return chunks.all();
      chunks.add(buffer.subarray(0, bytesRead));
    }
  } finally {
    if (opened !== null) closeSync(opened);
    closeSync(named);
  }
}

/** Opens a plain file to append to it, or makes it. */
export async function appendPlain(path: string | Buffer, mode = 0o600): Promise<FileHandle> {
  const flags = constants.O_RDWR | constants.O_APPEND;
  return openPlain(path, flags).catch((thrown: unknown) => {
    if (errno(thrown) !== 'ENOENT') throw thrown;
    return open(path, flags | constants.O_CREAT | constants.O_EXCL, mode);
  });
}

/** Makes a new file, which nobody else holds; what stood there under its name is taken away and not written into. */
export async function createPlain(path: string | Buffer, mode: number): Promise<FileHandle> {
  await unlink(path).catch((thrown: unknown) => {
    if (errno(thrown) !== 'ENOENT') throw thrown;
  });
  return open(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, mode);
}

function naming({ follow = false }: Reading): number {
  return O_PATH | (follow ? 0 : constants.O_NOFOLLOW);
}

function held(fd: number): string {
  return `/proc/${process.pid}/fd/${fd}`;
}

function expectPlain(stat: Stats, path: string | Buffer, { shown = path.toString() }: Reading): void {
  if (stat.isSymbolicLink()) throw Object.assign(new Error(`${shown} is a link`), { code: 'ELOOP' });
  if (!stat.isFile()) throw new AppError('bad-input', `${shown} is not a plain file.`);
}

function gather(path: string | Buffer, maxBytes: number, { shown = path.toString() }: Reading) {
  const chunks: Buffer[] = [];
  let size = 0;
  const expect = (bytes: number): void => {
    if (bytes > maxBytes) throw new AppError('bad-input', `${shown} is larger than ${maxBytes} bytes.`);
  };
  return {
    expect,
    add(chunk: Buffer): void {
      size += chunk.length;
      expect(size);
      chunks.push(chunk);
    },
    all: () => Buffer.concat(chunks),
  };
}
