import type { RoutineOutcome } from '../../../src-shared/contract/run.js';
import type { Outcome } from '../../../src-shared/contract/words.js';
import { worstOutcome } from '../../../src-shared/contract/words.js';
import { AppError } from '../../../src-shared/errors.js';
import { concludeRoutine, finish } from './run.js';
import type { RunContext } from './run-context.js';
import { outcomeAfter, workOf } from './verify.js';

/**
 * Looks again at what a finished run repaired. Repairs that waited for a restart are finished by it, on another
 * boot than theirs; otherwise the journal is left as it is.
 */
export async function verifyRun(run: RunContext): Promise<{ outcome: Outcome; routines: RoutineOutcome[] }> {
  const { rows } = run.journal;
  const finished = rows.findLast((row) => row.type === 'finished');
  if (!finished)
    throw new AppError('damaged', `Run ${run.folder.id} never ended.`, `Recover it first: 'rescuepc recover ${run.folder.id}'.`);
  const results: RoutineOutcome[] = [];
  let settled = false;
  for (const before of finished.routines) {
    const now = await lookAgain(run, before, finished.bootId);
    settled ||= before.outcome === 'restart-pending' && now.outcome !== 'restart-pending';
    results.push(now);
  }
  if (settled) {
    for (const result of results) await concludeRoutine(run, result);
    await finish(run, results);
  }
  return { outcome: worstOutcome(results.map((result) => result.outcome)), routines: results };
}

async function lookAgain(run: RunContext, before: RoutineOutcome, bootId: string): Promise<RoutineOutcome> {
  const looked = ['repaired', 'not-repaired', 'restart-pending', 'unknown'].includes(before.outcome);
  const begun = run.journal.rows.findLast((row) => row.type === 'routine' && row.routine === before.id);
  if (!looked || begun?.type !== 'routine') return before;
  const routine = run.catalogue.routine(before.id);
  const diagnosis = routine.diagnose(
    await run.catalogue.read(run.ports, routine.reads, { root: run.root, signal: run.cancel, accept: run.accept }),
  );
  // Nothing was looked at because a disk is failing: that is no verdict, it goes on waiting for one.
  if (before.outcome === 'restart-pending' && diagnosis.unread === 'failing-disk') return before;
  const { outcome, items } = outcomeAfter(workOf(run.journal.rows, routine, begun), diagnosis);
  const sameBoot = (await run.ports.host.bootId()) === bootId;
  if (before.outcome === 'restart-pending' && sameBoot && outcome !== 'repaired') return before;
  return { id: before.id, title: before.title, outcome, items, ...(outcome === 'repaired' ? {} : { message: diagnosis.summary }) };
}
