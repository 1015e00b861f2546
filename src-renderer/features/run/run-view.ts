import type { ItemOutcome, RoutineOutcome, RunEvent, UndoneStep, UndoResult } from '../../../src-shared/contract/run.js';
import type { Outcome } from '../../../src-shared/contract/words.js';

export type StepView = {
  readonly id: string;
  readonly title: string;
  readonly does: readonly string[];
  readonly commands: readonly (readonly string[])[];
  readonly state: 'running' | 'done' | 'failed' | UndoResult;
  /** When it began, as an ISO date. */
  readonly at: string;
  /** Why it failed, or why it was not put back. */
  readonly message: string;
};

export type RoutineView = {
  readonly id: string;
  readonly title: string;
  readonly state: 'waiting' | 'working' | 'ended';
  /** Steps that it was known to have before it began. */
  readonly planned: number;
  readonly steps: readonly StepView[];
  /** Once it has ended: what became of it, and why. */
  readonly outcome: Outcome | null;
  readonly reason: RoutineOutcome['reason'] | null;
  readonly summary: string;
  readonly items: readonly ItemOutcome[];
};

export type ChangedPlan = Extract<RunEvent, { type: 'plan-changed' }>;
export type Finished = Extract<RunEvent, { type: 'finished' }>;

/** How a run, its recovery or its undo goes, as far as its events tell. */
export type RunView = {
  /** The seq of the last event that is in here. */
  readonly lastSeq: number;
  /** When the first event came; '' before. */
  readonly startedAt: string;
  /** Whether a repair has begun, so that something may have been changed. */
  readonly begun: boolean;
  readonly routines: readonly RoutineView[];
  readonly warnings: readonly string[];
  /** A changed plan that nobody has agreed to yet. */
  readonly waiting: ChangedPlan | null;
  readonly finished: Finished | null;
  readonly undone: readonly UndoneStep[] | null;
};

export const emptyRun: RunView = {
  lastSeq: 0,
  startedAt: '',
  begun: false,
  routines: [],
  warnings: [],
  waiting: null,
  finished: null,
  undone: null,
};

/** Adds events to a view, in their order; those that it has already are passed over. Log events change only `lastSeq`. */
export function reduceRun(view: RunView, events: readonly RunEvent[]): RunView {
  return events.reduce((seen, event) => (event.seq <= seen.lastSeq ? seen : add(seen, event)), view);
}

/** Steps that are over, of those that are known to come: a fraction only where `total` is not 0. */
export function progressOf({ routines }: RunView): { readonly done: number; readonly total: number } {
  const sums = routines.map((routine) => {
    const over = routine.steps.filter(({ state }) => state !== 'running').length;
    const total = Math.max(routine.planned, routine.steps.length);
    return routine.state === 'ended' ? { done: total, total } : { done: over, total };
  });
  return { done: sums.reduce((sum, { done }) => sum + done, 0), total: sums.reduce((sum, { total }) => sum + total, 0) };
}

/** The step in flight, with its routine. */
export function presentStep({ routines }: RunView): { readonly routine: RoutineView; readonly step: StepView } | null {
  const routine = routines.findLast(({ state }) => state === 'working');
  const step = routine?.steps.findLast(({ state }) => state === 'running');
  return routine && step ? { routine, step } : null;
}

function add(view: RunView, event: RunEvent): RunView {
  const seen = { ...view, lastSeq: event.seq, startedAt: view.startedAt === '' ? event.at : view.startedAt };
  switch (event.type) {
    case 'log':
      return seen;
    case 'started':
      return { ...seen, begun: true, routines: event.routines?.map(waitingRoutine) ?? seen.routines };
    case 'routine':
      return { ...withRoutine(seen, event.routine, event.title, (routine) => ({ ...routine, state: 'working' })), waiting: null };
    case 'step':
      return {
        ...withRoutine(seen, event.routine, '', (routine) => ({
          ...routine,
          state: 'working',
          // A step that a recovery runs once more stands where it stood.
          steps: [
            ...routine.steps.filter(({ id }) => id !== event.step),
            newStep(event, 'running', { does: event.does, commands: event.commands }),
          ],
        })),
        waiting: null,
      };
    case 'step-done':
      return withStep(seen, event, 'done');
    case 'step-failed':
      return withStep(seen, event, 'failed', event.message);
    case 'step-restored':
      return withStep(seen, event, event.result, event.message ?? '');
    case 'warning':
      return { ...seen, warnings: [...seen.warnings, event.message] };
    case 'plan-changed':
      return { ...seen, waiting: event };
    case 'verified':
      return {
        ...withRoutine(seen, event.routine, event.title, (routine) => ({
          ...routine,
          state: 'ended',
          outcome: event.outcome,
          summary: event.summary,
          items: event.items,
        })),
        waiting: null,
      };
    case 'finished':
      return { ...seen, finished: event, waiting: null, routines: conclude(seen.routines, event.routines) };
    case 'undone':
      return { ...seen, undone: event.steps, waiting: null };
  }
}

/** The first routine with this id that has not ended (it may be in both parts of a run), or a new one. */
function withRoutine(view: RunView, id: string, title: string, change: (routine: RoutineView) => RoutineView): RunView {
  const at = view.routines.findIndex((routine) => routine.id === id && routine.state !== 'ended');
  const routine = view.routines[at];
  const changed = change(routine ?? waitingRoutine({ id, title: title || id, steps: 0 }));
  return { ...view, routines: routine ? view.routines.with(at, changed) : [...view.routines, changed] };
}

type OfStep = { readonly routine: string; readonly step: string; readonly title: string; readonly at: string };

/** A step of the routine that is at work, or of the one that ended: its steps may be put back after that. */
function withStep(view: RunView, event: OfStep, state: StepView['state'], message = ''): RunView {
  const at = view.routines.findLastIndex(({ id, steps }) => id === event.routine && steps.some((step) => step.id === event.step));
  const routine = view.routines[at];
  if (!routine)
    return withRoutine(view, event.routine, '', (fresh) => ({ ...fresh, steps: [...fresh.steps, newStep(event, state, { message })] }));
  const steps = routine.steps.map((step) => (step.id === event.step ? { ...step, state, message } : step));
  return { ...view, routines: view.routines.with(at, { ...routine, steps }) };
}

function newStep({ step, title, at }: OfStep, state: StepView['state'], more: Partial<StepView>): StepView {
  return { id: step, title, does: [], commands: [], state, at, message: '', ...more };
}

function waitingRoutine({ id, title, steps }: { readonly id: string; readonly title: string; readonly steps: number }): RoutineView {
  return { id, title, state: 'waiting', planned: steps, steps: [], outcome: null, reason: null, summary: '', items: [] };
}

/** At the end of a run every routine has an outcome, also those that it never came to. */
function conclude(routines: readonly RoutineView[], results: readonly RoutineOutcome[]): RoutineView[] {
  const left = [...results];
  const concluded = routines.map((routine) => {
    const at = left.findIndex(({ id }) => id === routine.id);
    const [result] = at < 0 ? [] : left.splice(at, 1);
    return result ? ended(routine, result) : routine;
  });
  return [...concluded, ...left.map((result) => ended(waitingRoutine({ ...result, steps: 0 }), result))];
}

function ended(routine: RoutineView, { outcome, reason, message, items }: RoutineOutcome): RoutineView {
  return { ...routine, state: 'ended', outcome, reason: reason ?? null, summary: message ?? routine.summary, items };
}
