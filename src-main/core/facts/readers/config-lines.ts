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
