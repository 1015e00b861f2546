import { Type, type Static } from 'typebox';
import { Evidence, Gate, Outcome, Reversibility, Risk, Severity, Symptom } from './words.js';
import { Unread } from './fact.js';
import { Step } from './step.js';

/** One thing a routine found, for instance one failed unit. */
export const Item = Type.Object({
  id: Type.String(),
  title: Type.String(),
  outcome: Outcome,
  evidence: Type.Array(Evidence),
  /** Whose files it is about, where it is a user's. */
  user: Type.Optional(Type.String()),
});
export type Item = Static<typeof Item>;

export const Diagnosis = Type.Object({
  outcome: Outcome,
  severity: Severity,
  /** One sentence: what is. */
  summary: Type.String(),
  evidence: Type.Array(Evidence),
  items: Type.Array(Item),
  /** Why a fact it needs was not read, where that decided. */
  unread: Type.Optional(Unread.properties.code),
});
export type Diagnosis = Static<typeof Diagnosis>;

/** Steps that run only if, after the stage before, the routine still finds its fault. The first stage always runs. */
export const Stage = Type.Object({ onlyIf: Type.Enum(['always', 'still-needed']), steps: Type.Array(Step) });
export type Stage = Static<typeof Stage>;

export const ParamValue = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);
export const Params = Type.Record(Type.String(), ParamValue);
export type Params = Static<typeof Params>;

/** One routine of a selection; no items: all that it finds. */
export const Selected = Type.Object({ routine: Type.String(), items: Type.Optional(Type.Array(Type.String())) });
export type Selected = Static<typeof Selected>;

/** A gate that closes a routine: why, and whether a person may accept it. */
export const ClosedGate = Type.Object({
  gate: Gate,
  why: Type.String(),
  acceptable: Type.Boolean(),
  accepted: Type.Boolean(),
});
export type ClosedGate = Static<typeof ClosedGate>;

export const PlannedRoutine = Type.Object({
  id: Type.String(),
  title: Type.String(),
  diagnosis: Diagnosis,
  items: Type.Array(Type.String()),
  params: Params,
  stages: Type.Array(Stage),
  risk: Risk,
  reversibility: Reversibility,
  needsRestart: Type.Boolean(),
  /** Said again, and asked again, before it is undone. */
  undoWarning: Type.Optional(Type.String()),
  gates: Type.Array(ClosedGate),
});
export type PlannedRoutine = Static<typeof PlannedRoutine>;

/** What one engine (the machine's or the user's) will do. `digest` is over the canonical steps. */
export const PlanPart = Type.Object({
  scope: Type.Enum(['machine', 'user']),
  digest: Type.String(),
  /** True where it was made without the rights that the run will have. */
  provisional: Type.Boolean(),
  routines: Type.Array(PlannedRoutine),
});
export type PlanPart = Static<typeof PlanPart>;

/** What is asked of the planner. */
export const PlanRequest = Type.Object({
  selection: Type.Array(Selected),
  /** By routine id. */
  params: Type.Record(Type.String(), Params),
  accept: Type.Array(Gate),
  /** The system to work on; '/' is the running one. */
  root: Type.String(),
  /** Restricts user items to this user. */
  user: Type.Optional(Type.String()),
  /** The complaint that the repairs are for: when they did not end it, the run names the next rung of its ladder. */
  symptom: Type.Optional(Symptom),
});
export type PlanRequest = Static<typeof PlanRequest>;

/** The whole plan that a person agrees to. */
export const Plan = Type.Object({
  digest: Type.String(),
  request: PlanRequest,
  parts: Type.Array(PlanPart),
});
export type Plan = Static<typeof Plan>;
