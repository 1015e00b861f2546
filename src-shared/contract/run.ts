import { Type, type Static } from 'typebox';
import { Diagnosis, PlannedRoutine } from './plan.js';
import { Rung } from './scan.js';
import { Argv } from './step.js';
import { Outcome, Reversibility, Symptom } from './words.js';

/** Which store a run, or one half of it, is kept in. */
export const Store = Type.Enum(['machine', 'user']);
export type Store = Static<typeof Store>;

export const ItemOutcome = Type.Object({ id: Type.String(), title: Type.String(), outcome: Outcome });
export type ItemOutcome = Static<typeof ItemOutcome>;

export const RoutineOutcome = Type.Object({
  id: Type.String(),
  title: Type.String(),
  outcome: Outcome,
  /** Why it was not run, where it was not. */
  reason: Type.Optional(Type.Enum(['gate', 'dependency', 'cancelled', 'license', 'error'])),
  message: Type.Optional(Type.String()),
  items: Type.Array(ItemOutcome),
});
export type RoutineOutcome = Static<typeof RoutineOutcome>;

export const UndoResult = Type.Enum(['restored', 'already', 'conflict', 'not-possible']);
export type UndoResult = Static<typeof UndoResult>;

export const UndoneStep = Type.Object({
  /** ROUTINE/STEP */
  id: Type.String(),
  title: Type.String(),
  result: UndoResult,
  /** What a person has to accept first, for instance that it puts an infection back. */
  warning: Type.Optional(Type.String()),
  /** Why, in words, for everything but `restored`. */
  message: Type.Optional(Type.String()),
  /** In a preview of a conflict: what would be put back, and what stands there now. */
  sides: Type.Optional(Type.Object({ kept: Type.String(), now: Type.String() })),
});
export type UndoneStep = Static<typeof UndoneStep>;

/** Where the complaint that a run was for breaks now, or could not be looked at. */
export const NextRung = Type.Object({
  symptom: Symptom,
  /** With those of its repairs that are still to be tried. null: no rung is left that breaks or was not looked at. */
  rung: Type.Union([Rung, Type.Null()]),
  /** The command line that goes on there; '' where there is none. */
  command: Type.String(),
});
export type NextRung = Static<typeof NextRung>;

/** Steps of a run that changed something, by what became of them. */
export const ChangeCounts = Type.Object({
  /** Not taken back. */
  standing: Type.Integer(),
  /** How many of these an undo can put back. */
  canUndo: Type.Integer(),
  takenBack: Type.Integer(),
});
export type ChangeCounts = Static<typeof ChangeCounts>;

const stamp = { v: Type.Literal(1), run: Type.String(), seq: Type.Integer(), at: Type.String() };

const steps = { routine: Type.String(), step: Type.String(), title: Type.String() };

/** What happens in a run, in order. `seq` counts from 1; a view resumes by it. */
export const RunEvent = Type.Union([
  Type.Object({
    ...stamp,
    type: Type.Literal('started'),
    store: Store,
    /** With the first of a run: all that it will do, in order. `steps` of them run in any case; further ones only if still needed. */
    routines: Type.Optional(Type.Array(Type.Object({ id: Type.String(), title: Type.String(), steps: Type.Integer() }))),
  }),
  Type.Object({ ...stamp, type: Type.Literal('routine'), routine: Type.String(), title: Type.String(), outcome: Outcome }),
  Type.Object({ ...stamp, type: Type.Literal('step'), ...steps, does: Type.Array(Type.String()), commands: Type.Array(Argv) }),
  Type.Object({ ...stamp, type: Type.Literal('step-done'), ...steps }),
  Type.Object({ ...stamp, type: Type.Literal('step-failed'), ...steps, message: Type.String() }),
  Type.Object({ ...stamp, type: Type.Literal('step-restored'), ...steps, result: UndoResult, message: Type.Optional(Type.String()) }),
  Type.Object({ ...stamp, type: Type.Literal('log'), routine: Type.String(), step: Type.String(), text: Type.String() }),
  Type.Object({ ...stamp, type: Type.Literal('warning'), message: Type.String() }),
  Type.Object({
    ...stamp,
    type: Type.Literal('plan-changed'),
    /** The routine as it would run now. */
    routine: PlannedRoutine,
    added: Type.Array(Type.String()),
    removed: Type.Array(Type.String()),
    /** What has to be agreed to for the run to go on. */
    digest: Type.String(),
  }),
  Type.Object({
    ...stamp,
    type: Type.Literal('verified'),
    routine: Type.String(),
    title: Type.String(),
    outcome: Outcome,
    items: Type.Array(ItemOutcome),
    summary: Type.String(),
  }),
  Type.Object({
    ...stamp,
    type: Type.Literal('finished'),
    outcome: Outcome,
    cancelled: Type.Boolean(),
    routines: Type.Array(RoutineOutcome),
    changes: Type.Optional(ChangeCounts),
    next: Type.Optional(NextRung),
  }),
  Type.Object({ ...stamp, type: Type.Literal('undone'), steps: Type.Array(UndoneStep) }),
]);
export type RunEvent = Static<typeof RunEvent>;

/** An event before it has its run, number and time. */
export type EventBody = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, 'v' | 'run' | 'seq' | 'at'> : never) : never;

export const RunState = Type.Enum(['running', 'waiting-for-consent', 'unfinished', 'restart-pending', 'finished']);
export type RunState = Static<typeof RunState>;

export const StepSummary = Type.Object({
  routine: Type.String(),
  step: Type.String(),
  title: Type.String(),
  does: Type.Array(Type.String()),
  commands: Type.Array(Argv),
  reversibility: Reversibility,
  state: Type.Enum(['in-flight', 'done', 'failed', 'restored']),
});
export type StepSummary = Static<typeof StepSummary>;

/** One run as its folder tells it. */
export const RunSummary = Type.Object({
  id: Type.String(),
  store: Store,
  state: RunState,
  startedAt: Type.String(),
  finishedAt: Type.Optional(Type.String()),
  by: Type.String(),
  root: Type.String(),
  outcome: Type.Optional(Outcome),
  cancelled: Type.Boolean(),
  undone: Type.Boolean(),
  /** Its place among the runs of its store, whatever the clock said when it began; runs of 0.1 have none and come before all others. */
  order: Type.Optional(Type.Integer()),
  /** How often its journal tells of something done to the machine, an undo included: it grows with every change. */
  touched: Type.Optional(Type.Integer()),
  routines: Type.Array(Type.Object({ id: Type.String(), title: Type.String(), before: Diagnosis, after: Type.Optional(RoutineOutcome) })),
  steps: Type.Array(StepSummary),
  /** Where the complaint went on that the run was for, as it was seen at its end; only when asked for this run. */
  next: Type.Optional(NextRung),
  /** Hash of the journal's last row: kept elsewhere (in a report), it proves that nothing was changed since. */
  head: Type.String(),
});
export type RunSummary = Static<typeof RunSummary>;

/** What became of steps. A step that failed or was cut off may have changed something all the same. */
export function countChanges(steps: readonly Pick<StepSummary, 'state' | 'reversibility'>[]): ChangeCounts {
  const standing = steps.filter(({ state }) => state !== 'restored');
  const canUndo = standing.filter(({ reversibility }) => reversibility.level !== 'none');
  return { standing: standing.length, canUndo: canUndo.length, takenBack: steps.length - standing.length };
}

export const JournalCheck = Type.Object({
  run: Type.String(),
  store: Store,
  ok: Type.Boolean(),
  rows: Type.Integer(),
  head: Type.String(),
  problems: Type.Array(Type.String()),
});
export type JournalCheck = Static<typeof JournalCheck>;

export const QuarantineEntry = Type.Object({
  /** RUN/ROUTINE/STEP */
  id: Type.String(),
  path: Type.String(),
  keptAt: Type.String(),
  bytes: Type.Integer(),
  movedAt: Type.String(),
});
export type QuarantineEntry = Static<typeof QuarantineEntry>;
