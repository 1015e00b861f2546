import { Type } from 'typebox';
import { call, stream } from '../wire/contract.js';
import { ClosedDisks, DiskRequest, OpenedDisk } from './disk.js';
import { RunId } from './engine.js';
import { Plan, PlanRequest } from './plan.js';
import { JournalCheck, QuarantineEntry, RoutineOutcome, RunEvent, RunSummary, UndoneStep } from './run.js';
import { FactInfo, RoutineInfo, Scan, ScanRequest } from './scan.js';
import { Outcome } from './words.js';

const root = { root: Type.String() };
const UndoTarget = { run: RunId, routine: Type.Optional(Type.String()), step: Type.Optional(Type.String()), ...root };

/** What every host (window, terminal, console) can ask of the application. */
export const appContract = {
  'scan.start': call(ScanRequest, Scan),
  'scan.get': call(Type.Object({ id: Type.String() }), Scan),
  'scan.list': call(Type.Object({}), Type.Array(Type.Object({ id: Type.String(), startedAt: Type.String() }))),
  'routines.list': call(Type.Object({ os: Type.Optional(Type.Enum(['linux', 'windows', 'macos'])) }), Type.Array(RoutineInfo)),
  'facts.list': call(Type.Object({}), Type.Array(FactInfo)),

  /** `elevate`: ask for the rights that the plan needs; without, parts of it are provisional. */
  'repair.plan': call(Type.Object({ request: PlanRequest, elevate: Type.Boolean() }), Plan),
  /** Starts what was planned under this digest. The run belongs to this application, not to whoever watches it. */
  'repair.start': call(Type.Object({ digest: Type.String(), run: Type.Optional(RunId) }), Type.Object({ run: Type.String() })),
  'repair.watch': stream(Type.Object({ run: RunId, fromSeq: Type.Integer() }), RunEvent),
  'repair.consent': call(Type.Object({ run: RunId, digest: Type.String() }), Type.Null()),
  'repair.cancel': call(Type.Object({ run: RunId }), Type.Object({ accepted: Type.Boolean(), message: Type.String() })),
  'repair.verify': call(Type.Object({ run: RunId, ...root }), Type.Object({ outcome: Outcome, routines: Type.Array(RoutineOutcome) })),
  'repair.recover': call(Type.Object({ run: RunId, ...root }), Type.Object({ run: Type.String() })),

  'undo.preview': call(Type.Object(UndoTarget), Type.Array(UndoneStep)),
  'undo.start': call(
    Type.Object({ ...UndoTarget, overwrite: Type.Array(Type.String()), warned: Type.Array(Type.String()) }),
    Type.Object({ run: Type.String() }),
  ),

  'history.list': call(
    Type.Object({ run: Type.Optional(RunId), check: Type.Boolean(), ...root }),
    Type.Object({ runs: Type.Array(RunSummary), checks: Type.Array(JournalCheck), unreadable: Type.Array(Type.String()) }),
  ),
  'quarantine.list': call(Type.Object(root), Type.Array(QuarantineEntry)),
  'quarantine.purge': call(Type.Object({ id: Type.String(), ...root }), Type.Object({ freedBytes: Type.Integer() })),
  /** Opens the system on a device, for the calls that take a root. Errors as `engine.mount`. */
  'disk.open': call(DiskRequest, OpenedDisk),
  'disk.close': call(Type.Object({}), ClosedDisks),
  'data.save': stream(
    Type.Object({ to: Type.String(), ...root }),
    Type.Union([
      Type.Object({ v: Type.Literal(1), type: Type.Literal('saving'), user: Type.String(), files: Type.Integer(), bytes: Type.Number() }),
      Type.Object({
        v: Type.Literal(1),
        type: Type.Literal('saved'),
        to: Type.String(),
        users: Type.Array(
          Type.Object({
            user: Type.String(),
            from: Type.String(),
            files: Type.Integer(),
            bytes: Type.Number(),
            links: Type.Integer(),
            unread: Type.Array(Type.Object({ path: Type.String(), reason: Type.String() })),
          }),
        ),
      }),
    ]),
  ),
  'report.make': call(
    Type.Object({
      format: Type.Enum(['html', 'json', 'csv']),
      scan: Type.Optional(Type.String()),
      compare: Type.Optional(Type.String()),
      redact: Type.Boolean(),
      ...root,
    }),
    Type.Object({ text: Type.String() }),
  ),
};
export type AppContract = typeof appContract;
