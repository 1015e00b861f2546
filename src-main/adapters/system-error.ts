import { AppError, type ErrorCode } from '../../src-shared/errors.js';

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  // A file in /proc of a process that ended while it was read.
  ESRCH: 'not-found',
  EACCES: 'not-permitted',
  EPERM: 'not-permitted',
  EROFS: 'read-only',
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
  EIO: 'io-error',
  EBUSY: 'busy',
  // A folder that was emptied and that somebody writes into at the same time.
  ENOTEMPTY: 'busy',
  ELOOP: 'unsafe-path',
  // Names, or folders in folders, that are too many for a path or for the handles that a process may hold.
  ENAMETOOLONG: 'unsupported',
  EMFILE: 'unsupported',
  // Something mounted of which the program or the server is gone.
  ENOTCONN: 'timed-out',
  ESTALE: 'timed-out',
  EHOSTDOWN: 'timed-out',
  ETIMEDOUT: 'timed-out',
};

const words: Readonly<Partial<Record<ErrorCode, readonly [string, string]>>> = {
  'not-found': ['is not there', ''],
  'not-permitted': ['may not be used by this user', 'Run it as an administrator, or look at its permissions and its immutable flag.'],
  'read-only': [
    'lies on a file system that is mounted read-only',
    'Find out why (a failing disk often makes it so) before you mount it for writing.',
  ],
  'no-space': ['has no room: the disk is full', 'Make room, then try again. Nothing was lost.'],
  'io-error': ['cannot be read or written: the disk reports an error', 'Copy the data first; the disk may be failing.'],
  busy: ['is in use or is a mount point', ''],
  'unsafe-path': ['is a link where none may be', 'Look at who made that link.'],
  unsupported: ['lies too deep in folders to be reached', 'Look at who made them, and shorten the way there.'],
  'timed-out': ['is on something mounted that does not answer', 'Bring back what serves it, or unmount it.'],
};

/** The system's error code of something thrown, '' if it has none. */
export function errno(thrown: unknown): string {
  return thrown !== null && typeof thrown === 'object' && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}

/** Turns a file system error about `what` into words and a cure; anything else is handed on. */
export function fileError(thrown: unknown, what: string): unknown {
  const code = codes[errno(thrown)];
  const said = code === undefined ? undefined : words[code];
  if (code === undefined || said === undefined) return thrown;
  return new AppError(code, `${what} ${said[0]}.`, said[1] === '' ? undefined : said[1]);
}
