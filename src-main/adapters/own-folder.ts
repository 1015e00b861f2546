import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, resolve } from 'node:path';
import { toAppError, AppError } from '../../src-shared/errors.js';
import { errno } from './system-error.js';

/**
 * Makes the folder where this user's notebook lies, if it is not there. Returns null, or why nothing can be kept there although it is
 * nobody else's (a full or read-only disk), which is no reason not to work. AppError not-permitted if this user may not use it.
 */
export function expectOwnFolder(folder: string): string | null {
  try {
    makeFolders(resolve(folder));
    if (!statSync(folder).isDirectory()) throw noFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    switch (errno(thrown)) {
      case 'EACCES':
      case 'EPERM':
        throw new AppError(
          'not-permitted',
          `${userInfo().username} may not write to ${folder}, where the notebook would be kept.`,
          `Give a folder with --home that belongs to ${userInfo().username}.`,
        );
      case 'EEXIST':
      case 'ENOENT':
      case 'ENOTDIR':
      case 'ELOOP':
        throw noFolder(folder);
      default:
        return toAppError(thrown).message;
    }
  }
}

/** One by one: Node's own way never comes back where there can be no such folder (below /proc). */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function noFolder(folder: string): AppError {
  return new AppError('bad-input', `${folder} is no folder and cannot be made one.`, 'Give another folder with --home.');
}
