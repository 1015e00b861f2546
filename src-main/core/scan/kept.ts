import type { Scan } from '../../../src-shared/contract/scan.js';
import { AppError } from '../../../src-shared/errors.js';
import type { Index } from '../app-ports.js';

/** A kept scan. AppError not-found. */
export async function needScan(index: Index, id: string): Promise<Scan> {
  const scan = await index.scan(id);
  if (scan) return scan;
  throw new AppError('not-found', `There is no scan ${id} here.`, "'rescuepc history' lists scans and runs.");
}
