import { Type, type Static } from 'typebox';
import { FactCost, FactNeed, Reading } from './fact.js';
import { Evidence, Gate, Risk, Severity, Symptom } from './words.js';

/** What a person is told: what is, why it matters, where it was read, and the repairs that help. */
export const Finding = Type.Object({
  id: Type.String(),
  severity: Severity,
  title: Type.String(),
  why: Type.String(),
  evidence: Type.Array(Evidence),
  /** `ROUTINE` or `ROUTINE=ITEM`, as the command line takes them. */
  routines: Type.Array(Type.String()),
});
export type Finding = Static<typeof Finding>;

export const UnknownEntry = Type.Object({ id: Type.String(), reason: Type.String(), cure: Type.String() });
export type UnknownEntry = Static<typeof UnknownEntry>;

/** One step of looking for the cause of a complaint, in the order in which a technician would look. */
export const Rung = Type.Object({
  /** What was asked about; for the diagnosis of a repair: what was seen. */
  title: Type.String(),
  state: Type.Enum(['fine', 'breaks', 'could-not-look']),
  /** What was seen; empty where the title says it. */
  says: Type.String(),
  evidence: Type.Array(Evidence),
  /** Repairs that help where it breaks. */
  routines: Type.Array(Type.String()),
});
export type Rung = Static<typeof Rung>;

/** How much of a machine a look was to read; `single`: facts that were named, or those of a complaint. */
export const ScanScope = Type.Enum(['quick', 'default', 'deep', 'single']);
export type ScanScope = Static<typeof ScanScope>;

/**
 * One look at a machine. `urgent`: critical findings, `soon`: warnings, `checked`: facts read, `unread`: entries of `unknown`,
 * `notLookedAt`: facts that were not asked for. What is optional here is missing in looks of 0.1.
 */
export const Scan = Type.Object({
  v: Type.Literal(1),
  type: Type.Literal('scan'),
  scan: Type.Object({
    id: Type.String(),
    startedAt: Type.String(),
    durationMs: Type.Integer(),
    host: Type.String(),
    os: Type.String(),
    root: Type.String(),
    scope: Type.Optional(ScanScope),
    /** The newest run here when it began ('': none), and how often all journals told of a change: whether one came after it. */
    repairs: Type.Optional(Type.Object({ last: Type.String(), touched: Type.Integer() })),
  }),
  summary: Type.Object({
    urgent: Type.Integer(),
    soon: Type.Integer(),
    checked: Type.Integer(),
    unread: Type.Integer(),
    notLookedAt: Type.Optional(Type.Integer()),
  }),
  facts: Type.Record(Type.String(), Reading),
  findings: Type.Array(Finding),
  unknown: Type.Array(UnknownEntry),
  /** Facts that a deep look reads and this one did not ask for. */
  notLookedAt: Type.Optional(Type.Array(Type.String())),
  symptom: Type.Optional(Type.Object({ name: Symptom, rungs: Type.Array(Rung) })),
});
export type Scan = Static<typeof Scan>;

/** What a scan was, for lists. `whole`: a look at the whole running machine, if only a quick one; not at single facts, a complaint or another disk. */
export const ScanSummary = Type.Object({
  id: Type.String(),
  startedAt: Type.String(),
  root: Type.String(),
  scope: Type.Optional(ScanScope),
  whole: Type.Boolean(),
  symptom: Type.Union([Symptom, Type.Null()]),
  summary: Scan.properties.summary,
});
export type ScanSummary = Static<typeof ScanSummary>;

/** How far a scan is: each fact as it was read, then the scan. */
export const ScanEvent = Type.Union([
  Type.Object({
    type: Type.Literal('reading'),
    fact: Type.String(),
    title: Type.String(),
    known: Type.Boolean(),
    done: Type.Integer(),
    total: Type.Integer(),
  }),
  Scan,
]);
export type ScanEvent = Static<typeof ScanEvent>;

export const ScanRequest = Type.Object({
  cost: FactCost,
  /** Facts or routines; only these. */
  only: Type.Optional(Type.Array(Type.String())),
  /** Look for the cause of this complaint. */
  symptom: Type.Optional(Symptom),
  /** Facts that are slow to read may come from an earlier scan, if nothing that they depend on has changed since. */
  mayBeKept: Type.Optional(Type.Boolean()),
  /** Users' facts of this user alone. */
  user: Type.Optional(Type.String()),
  /** Read with the rights of an administrator, who may be asked for a password. */
  elevate: Type.Optional(Type.Boolean()),
  root: Type.String(),
  /** `failing-disk`: read heavily although a disk is failing. */
  accept: Type.Optional(Type.Array(Gate)),
});
export type ScanRequest = Static<typeof ScanRequest>;

export const RoutineInfo = Type.Object({
  id: Type.String(),
  title: Type.String(),
  explains: Type.String(),
  os: Type.Array(Type.String()),
  scope: Type.Enum(['machine', 'user']),
  risk: Risk,
  needsRestart: Type.Boolean(),
  /** `any`: also on a system that does not run (`--root`). */
  target: Type.Enum(['running', 'any']),
  confirmed: Type.Enum(['lab', 'transcript', 'no']),
  touches: Type.Array(Type.String()),
  after: Type.Array(Type.String()),
  symptoms: Type.Array(Type.String()),
  reads: Type.Array(Type.String()),
  params: Type.Record(Type.String(), Type.Unknown()),
  source: Type.String(),
  /** It makes room on a disk. */
  frees: Type.Optional(Type.Boolean()),
});
export type RoutineInfo = Static<typeof RoutineInfo>;

export const FactInfo = Type.Object({
  id: Type.String(),
  title: Type.String(),
  cost: FactCost,
  needs: Type.Array(FactNeed),
  /** It reads much of a disk: not done while a disk is failing, unless that is accepted. */
  heavy: Type.Optional(Type.Boolean()),
});
export type FactInfo = Static<typeof FactInfo>;
