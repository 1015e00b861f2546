import type { Diagnosis } from '../../../src-shared/contract/plan.js';
import type { ItemOutcome, RoutineOutcome } from '../../../src-shared/contract/run.js';
import type { Outcome } from '../../../src-shared/contract/words.js';

/**
 * What a fresh diagnosis says about a routine whose steps were run. `chosen`: the items worked on; none: all.
 * Items that are gone are repaired; an unread fact makes everything unknown, and an unread part of one what it could hide.
 */
export function outcomeAfter(before: Diagnosis, chosen: readonly string[], after: Diagnosis): { outcome: Outcome; items: ItemOutcome[] } {
  const worked = before.items.filter((item) => chosen.includes(item.id));
  const items = worked.map((item) => ({ id: item.id, title: item.title, outcome: itemOutcome(after, item.id) }));
  if (items.length === 0) return { outcome: changed(after.outcome), items };
  const bad = items.find((item) => item.outcome !== 'repaired');
  return { outcome: bad?.outcome ?? 'repaired', items };
}

function itemOutcome(after: Diagnosis, id: string): Outcome {
  const now = after.items.find((item) => item.id === id);
  if (now) return changed(now.outcome);
  // Of FILE that could not be read, FILE:LINE is not known; what others have elsewhere is.
  if (after.items.some((item) => item.outcome === 'unknown' && id.startsWith(item.id))) return 'unknown';
  return (after.outcome === 'unknown' && after.items.length === 0) || after.outcome === 'busy' ? after.outcome : 'repaired';
}

/** Needed before, now healthy: repaired. Still needed: not repaired. Everything else says itself. */
function changed(now: Outcome): Outcome {
  if (now === 'healthy' || now === 'not-applicable') return 'repaired';
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
