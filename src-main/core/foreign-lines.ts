import { AppError } from '../../src-shared/errors.js';
import { stopIfLate } from './time-limit.js';

/** More characters than any line has that a person or a program writes into a settings file or a script. */
export const longestLine = 16_384;

/**
 * A text that a stranger may have written. With a line longer than any real one it is not looked through, and is refused with the
 * line's number: it is then unread, never "nothing odd".
 */
export function foreignText(text: string, file: string): string {
  for (let start = 0, line = 1; start <= text.length; line += 1) {
    const end = text.indexOf('\n', start);
    const length = (end < 0 ? text.length : end) - start;
    if (length > longestLine)
      throw new AppError('unsupported', `${file}:${line} is longer than any line of such a file, and is not looked through.`);
    start += length + 1;
  }
  return text;
}

/** A line of what a command prints may name every process of a busy server (`ss`); more than this is none. */
const longestAnswer = 65_536;

/** Whether an answer has a line, or an entry that ends with a zero, longer than any real one. JSON has no lines, and is read whole. */
export function hasEndlessLine(answer: Uint8Array): boolean {
  const [first] = answer;
  if (first === 0x7b || first === 0x5b) return false;
  for (let start = 0; answer.length - start > longestAnswer;) {
    const part = answer.subarray(start, start + longestAnswer + 1);
    const end = Math.max(part.lastIndexOf(0x0a), part.lastIndexOf(0));
    if (end < 0) return true;
    start += end + 1;
  }
  return false;
}

/** What each line of a text gives, as `flatMap` has it. The time of the work holds between them (`time-limit.ts`). */
export function perLine<T>(text: string, read: (line: string, index: number) => T | readonly T[]): T[] {
  return text.split('\n').flatMap((line, index) => {
    stopIfLate();
    return read(line, index);
  });
}

/** Whether a line is longer than any real one. */
export function isTooLong(line: string): boolean {
  return line.length > longestLine;
}

/** The beginning of a line that is too long; any other as it is. */
export function shown(line: string): string {
  return isTooLong(line) ? line.slice(0, 200) : line;
}
