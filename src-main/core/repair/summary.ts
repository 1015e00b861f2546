import type { RoutineOutcome, RunState, RunSummary, StepSummary, Store } from '../../../src-shared/contract/run.js';
import { isFinished } from './recover.js';
import { isLeft, stepsOf, touchedBy } from './progress.js';
import type { Row } from './rows.js';
import { orderOf } from './run-order.js';

/** What a run's journal says of it, for lists, reports and the index. `held`: its lock is held by a living process. */
export function summarise(
  id: string,
  store: Store,
  about: Readonly<Record<string, unknown>>,
  rows: readonly Row[],
  held: boolean,
): RunSummary {
  const opened = rows.find((row) => row.type === 'opened');
  const finished = rows.findLast((row) => row.type === 'finished');
  const outcomes = new Map(rows.flatMap((row) => (row.type === 'verified' ? [[row.routine, row] as const] : [])));
  const steps = stepsOf(rows);
  const done = steps.filter(
    (step) => step.state === 'restored' || step.state === 'done' || (isLeft(step) && step.record.body.onFailure !== 'keep'),
  );
  const isUndone = rows.some((row) => row.type === 'restored' && row.why === 'undo');
  const order = orderOf(about);
  const startedDiagnosis = new Map(rows.flatMap((row) => (row.type === 'routine' ? [[row.routine, row.diagnosis] as const] : [])));
  return {
    id,
    store,
    state: stateOf(rows, held),
    startedAt: rows[0]?.at ?? (typeof about['startedAt'] === 'string' ? about['startedAt'] : ''),
    ...(finished ? { finishedAt: finished.at } : {}),
    by: opened?.by ?? '',
    root: opened?.root ?? (typeof about['root'] === 'string' ? about['root'] : '/'),
    ...(finished ? { outcome: finished.outcome } : {}),
    cancelled: finished?.cancelled ?? false,
    // What a roll-back took back by itself was never asked back by anybody: its outcome says how it ended.
    undone: isUndone && done.length > 0 && done.every((step) => step.state === 'restored'),
    ...(order > 0 ? { order } : {}),
    touched: touchedBy(rows),
    routines: (opened?.routines ?? []).map((routine) => {
      const row = outcomes.get(routine.id);
      const after: RoutineOutcome | null = row
        ? {
            id: routine.id,
            title: routine.title,
            outcome: row.outcome,
            items: [...row.items],
            ...(row.reason ? { reason: row.reason } : {}),
            ...(row.message === undefined ? {} : { message: row.message }),
          }
        : null;
      return {
        id: routine.id,
        title: routine.title,
        before: startedDiagnosis.get(routine.id) ?? routine.diagnosis,
        ...(after ? { after } : {}),
      };
    }),
    steps: steps.map(stepSummary),
    head: rows.at(-1)?.hash ?? '',
  };
}

function stateOf(rows: readonly Row[], held: boolean): RunState {
  if (held) return rows.at(-1)?.type === 'asked' ? 'waiting-for-consent' : 'running';
  if (!isFinished(rows)) return 'unfinished';
  const finished = rows.findLast((row) => row.type === 'finished');
  return finished?.outcome === 'restart-pending' ? 'restart-pending' : 'finished';
}

function stepSummary(step: ReturnType<typeof stepsOf>[number]): StepSummary {
  const { record } = step;
  return {
    routine: step.routine,
    step: record.id,
    title: record.title,
    does: [...record.does],
    commands: [...record.commands],
    reversibility: record.reversibility,
    state: step.state,
  };
}
