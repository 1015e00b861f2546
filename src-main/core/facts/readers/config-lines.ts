import { perLine } from '../../foreign-lines.js';

/** A line of a settings file that its program does not understand; line numbers from 1. */
export type BadLine = { readonly file: string; readonly line: number; readonly why: string };

/**
 * `visudo -c`: `FILE:LINE:COLUMN: syntax error` (sudo 1.9.6 and later), `>>> FILE: syntax error near line LINE <<<` (before).
 * A name that is not defined is said too and breaks nothing: only what cannot be parsed is taken. Source: visudo(8); seen
 * with sudo 1.9.13 on Debian 12.
 */
export function readVisudo(text: string): BadLine[] {
  const now = [...text.matchAll(/^(\/.+?):(\d+):\d+: (syntax error|expected a fully-qualified path name)\b.*$/gm)];
  const before = [...text.matchAll(/^>>> (\/.+?): (syntax error) near line (\d+) <<<$/gm)];
  const lines = [
    ...now.map(([, file = '', line = '', why = '']) => ({ file, line: Number(line), why })),
    ...before.map(([, file = '', why = '', line = '']) => ({ file, line: Number(line), why })),
  ];
  return lines.filter((one, index) => lines.findIndex(({ file, line }) => file === one.file && line === one.line) === index);
}

/**
 * `sshd -t`: `FILE: line N: Bad configuration option: X` (as many as there are) and `FILE line N: ...` (the first, which ends it).
 * Deprecated options are said too and break nothing. Source: sshd(8), servconf.c; seen with OpenSSH 9.2 on Debian 12.
 */
export function readSshdTest(text: string): BadLine[] {
  return [...text.matchAll(/^(\/.+?):? line (\d+): (.+)$/gm)]
    .map(([, file = '', line = '', why = '']) => ({ file, line: Number(line), why: why.trim() }))
    .filter(({ why }) => !/^(Deprecated|Unsupported) option\b/.test(why));
}

/** The numbers of all lines that make one with line `line`: those joined to it by a backslash at the end. */
export function joinedLines(lines: readonly string[], line: number): number[] {
  let first = line;
  while (first > 1 && (lines[first - 2] ?? '').endsWith('\\')) first -= 1;
  let last = line;
  while (last < lines.length && (lines[last - 1] ?? '').endsWith('\\')) last += 1;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** `line` null: the whole file is passed over. `closed`: because of its owner or permissions. */
export type BadRotation = { readonly file: string; readonly line: number | null; readonly closed: boolean; readonly why: string };

/**
 * `logrotate -d`: `error: FILE:N unknown option 'X' -- ignoring line`, `error: found error in file FILE, skipping` after the reason,
 * and `error: Ignoring FILE because ...`. A log that is not there is an error too, but none of the settings. Files of the
 * folder are named without it. Source: logrotate(8), config.c; seen with logrotate 3.21 on Debian 12.
 */
export function readLogrotate(text: string): BadRotation[] {
  const errors = perLine(text, (line) => /^error: (.+)$/.exec(line)?.[1] ?? []);
  const lines = errors.flatMap((error) => {
    const [, file, line, why] = /^(\S+?):(\d+) (.+)$/.exec(error) ?? [];
    return file === undefined || why === undefined ? [] : [{ file, line: Number(line), closed: false, why }];
  });
  const skipped = errors.flatMap((error) => /^found error in file (\S+), skipping$/.exec(error)?.[1] ?? []);
  const closed = errors.flatMap((error) => {
    const [, file, why] = /^Ignoring (\S+) because (it is writable by .+|the file owner is wrong.*)$/.exec(error) ?? [];
    return file === undefined || why === undefined ? [] : [{ file, line: null, closed: true, why }];
  });
  const whole = [...new Set(skipped)].map((file) => {
    const why = lines.find((one) => one.file === file)?.why ?? 'it has an error';
    return { file, line: null, closed: false, why };
  });
  const single = lines.filter(({ file, why }) => !skipped.includes(file) && why.endsWith(' -- ignoring line'));
  const all = [...whole, ...single, ...closed];
  return all.filter((one, index) => all.findIndex(({ file, line }) => file === one.file && line === one.line) === index);
}
