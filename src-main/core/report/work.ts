import type { DoneWork } from '../../../src-shared/contract/report.js';
import type { Diagnosis } from '../../../src-shared/contract/plan.js';
import { countChanges, type RunSummary, type StepSummary } from '../../../src-shared/contract/run.js';
import type { Finding, Scan } from '../../../src-shared/contract/scan.js';
import { touchedIn } from '../history/join.js';

/** Every repair of which a step stands or was taken back, the oldest first. Pure. */
export function doneWork(runs: readonly RunSummary[]): DoneWork[] {
  return runs.toReversed().flatMap((run) =>
    run.routines.flatMap(({ id, title, after }): DoneWork[] => {
      const steps = run.steps.filter(({ routine, state }) => routine === id && (state === 'done' || state === 'restored'));
      if (steps.length === 0) return [];
      const command = countChanges(steps).canUndo > 0 ? `rescuepc undo ${run.id}/${id}` : '';
      return [{ run: run.id, at: run.startedAt, routine: id, title, outcome: after?.outcome ?? null, ...undoOf(steps), command }];
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

/** What became of a repair until now. `taken-back`: it had helped, or waited for a restart, and a step of it was put back since. */
export type Became = 'repaired' | 'nothing' | 'restart' | 'taken-back' | 'failed' | 'unfinished';

/** Judges one repair of a run by its outcome and its steps. Pure. */
export function becameOf({ steps }: RunSummary, { id, after }: RunSummary['routines'][number]): Became {
  if (after === undefined) return 'unfinished';
  const isBack = steps.some(({ routine, state }) => routine === id && state === 'restored');
  switch (after.outcome) {
    case 'repaired':
      return isBack ? 'taken-back' : 'repaired';
    case 'restart-pending':
      return isBack ? 'taken-back' : 'restart';
    case 'healthy':
    case 'not-applicable':
      return 'nothing';
    case 'needed':
    case 'not-repaired':
    case 'could-not-run':
    case 'busy':
    case 'unknown':
      return 'failed';
  }
}

/** Whether a repair that was made after that look put right all that a finding of it is about, and was not taken back. */
export function isRepairedSince(finding: Finding, look: Scan, runs: readonly RunSummary[]): boolean {
  return runsSince(look, runs).some((run) => run.routines.some((routine) => repairs(run, routine, finding.id, routine.before)));
}

/** Whether this repair of a run is that one, and what it put right, and was not taken back, is all that was wrong. Pure. */
export function repairs(run: RunSummary, routine: RunSummary['routines'][number], id: string, wrong: Diagnosis): boolean {
  const { after } = routine;
  if (routine.id !== id || after === undefined || (becameOf(run, routine) !== 'repaired' && after.outcome !== 'healthy')) return false;
  const sound = after.items.filter(({ outcome }) => outcome === 'repaired' || outcome === 'healthy').map((item) => item.id);
  return wrong.items.every((item) => item.outcome !== 'needed' || sound.includes(item.id));
}

/** Runs that began after a look; `runs` are the newest first. The look knows which was the newest then: a clock can be set back. */
export function runsSince({ scan: { startedAt, repairs } }: Scan, runs: readonly RunSummary[]): readonly RunSummary[] {
  if (repairs?.last === '') return runs;
  const at = runs.findIndex(({ id }) => id === repairs?.last);
  return at < 0 ? runs.filter((run) => run.startedAt > startedAt) : runs.slice(0, at);
}

/**
 * Whether something was changed after a look, an undo included, so that it does not show how the machine is. `runs`: all of that
 * machine. A look of 0.1 knows no count: a run before it of which something was put back may have been put back after it.
 */
export function changedSince(look: Scan, runs: readonly RunSummary[]): boolean {
  const { startedAt, repairs } = look.scan;
  if (repairs) return touchedIn(runs) !== repairs.touched;
  return runs.some(({ startedAt: at, steps }) => (at > startedAt ? steps.length > 0 : steps.some(({ state }) => state === 'restored')));
}
