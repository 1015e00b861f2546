import type { DoneWork } from '../../../src-shared/contract/report.js';
import type { RunSummary, StepSummary } from '../../../src-shared/contract/run.js';
import type { Finding } from '../../../src-shared/contract/scan.js';

/** Every repair of which a step stands or was taken back, the oldest first. Pure. */
export function doneWork(runs: readonly RunSummary[]): DoneWork[] {
  return runs.toReversed().flatMap((run) =>
    run.routines.flatMap(({ id, title, after }): DoneWork[] => {
      const steps = run.steps.filter(({ routine, state }) => routine === id && (state === 'done' || state === 'restored'));
      if (steps.length === 0) return [];
      const work = { run: run.id, at: run.startedAt, routine: id, title, outcome: after?.outcome ?? null };
      return [{ ...work, ...undoOf(steps), command: `rescuepc undo ${run.id}/${id}` }];
    }),
  );
}

const worst = ['none', 'best-effort', 'exact'] as const;

/** As well as its least reversible step that still stands. */
function undoOf(steps: readonly StepSummary[]): Pick<DoneWork, 'undo' | 'why'> {
  const standing = steps.filter(({ state }) => state === 'done').map(({ reversibility }) => reversibility);
  const least = worst.map((level) => standing.find((one) => one.level === level)).find((found) => found !== undefined);
  return least ? { undo: least.level, why: least.why } : { undo: 'taken-back', why: '' };
}

/** Whether a repair that was made after that moment (ISO date) put right all that a finding is about, and was not taken back. */
export function isRepairedSince(finding: Finding, since: string, runs: readonly RunSummary[]): boolean {
  return runs.some(
    (run) =>
      run.startedAt > since &&
      !run.undone &&
      run.routines.some(({ id, before, after }) => {
        if (id !== finding.id || (after?.outcome !== 'repaired' && after?.outcome !== 'healthy')) return false;
        const sound = after.items.filter(({ outcome }) => outcome === 'repaired' || outcome === 'healthy').map((item) => item.id);
        const takenBack = run.steps.some(({ routine, state }) => routine === id && state === 'restored');
        return !takenBack && before.items.every((item) => item.outcome !== 'needed' || sound.includes(item.id));
      }),
  );
}

/** Whether something was changed after that moment, so that a look from before does not show how the machine is. */
export function changedSince(since: string, runs: readonly RunSummary[]): boolean {
  return runs.some((run) => run.startedAt > since && run.steps.some(({ state }) => state !== 'failed'));
}
