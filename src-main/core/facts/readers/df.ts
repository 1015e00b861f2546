import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { perLine } from '../../foreign-lines.js';
import { notUnderstood, stdoutText, unusable } from '../raw.js';

export type DfRow = {
  readonly source: string;
  readonly total: number;
  readonly used: number;
  readonly free: number;
  readonly mount: string;
};

/**
 * `df -P -B1` (bytes) or `df -P -i` (inodes): one line a file system, mount point last and possibly with spaces.
 * Exit code 1 means that some could not be read; the lines that came are good. Source: df(1), POSIX output.
 */
export function readDf(raw: Raw): ReadingOf<DfRow[]> {
  const bad = unusable(raw);
  if (bad) return bad;
  const rows = perLine(stdoutText(raw), (line, index) => (index === 0 ? [] : (rowOf(line) ?? [])));
  return rows.length === 0 ? notUnderstood(raw) : { known: true, value: rows, evidence: [] };
}

const columns = [/^(?:\d+|-)$/, /^(?:\d+|-)$/, /^(?:-?\d+|-)$/, /^(?:\d+%|-)$/, /^\//];

/** A source, which may have spaces, five columns, and the rest of the line from the last of them on; null: no such line. */
function rowOf(line: string): DfRow | null {
  // Words at even places, the spaces between them at odd ones.
  const parts = line.split(/(\s+)/);
  const at = parts.findIndex((_, index) => index > 0 && index % 2 === 0 && columns.every((one, n) => one.test(parts[index + 2 * n] ?? '')));
  if (at < 0) return null;
  const [total, used, free] = [0, 2, 4].map((further) => Number(parts[at + further]) || 0);
  return {
    source: parts.slice(0, at).join('').trim(),
    total: total ?? 0,
    used: used ?? 0,
    free: free ?? 0,
    mount: parts.slice(at + 8).join(''),
  };
}
