import type { Row } from './row.ts';
import { parts, type Seconds } from './stopwatch.ts';

/** The rows as aligned plain text: the oracle's raw answers on every state, then what failed, row by row. */
export function table(rows: readonly Row[]): string {
  const body = rows.map((row) => {
    const result = row.failures.length > 0 ? 'FAIL' : row.firstTry === undefined ? 'pass' : 'second try';
    const times = row.times?.join('/') ?? '';
    return [row.id, result, row.broken ?? '-', row.repaired ?? '-', row.undone ?? '-', times, row.seconds.toFixed(1)];
  });
  const lines = aligned([['case', 'result', 'broken', 'repaired', 'undone', 'scan/repair/undo ms', 'seconds'], ...body]);
  return [...lines, ...failuresIn(rows)].join('\n');
}

function failuresIn(rows: readonly Row[]): readonly string[] {
  const flat = (id: string, failures: readonly string[]): readonly string[] =>
    failures.map((failure) => `${id}: ${failure.replaceAll(/\s+/g, ' ')}`);
  const failed = rows.flatMap((row) => flat(row.id, row.failures));
  const twice = rows.filter((row) => row.firstTry !== undefined);
  const first = twice.flatMap((row) => flat(`${row.id} (first try; it passed by itself)`, row.firstTry?.failures ?? []));
  return [...(failed.length + first.length === 0 ? [] : ['']), ...failed, ...first];
}

/** Where the seconds of the rows went: all together, and the slowest rows, slowest first. */
export function secondsTable(rows: readonly Row[], most = 25): string {
  const slowest = rows.toSorted((a, b) => b.seconds - a.seconds).slice(0, most);
  // Parts that run side by side may claim more than the row took.
  const unclaimed = (row: Row): number => Math.max(0, row.seconds - Object.values(row.parts).reduce((sum, part) => sum + part, 0));
  const line = (name: string, seconds: number, of: Seconds, rest: number): readonly string[] => {
    const cells = parts.map((part) => (of[part] === undefined ? '' : of[part].toFixed(1)));
    return [name, seconds.toFixed(1), ...cells, rest.toFixed(1)];
  };
  const sum = (secondsOf: (row: Row) => number): number => rows.reduce((all, row) => all + secondsOf(row), 0);
  const total = Object.fromEntries(parts.map((part) => [part, sum((row) => row.parts[part] ?? 0)]));
  const all = line(
    `all rows (${rows.length})`,
    sum((row) => row.seconds),
    total,
    sum(unclaimed),
  );
  const head = ['where the seconds went', 'seconds', ...parts, 'the lab'];
  return aligned([head, all, ...slowest.map((row) => line(row.id, row.seconds, row.parts, unclaimed(row)))]).join('\n');
}

function aligned(lines: readonly (readonly string[])[]): readonly string[] {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)));
  return lines.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
