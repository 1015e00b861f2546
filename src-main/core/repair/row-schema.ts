import { Type, type TProperties, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { Diagnosis } from '../../../src-shared/contract/plan.js';
import { ItemOutcome, RoutineOutcome, UndoneStep, UndoResult } from '../../../src-shared/contract/run.js';
import { Argv, State, StepBody } from '../../../src-shared/contract/step.js';
import { Outcome, Reversibility } from '../../../src-shared/contract/words.js';
import type { Row, RowBody } from './rows.js';

const Backup = Type.Object({ name: Type.String(), sha256: Type.String(), bytes: Type.Number() });
const StepRecord = Type.Object({
  id: Type.String(),
  version: Type.Literal(1),
  title: Type.String(),
  does: Type.Array(Type.String()),
  commands: Type.Array(Argv),
  objects: Type.Array(Type.String()),
  reversibility: Reversibility,
  body: StepBody,
});
const found = { title: Type.String(), diagnosis: Diagnosis, items: Type.Array(Type.String()) };
const at = { routine: Type.String(), step: Type.String() };
const ofBoot = { bootId: Type.String() };
const why = Type.Enum(['rollback', 'undo']);
const ended = { after: State, produced: Type.Array(Backup) };

function row<T extends string, P extends TProperties>(type: T, fields: P) {
  return Type.Object({
    type: Type.Literal(type),
    v: Type.Literal(1),
    seq: Type.Integer(),
    at: Type.String(),
    prev: Type.String(),
    hash: Type.String(),
    ...fields,
  });
}

/** What each row must have to be believed: a journal may come from a disk that nobody vouches for. Further fields are a newer version's. */
const forms = {
  opened: row('opened', {
    ...ofBoot,
    by: Type.String(),
    root: Type.String(),
    digest: Type.String(),
    pid: Type.Integer(),
    routines: Type.Array(Type.Object({ id: Type.String(), ...found })),
  }),
  asked: row('asked', { routine: Type.String(), digest: Type.String() }),
  consented: row('consented', { routine: Type.String(), digest: Type.String() }),
  routine: row('routine', { routine: Type.String(), ...found, steps: Type.Array(Type.String()) }),
  planned: row('planned', {
    ...at,
    record: StepRecord,
    before: State,
    backups: Type.Array(Backup),
    replayed: Type.Optional(Type.Boolean()),
  }),
  child: row('child', { ...at, ...ofBoot, child: Type.Object({ pid: Type.Integer(), startTime: Type.String() }) }),
  done: row('done', { ...at, ...ended }),
  failed: row('failed', { ...at, ...ended, message: Type.String() }),
  restoring: row('restoring', { ...at, why }),
  restored: row('restored', { ...at, why, result: UndoResult, message: Type.Optional(Type.String()) }),
  verified: row('verified', {
    ...ofBoot,
    routine: Type.String(),
    outcome: Outcome,
    items: Type.Array(ItemOutcome),
    summary: Type.String(),
    reason: RoutineOutcome.properties.reason,
    message: Type.Optional(Type.String()),
  }),
  finished: row('finished', { ...ofBoot, outcome: Outcome, cancelled: Type.Boolean(), routines: Type.Array(RoutineOutcome) }),
  undo: row('undo', { ...ofBoot, by: Type.String(), steps: Type.Array(Type.String()), overwrite: Type.Array(Type.String()) }),
  undone: row('undone', { steps: Type.Array(UndoneStep) }),
  recovered: row('recovered', { ...ofBoot, by: Type.String(), tornBytes: Type.Integer() }),
} satisfies Record<RowBody['type'], TSchema>;

/** What a line says, if it is a row that this version knows; else null. */
export function asRow(value: { readonly type?: unknown }): Row | null {
  const { type } = value;
  if (typeof type !== 'string' || !isKnown(type)) return null;
  return Value.Check(forms[type], value) ? value : null;
}

function isKnown(type: string): type is keyof typeof forms {
  return Object.hasOwn(forms, type);
}
