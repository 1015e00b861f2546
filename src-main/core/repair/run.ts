import type { PlannedRoutine, PlanPart, PlanRequest } from '../../../src-shared/contract/plan.js';
import type { EventBody, RoutineOutcome } from '../../../src-shared/contract/run.js';
import { worstOutcome } from '../../../src-shared/contract/words.js';
import { toAppError } from '../../../src-shared/errors.js';
import type { EnginePorts } from '../engine-ports.js';
import type { Catalogue } from './catalogue.js';
import { redactDeep } from '../redact.js';
import { openJournal } from './journal.js';
import { changesIn, stepsOf } from './progress.js';
import { notRun } from './verify.js';
import { runRoutine, type Consent } from './run-routine.js';
import type { RunContext } from './run-context.js';
import { nextOrder } from './run-order.js';

export type RunRequest = {
  readonly run: string;
  readonly by: string;
  readonly plan: PlanPart;
  readonly request: PlanRequest;
  readonly cancel: AbortSignal;
  readonly consent: Consent;
  emit(event: EventBody): void;
};

/** Does an agreed plan: takes the store's lock, keeps the journal, runs routine after routine, and says how it ended. */
export async function executeRun(ports: EnginePorts, catalogue: Catalogue, asked: RunRequest): Promise<void> {
  const { plan, request } = asked;
  const store = await ports.store(request.root);
  const unlock = await store.lock(asked.run);
  const release = ports.inhibit(`RescuePC repair ${asked.run}`);
  try {
    const about = { by: asked.by, root: request.root, store: ports.host.store, order: await nextOrder(store) };
    const folder = await store.create(asked.run, about);
    const journal = await openJournal(folder, ports.now);
    const { root, accept } = request;
    const run: RunContext = { ports, catalogue, root, accept, store, folder, journal, cancel: asked.cancel, emit: asked.emit };
    const bootId = await ports.host.bootId();
    const routines = plan.routines.map(({ id, title, diagnosis, items }) => ({ id, title, diagnosis, items }));
    await journal.append({ type: 'opened', by: asked.by, root: request.root, digest: plan.digest, bootId, pid: process.pid, routines });
    asked.emit({ type: 'started', store: ports.host.store });
    await runAll(run, plan.routines, request, asked.consent);
  } finally {
    release();
    await unlock();
  }
}

async function runAll(run: RunContext, routines: readonly PlannedRoutine[], request: PlanRequest, consent: Consent): Promise<void> {
  const results: RoutineOutcome[] = [];
  for (const routine of routines) {
    const result = redactDeep(await runOrSkip(run, routine, results, request, consent));
    results.push(result);
    await concludeRoutine(run, result);
  }
  await finish(run, results);
}

/** Journals and reports a routine's outcome. */
export async function concludeRoutine(run: RunContext, result: RoutineOutcome): Promise<void> {
  const { id, title, outcome, items, reason, message } = result;
  await run.journal.append({
    type: 'verified',
    routine: id,
    outcome,
    items,
    summary: message ?? '',
    bootId: await run.ports.host.bootId(),
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
  });
  run.emit({ type: 'verified', routine: id, title, outcome, items, summary: message ?? '' });
}

/** Journals and reports the end of a run. */
export async function finish(run: RunContext, results: readonly RoutineOutcome[]): Promise<void> {
  const outcome = worstOutcome(results.map((result) => result.outcome));
  const cancelled = results.some((result) => result.reason === 'cancelled');
  await run.journal.append({ type: 'finished', outcome, cancelled, routines: results, bootId: await run.ports.host.bootId() });
  run.emit({ type: 'finished', outcome, cancelled, routines: [...results], changes: changesIn(run.journal.rows) });
}

async function runOrSkip(
  run: RunContext,
  routine: PlannedRoutine,
  results: readonly RoutineOutcome[],
  request: PlanRequest,
  consent: Consent,
): Promise<RoutineOutcome> {
  if (run.cancel.aborted || (await run.folder.cancelRequested())) return notRun(routine, 'cancelled', 'Cancelled before it began.');
  const failed = results.find((earlier) => run.catalogue.routine(routine.id).after.includes(earlier.id) && isFailure(earlier));
  if (failed) return notRun(routine, 'dependency', `${failed.title} has to succeed first.`);
  try {
    return await runRoutine(run, routine, request, consent);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'internal') run.ports.log.warn(error.stack ?? error.message);
    const message = error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
    const begun = stepsOf(run.journal.rows).some((step) => step.routine === routine.id && step.state !== 'restored');
    return {
      id: routine.id,
      title: routine.title,
      outcome: begun ? 'not-repaired' : error.code === 'busy' ? 'busy' : 'could-not-run',
      reason: 'error',
      message,
      items: [],
    };
  }
}

function isFailure(result: RoutineOutcome): boolean {
  return result.outcome === 'not-repaired' || result.outcome === 'could-not-run' || result.outcome === 'busy';
}
