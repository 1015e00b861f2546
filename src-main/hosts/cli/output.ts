import { errorData, type AppError } from '../../../src-shared/errors.js';
import { clean, jsonLine, styled, terminalText, type Style } from '../terminal-text.js';

/** Where a command's answer goes: a document or events on stdout for programs, text for people. */
export type Output = {
  readonly json: boolean;
  /** True if a person sits at a terminal and can be asked. */
  readonly interactive: boolean;
  /** The one document, or one event a line, with --json; nothing without. */
  document(value: unknown): void;
  /** The answer for people: stdout, or stderr with --json. */
  say(text: string): void;
  /** Remarks on the way: always stderr. */
  note(text: string): void;
  /** How far something is, over the line before; only where a person watches. '' ends it. */
  progress(text: string): void;
  style(style: Style, text: string): string;
  error(error: AppError): void;
};

export function createOutput(json: boolean, noColor: boolean): Output {
  const stream = json ? process.stderr : process.stdout;
  const colour = !noColor && process.env['NO_COLOR'] === undefined && stream.isTTY;
  const style = (how: Style, text: string): string => (colour ? styled(how, text) : text);
  // The only way out: whatever a disk, a file name or a message holds, the terminal obeys none of it.
  const write = (to: NodeJS.WriteStream, text: string): void => void to.write(terminalText(text));
  return {
    json,
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
    document(value) {
      if (json) process.stdout.write(`${jsonLine(value)}\n`);
    },
    say: (text) => write(stream, text.endsWith('\n') ? text : `${text}\n`),
    note: (text) => write(process.stderr, `${text}\n`),
    progress(text) {
      if (process.stderr.isTTY) process.stderr.write(text === '' ? '\n' : `\r${clean(text)}   `);
    },
    style,
    error(error) {
      const { code, message, hint } = errorData(error);
      if (json) process.stdout.write(`${jsonLine({ v: 1, type: 'error', code, message, hint: hint ?? '' })}\n`);
      write(process.stderr, `${style('bold', 'rescuepc:')} ${message}\n${hint === undefined ? '' : `  ${hint}\n`}`);
    },
  };
}

/** The terminal's width; 100 where it is not known (some pseudo terminals say 0). */
export function columns(): number {
  const told = process.stdout.columns ?? 0;
  return told >= 40 ? told : 100;
}

/** Breaks text at words so that no line is longer than the terminal, at most 100 columns; later lines are indented. */
export function wrap(text: string, indent: number): string {
  const width = Math.min(columns(), 100) - indent;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}
