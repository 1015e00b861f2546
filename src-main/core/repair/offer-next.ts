import type { PlanRequest } from '../../../src-shared/contract/plan.js';
import type { NextRung, RoutineOutcome, RunSummary } from '../../../src-shared/contract/run.js';
import { gather } from '../scan/read.js';
import { ladderFor } from '../scan/symptoms/index.js';
import { nextRung, offerOf } from '../scan/symptoms/next-rung.js';
import type { RecordStore } from '../app-ports.js';
import { withNotAsked, type Catalogue } from './catalogue.js';
import type { EngineClient } from './coordinator.js';

/**
 * Climbs the ladder of the complaint that a run was for once more, on fresh facts of the engine that repaired, and says where to go on.
 * undefined: the run was for no complaint, was stopped, waits for a restart, or nothing breaks any more.
 */
export async function offerNext(
  catalogue: Catalogue,
  engine: EngineClient,
  { symptom, root, user, accept }: PlanRequest,
  results: readonly RoutineOutcome[],
): Promise<NextRung | undefined> {
  const stopped = results.some(({ outcome, reason }) => outcome === 'restart-pending' || reason === 'cancelled' || reason === 'license');
  if (symptom === undefined || stopped || results.length === 0) return undefined;
  const ladder = ladderFor(catalogue, symptom);
  const ids = [...ladder.reads];
  const readings = await gather(engine['engine.facts']({ ids, cost: 'on-demand', root, accept, ...(user === undefined ? {} : { user }) }));
  const helped = results.every(({ outcome }) => outcome === 'repaired' || outcome === 'healthy' || outcome === 'not-applicable');
  const tried = results.map(({ id }) => id);
  const next = nextRung(ladder.ask(withNotAsked(catalogue.facts, readings)), tried, helped);
  return next === undefined ? undefined : offerOf(symptom, next, root);
}

type Notes = { readonly records: Pick<RecordStore, 'read' | 'change'> };

/** Notes it for windows that are opened when the run is over: it was seen after the journal's last row. Not kept, it is not offered again. */
export async function keepNext({ records }: Notes, run: string, next: NextRung | undefined): Promise<void> {
  if (next !== undefined) await records.change((save) => save('next-rung', run, { run, next })).catch(() => undefined);
}

/** Adds to a run that has ended, and was not taken back, where its complaint went on then. */
export async function withNext({ records }: Notes, run: RunSummary): Promise<RunSummary> {
  if (run.state !== 'finished' || run.undone) return run;
  const kept = await records.read('next-rung', run.id).catch(() => null);
  return kept === null ? run : { ...run, next: kept.next };
}
