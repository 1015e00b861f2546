import { Type, type TSchema } from 'typebox';
import { Plan } from './plan.js';
import { JournalCheck, QuarantineEntry, RunEvent, RunSummary } from './run.js';
import { FactInfo, RoutineInfo, Scan } from './scan.js';
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
  error: Type.Object({ ...v, type: Type.Literal('error'), code: Type.Enum([...errorCodes]), message: Type.String(), hint: Type.String() }),
};
