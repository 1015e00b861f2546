import type { Evidence } from '../../../../src-shared/contract/words.js';
import type { Known, Unread } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { commandLine, stderrText, stdoutText, unread } from '../raw.js';

/** Both streams, standard output first; one that is empty leaves no trace. */
export function said(raw: Raw): string {
  return [stdoutText(raw), stderrText(raw)].filter((text) => text !== '').join('\n');
}

/** The lines of both streams that hold something, without spaces at their ends. */
export function saidLines(raw: Raw): string[] {
  return said(raw)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '');
}

/** For verdicts that stand in words: no exit code contradicts them. A missing one (null) is not taken for 0 anywhere else. */
export function notContradicted(raw: Raw): boolean {
  return raw.code === 0 || raw.code === null;
}

/** Known, with its lines and one meaning for all of them. */
export function known<T>(raw: Raw, value: T, lines: readonly (readonly [line: string, meaning: string])[]): Known<T> {
  const source = commandLine(raw);
  const evidence: Evidence[] = lines.map(([line, meaning]) => ({ source, line: line.trim(), meaning }));
  return { known: true, value, evidence };
}

/** systemd's tools where systemd, or the service they ask, does not run: they do not apply. null: something else. */
export function withoutSystemd(raw: Raw): Unread | null {
  if (/not been booted with systemd|Failed to connect to bus/.test(said(raw)))
    return unread('not-applicable', 'This system does not run under systemd.', '');
  return null;
}
