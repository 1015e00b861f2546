import type { Diagnosis } from '../../../src-shared/contract/plan.js';
import type { ItemOutcome, RoutineOutcome } from '../../../src-shared/contract/run.js';
import type { Outcome } from '../../../src-shared/contract/words.js';
import type { Routine } from '../routines/define.js';
import { itemsOfFailedSteps } from './progress.js';
import type { Row } from './rows.js';

/** What a routine was run for. */
export type Work = {
  readonly before: Diagnosis;
  /** The items worked on; none: all. */
  readonly items: readonly string[];
  /** Those of which a step came to no good end; '' stands for all of them. */
  readonly failed: ReadonlySet<string>;
  /** The diagnosis lists sound things too. */
  readonly listsAll: boolean;
};

/** A routine's work, with its failed steps as the journal tells them. */
export function workOf(
  rows: readonly Row[],
  routine: Routine,
  begun: Pick<Extract<Row, { type: 'routine' }>, 'diagnosis' | 'items'>,
): Work {
  return {
    before: begun.diagnosis,
    items: begun.items,
    failed: itemsOfFailedSteps(rows, routine.id),
    listsAll: routine.listsAll === true,
  };
}

/**
 * What a fresh diagnosis says about a routine whose steps were run. An item that the diagnosis no longer finds is repaired, unless
 * one of its steps failed: then it may be out of sight only. An unread fact makes everything unknown, an unread part what it could hide.
 */
export function outcomeAfter(work: Work, after: Diagnosis): { outcome: Outcome; items: ItemOutcome[] } {
  const worked = work.before.items.filter((item) => work.items.includes(item.id));
  const items = worked.map((item) => {
    const failed = work.failed.has(item.id) || work.failed.has('');
    return { id: item.id, title: item.title, outcome: proven(itemOutcome(work, after, item.id), failed) };
  });
  if (items.length === 0) return { outcome: proven(changed(after.outcome), work.failed.size > 0), items };
  const bad = items.find((item) => item.outcome !== 'repaired');
  return { outcome: bad?.outcome ?? 'repaired', items };
}

function proven(outcome: Outcome, failed: boolean): Outcome {
  return outcome === 'repaired' && failed ? 'not-repaired' : outcome;
}

function itemOutcome({ listsAll }: Work, after: Diagnosis, id: string): Outcome {
  const now = after.items.find((item) => item.id === id);
  if (now) return changed(now.outcome);
  // Of FILE that could not be read, FILE:LINE is not known; what others have elsewhere is.
  if (after.items.some((item) => item.outcome === 'unknown' && id.startsWith(item.id))) return 'unknown';
  if ((after.outcome === 'unknown' && after.items.length === 0) || after.outcome === 'busy') return after.outcome;
  return listsAll || after.outcome === 'not-applicable' ? 'unknown' : 'repaired';
}

/** Needed before, now healthy: repaired. Still needed: not repaired. What no longer applies was not looked at. Everything else says itself. */
function changed(now: Outcome): Outcome {
  if (now === 'healthy') return 'repaired';
  if (now === 'not-applicable') return 'unknown';
  return now === 'needed' ? 'not-repaired' : now;
}

/** A routine that was not run, with the reason. */
export function notRun(
  routine: { readonly id: string; readonly title: string },
  reason: NonNullable<RoutineOutcome['reason']>,
  message: string,
): RoutineOutcome {
  return { id: routine.id, title: routine.title, outcome: 'could-not-run', reason, message, items: [] };
}
