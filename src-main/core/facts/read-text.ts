import { posix } from 'node:path';
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

/** A small file's text without the white space round it; null where it is not there or cannot be read. */
export async function readText(target: Target, path: string, maxBytes = 1_000_000): Promise<string | null> {
  return target.files.read({ text: path }, maxBytes).then(
    (bytes) => new TextDecoder().decode(bytes).trim(),
    () => null,
  );
}

/** A small file's number; null where there is none. */
export async function readNumber(target: Target, path: string): Promise<number | null> {
  const text = await readText(target, path, 4096);
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : null;
}

/** Names in a folder; none where it is not there or cannot be read. */
export async function namesIn(target: Target, folder: string): Promise<string[]> {
  const entries = await target.files.list({ text: folder }).catch(() => []);
  return entries.map((entry) => posix.basename(entry.text));
}

/** The last part of what a link points to; null where there is no link. */
export async function linkName(target: Target, path: string): Promise<string | null> {
  try {
    return posix.basename(await target.files.readLink({ text: path }));
  } catch {
    return null;
  }
}
