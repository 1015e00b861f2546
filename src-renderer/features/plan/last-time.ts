import type { RunSummary } from '../../../src-shared/contract/run.js';

/**
 * Seconds from start to end of the newest run that did this repair and nothing else, and repaired; null where there is none: what several
 * took together, or one that was stopped, says nothing. `runs`: newest first.
 */
export function lastTime(runs: readonly RunSummary[], routine: string): number | null {
  const run = runs.find(({ cancelled, outcome, routines: [first, ...others] }) => {
    return first?.id === routine && others.length === 0 && !cancelled && outcome === 'repaired';
  });
  if (run?.finishedAt === undefined) return null;
  return Math.max(1, Math.round((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1_000));
}
