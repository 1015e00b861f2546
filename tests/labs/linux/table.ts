import type { Row } from './run-case.ts';

/** The rows as aligned plain text: the oracle's raw answers on every state, then what failed, case by case. */
export function table(rows: readonly Row[]): string {
  const head = ['case', 'result', 'broken', 'repaired', 'undone', 'scan/repair/undo ms', 'seconds'];
  const body = rows.map((row) => {
    const result = row.failures.length === 0 ? 'pass' : 'FAIL';
    return [row.id, result, row.broken, row.repaired, row.undone, row.times.join('/'), row.seconds.toFixed(1)];
  });
  const widths = head.map((_, column) => Math.max(...[head, ...body].map((cells) => (cells[column] ?? '').length)));
  const lines = [head, ...body].map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const failures = rows.flatMap((row) => row.failures.map((failure) => `${row.id}: ${failure.replaceAll(/\s+/g, ' ')}`));
  return [...lines, ...(failures.length === 0 ? [] : ['', ...failures])].join('\n');
}
