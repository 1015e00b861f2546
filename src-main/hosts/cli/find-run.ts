import type { AppContract } from '../../../src-shared/contract/app.js';
import type { RunSummary } from '../../../src-shared/contract/run.js';
import { AppError } from '../../../src-shared/errors.js';
import type { Client } from '../../../src-shared/wire/contract.js';

/** A run by its id. AppError not-found, or damaged with what is wrong with it. */
export async function findRun(app: Client<AppContract>, id: string, root = '/'): Promise<RunSummary> {
  const { runs, unreadable } = await app['history.list']({ run: id, check: false, root });
  const [run] = runs;
  if (run) return run;
  if (unreadable[0] !== undefined) throw new AppError('damaged', unreadable[0], `'rescuepc journal verify ${id}' says more.`);
  throw new AppError('not-found', `There is no run ${id} here.`, "'rescuepc history' lists all runs.");
}

/** A word of the command line as the id of a run. AppError usage if it cannot be one. */
export function runId(word: string | undefined): string {
  if (word !== undefined && /^\d{8}-\d{6}-[0-9a-f]{6}$/.test(word)) return word;
  throw new AppError(
    'usage',
    `'${word ?? ''}' is not the id of a run.`,
    "'rescuepc history' lists all runs; an id looks like 20261122-093000-a1b2c3.",
  );
}
