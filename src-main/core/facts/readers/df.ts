import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
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
  const rows = stdoutText(raw)
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const match = /^(.+?)\s+(\d+|-)\s+(\d+|-)\s+(-?\d+|-)\s+(?:\d+%|-)\s+(\/.*)$/.exec(line);
      if (!match) return [];
      const [, source = '', total = '', used = '', free = '', mount = ''] = match;
      return [{ source: source.trim(), total: Number(total) || 0, used: Number(used) || 0, free: Number(free) || 0, mount }];
    });
  return rows.length === 0 ? notUnderstood(raw) : { known: true, value: rows, evidence: [] };
}
