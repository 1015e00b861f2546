import { Type, type TSchema } from 'typebox';
import { Job } from './job.js';
import { MachineChanges } from './machine-changes.js';
import { Plan } from './plan.js';
import { ReportDocument } from './report.js';
import { ItemOutcome, JournalCheck, QuarantineEntry, RoutineOutcome, RunEvent, RunSummary, StepSummary, UndoneStep } from './run.js';
import { FactInfo, RoutineInfo, Scan } from './scan.js';
import { Evidence, Outcome } from './words.js';
import { errorCodes } from '../errors.js';

const v = { v: Type.Literal(1) };

/** Schemas of what the command line prints with --json, by the document's `type` (`event` for all events of a run). */
export const documentSchemas: Readonly<Record<string, TSchema>> = {
  scan: Scan,
  plan: Type.Object({ ...v, type: Type.Literal('plan'), ...Plan.properties }),
  event: RunEvent,
  routines: Type.Object({ ...v, type: Type.Literal('routines'), routines: Type.Array(RoutineInfo) }),
  facts: Type.Object({ ...v, type: Type.Literal('facts'), facts: Type.Array(FactInfo) }),
  runs: Type.Object({ ...v, type: Type.Literal('runs'), runs: Type.Array(RunSummary) }),
  status: Type.Object({ ...v, type: Type.Literal('status'), run: RunSummary }),
  history: Type.Object({
    ...v,
    type: Type.Literal('history'),
    runs: Type.Array(RunSummary),
    scans: Type.Array(Type.Unknown()),
    unreadable: Type.Array(Type.String()),
  }),
  journal: Type.Object({ ...v, type: Type.Literal('journal'), checks: Type.Array(JournalCheck) }),
  quarantine: Type.Object({ ...v, type: Type.Literal('quarantine'), entries: Type.Array(QuarantineEntry) }),
  version: Type.Object({ ...v, type: Type.Literal('version'), version: Type.String() }),
  'undo-plan': Type.Object({ ...v, type: Type.Literal('undo-plan'), run: Type.String(), steps: Type.Array(UndoneStep) }),
  verified: Type.Object({
    ...v,
    type: Type.Literal('verified'),
    runs: Type.Array(Type.String()),
    outcome: Outcome,
    routines: Type.Array(RoutineOutcome),
  }),
  recovered: Type.Object({ ...v, type: Type.Literal('recovered'), runs: Type.Array(Type.String()) }),
  changes: Type.Object({
    ...v,
    type: Type.Literal('changes'),
    since: Type.String(),
    changes: Type.Array(Type.Object({ run: Type.String(), at: Type.String(), ...StepSummary.properties })),
    /** Between the earliest kept scan since then and the newest; null where there are no two. */
    machine: Type.Optional(Type.Union([MachineChanges, Type.Null()])),
  }),
  cancel: Type.Object({ ...v, type: Type.Literal('cancel'), run: Type.String(), accepted: Type.Boolean(), message: Type.String() }),
  detached: Type.Object({ ...v, type: Type.Literal('detached'), run: Type.String() }),
  purged: Type.Object({ ...v, type: Type.Literal('purged'), id: Type.String(), freedBytes: Type.Integer() }),
  saved: Type.Object({ ...v, type: Type.Literal('saved'), to: Type.String(), users: Type.Array(Type.Unknown()) }),
  'report-written': Type.Object({ ...v, type: Type.Literal('report-written'), file: Type.String() }),
  explain: Type.Object({
    ...v,
    type: Type.Literal('explain'),
    command: Type.String(),
    outcome: Outcome,
    evidence: Type.Array(Evidence),
    items: Type.Array(ItemOutcome),
  }),
  console: Type.Object({ ...v, type: Type.Literal('console'), address: Type.String(), user: Type.String(), opened: Type.Boolean() }),
  job: Job,
  jobs: Type.Object({ ...v, type: Type.Literal('jobs'), jobs: Type.Array(Job), unreadable: Type.Array(Type.String()) }),
  /** What `rescuepc report --out FILE.json` writes. */
  report: Type.Object({
    ...v,
    type: Type.Literal('report'),
    madeAt: Type.String(),
    version: Type.String(),
    scan: Type.Union([Scan, Type.Null()]),
    compare: Type.Union([Scan, Type.Null()]),
    runs: Type.Array(RunSummary),
    job: Type.Union([Job, Type.Null()]),
    document: ReportDocument,
  }),
  error: Type.Object({ ...v, type: Type.Literal('error'), code: Type.Enum([...errorCodes]), message: Type.String(), hint: Type.String() }),
};
