import { AppError } from '../../src-shared/errors.js';

/** More characters than any line has that a person or a program writes into a settings file or a script. */
export const longestLine = 16_384;

/**
 * Lines of a text that a stranger may have written. One that is longer than any real one is not looked through, and the text is
 * refused with the line's number: it is then unread, never "nothing odd".
 */
export function foreignLines(text: string, file: string): string[] {
  const lines = text.split('\n');
  const long = lines.findIndex(isTooLong);
  if (long < 0) return lines;
  throw new AppError('unsupported', `${file}:${long + 1} is longer than any line of such a file, and is not looked through.`);
}

/** Whether a line is longer than any real one. */
export function isTooLong(line: string): boolean {
  return line.length > longestLine;
}

/** The beginning of a line that is too long; any other as it is. */
export function shown(line: string): string {
  return isTooLong(line) ? line.slice(0, 200) : line;
}
