import type { UnreadPart } from '../../../src-shared/contract/fact.js';
import { AppError, toAppError } from '../../../src-shared/errors.js';
import { jsonBytes } from '../../../src-shared/wire/frames.js';

/** More than anything sound has to tell of one file or person, and little enough that a thousand oddities of one hide no other. */
const mostBytes = 64 * 1024;

/**
 * Reads one part of a fact. One that fails, or is not read within `limitMs`, is noted in `unread` and null: what one person has, or one
 * file, must not hide what is to be said of all others. The fact gives what was noted with its value, and no diagnosis that reads it says
 * "healthy" then (core/routines/define.ts).
 */
export async function readPart<T>(unread: UnreadPart[], what: string, read: () => Promise<T>, limitMs?: number): Promise<T | null> {
  try {
    const part = await (limitMs === undefined ? read() : within(limitMs, read()));
    if ((jsonBytes(part) ?? 0) > mostBytes) throw new AppError('unsupported', 'There is far more to tell of it than of anything sound.');
    return part;
  } catch (thrown) {
    unread.push({ what, reason: toAppError(thrown).message });
    return null;
  }
}

/** The same answer, or AppError timed-out when it takes longer. */
export async function within<T>(limitMs: number, answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new AppError('timed-out', `There was no answer within ${limitMs / 1000} s.`)), limitMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
