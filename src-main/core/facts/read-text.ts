import { posix } from 'node:path';
import type { FilePath } from '../../../src-shared/contract/path.js';
import { AppError } from '../../../src-shared/errors.js';
import { toLatin1 } from '../bytes.js';
import { foreignText } from '../foreign-lines.js';
import type { Target } from '../ports.js';
import { stopIfLate } from '../time-limit.js';

/** A text file. AppError unsupported where a line is longer than any real one, timed-out where a fact's time is over, else as `Files.read`. */
export async function fileText(target: Target, path: string, maxBytes: number): Promise<string> {
  stopIfLate();
  return foreignText(new TextDecoder().decode(await target.files.read({ text: path }, maxBytes)), path);
}

/** The same, one character a byte. */
export async function fileLatin1(target: Target, path: string, maxBytes: number): Promise<string> {
  stopIfLate();
  return foreignText(toLatin1(await target.files.read({ text: path }, maxBytes)), path);
}

/**
 * What was asked of the files; null where it is not there. Any other failure goes on: a disk that does not answer has not said that
 * nothing is wrong, so the fact is unread and never empty.
 */
export function orAbsent<T>(asked: Promise<T>): Promise<T | null> {
  return asked.catch((thrown: unknown) => {
    if (thrown instanceof AppError && thrown.code === 'not-found') return null;
    throw thrown;
  });
}

/** The same where what this user may not see is as good as absent: something else tells of it. */
export function orUnseen<T>(asked: Promise<T>): Promise<T | null> {
  return orAbsent(asked).catch((thrown: unknown) => {
    if (thrown instanceof AppError && thrown.code === 'not-permitted') return null;
    throw thrown;
  });
}

/** What a folder holds; nothing where it is not there. */
export async function entriesIn(target: Target, folder: string | FilePath): Promise<readonly FilePath[]> {
  return (await orAbsent(target.files.list(typeof folder === 'string' ? { text: folder } : folder))) ?? [];
}

/** Names in a folder; none where it is not there. */
export async function namesIn(target: Target, folder: string): Promise<string[]> {
  return (await entriesIn(target, folder)).map((entry) => posix.basename(entry.text));
}

/** A small file's text without the white space round it, links at its end followed; null where there is no such file. */
export async function readText(target: Target, path: string, maxBytes = 1_000_000, depth = 0): Promise<string | null> {
  const stat = await target.files.stat({ text: path });
  if (stat?.kind === 'link' && depth < 20) {
    const link = await orAbsent(target.files.readLink({ text: path }));
    return link === null ? null : readText(target, posix.resolve(posix.dirname(path), link), maxBytes, depth + 1);
  }
  const text = stat?.kind === 'file' ? await orAbsent(fileText(target, path, maxBytes)) : null;
  return text?.trim() ?? null;
}

/** What the kernel tells in a small file of /sys or /proc; null where it does not: an error there is its way of saying so. */
export async function readAttribute(target: Target, path: string): Promise<string | null> {
  return target.files.read({ text: path }, 10_000).then(
    (bytes) => new TextDecoder().decode(bytes).trim(),
    () => null,
  );
}

/** The same as a number; null where there is none. */
export async function readNumber(target: Target, path: string): Promise<number | null> {
  const text = await readAttribute(target, path);
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : null;
}

/** The last part of what a link points to; null where there is no link. */
export async function linkName(target: Target, path: string): Promise<string | null> {
  const link = await orAbsent(target.files.readLink({ text: path }));
  return link === null ? null : posix.basename(link);
}
