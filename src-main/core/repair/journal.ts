import { canonical } from '../../../src-shared/canonical.js';
import { AppError } from '../../../src-shared/errors.js';
import { sha256 } from '../bytes.js';
import type { RunFolder } from '../store-ports.js';
import { asRow } from './row-schema.js';
import type { Row, RowBody } from './rows.js';

/** The hash before the first row: of the run's id, so that a journal cannot be moved to another run. */
function seed(run: string): string {
  return sha256(`rescuepc run ${run}`);
}

/** A run's journal: rows in a hash chain, each on the disk before the next thing happens. */
export type Journal = {
  readonly rows: readonly Row[];
  /** Bytes of a cut-off last line that were set aside when it was opened. */
  readonly tornBytes: number;
  append(body: RowBody): Promise<Row>;
};

/**
 * Opens the journal of a run to read and to go on writing. AppError damaged if the chain does not hold,
 * newer-version if a newer RescuePC wrote it. A last line that a crash cut off is set aside first.
 */
export async function openJournal(folder: RunFolder, now: () => Date): Promise<Journal> {
  const { lines, tornBytes } = await folder.lines();
  if (tornBytes > 0) await folder.setTornTailAside();
  const { rows, problems } = checkChain(folder.id, lines);
  if (problems[0] !== undefined)
    throw new AppError(
      'damaged',
      `The journal of run ${folder.id} is damaged: ${problems[0]}`,
      `Look at it with 'rescuepc journal verify ${folder.id}'. Nothing was changed.`,
    );
  const written = [...rows];
  return {
    rows: written,
    tornBytes,
    async append(body) {
      const row = chainRow(folder.id, written.at(-1), body, now());
      await folder.append(JSON.stringify(row));
      written.push(row);
      return row;
    },
  };
}

/** Reads a journal without writing to its folder. */
export async function readJournal(folder: RunFolder): Promise<{ rows: Row[]; problems: string[]; tornBytes: number }> {
  const { lines, tornBytes } = await folder.lines();
  return { ...checkChain(folder.id, lines), tornBytes };
}

function chainRow(run: string, last: Row | undefined, body: RowBody, at: Date): Row {
  const open = { v: 1 as const, seq: (last?.seq ?? 0) + 1, at: at.toISOString(), prev: last?.hash ?? seed(run), ...body };
  return { ...open, hash: sha256(canonical(open)) };
}

/**
 * Checks order, chain, hashes and form of a journal's lines. Finds accidental damage; deliberate rewriting only where the head hash was
 * kept elsewhere, or where it left no rows of ours. Rows before the first problem are returned.
 */
export function checkChain(run: string, lines: readonly string[]): { rows: Row[]; problems: string[] } {
  const rows: Row[] = [];
  for (const [index, line] of lines.entries()) {
    const parsed = parseLine(line);
    if (parsed === null) return { rows, problems: [`line ${index + 1} is not a journal row`] };
    const { row, sum } = parsed;
    if (row.v !== 1)
      throw new AppError('newer-version', `Run ${run} was written by a newer RescuePC.`, 'Use that version to read, undo or recover it.');
    const last = rows.at(-1);
    if (row.seq !== (last?.seq ?? 0) + 1)
      return { rows, problems: [`line ${index + 1} has number ${String(row.seq)}, expected ${(last?.seq ?? 0) + 1}`] };
    if (row.prev !== (last?.hash ?? seed(run))) return { rows, problems: [`line ${index + 1} does not follow the row before it`] };
    if (row.hash !== sum) return { rows, problems: [`line ${index + 1} was changed after it was written`] };
    const known = asRow(row);
    if (known === null) return { rows, problems: [`line ${index + 1} is whole, but no row that this version knows`] };
    rows.push(known);
  }
  return { rows, problems: [] };
}

type Chained = { readonly type?: unknown; readonly v: unknown; readonly seq: unknown; readonly prev?: unknown; readonly hash: unknown };

/** A line as a link of the chain, with the hash that it should have; null if it is none, or is nested deeper than anything of ours. */
function parseLine(line: string): { row: Chained; sum: string } | null {
  try {
    const row: unknown = JSON.parse(line);
    if (row === null || typeof row !== 'object' || !('seq' in row && 'hash' in row && 'v' in row)) return null;
    const { hash: _hash, ...open } = row;
    return { row, sum: sha256(canonical(open)) };
  } catch {
    return null;
  }
}
