import { Type } from 'typebox';
import { call, stream } from '../wire/contract.js';
import { ClosedDisks, DiskRequest, OpenedDisk } from './disk.js';
import { RunId } from './engine.js';
import { FactCost, Reading } from './fact.js';
import { Job, JobDetails } from './job.js';
import { MachineChanges } from './machine-changes.js';
import { Overview } from './overview.js';
import { Plan, PlanRequest } from './plan.js';
import { ReportDocument, ReportRequest } from './report.js';
import { JournalCheck, QuarantineEntry, RoutineOutcome, RunEvent, RunSummary, StepSummary, UndoneStep } from './run.js';
import { FactInfo, RoutineInfo, Scan, ScanEvent, ScanRequest, ScanSummary } from './scan.js';
import { Settings } from './settings.js';
import { SpaceEvent } from './space.js';
import { Gate, Outcome } from './words.js';

const root = { root: Type.String() };
const UndoTarget = { run: RunId, routine: Type.Optional(Type.String()), step: Type.Optional(Type.String()), ...root };

/** What every host (window, terminal, console) can ask of the application. */
export const appContract = {
  /** Identity and the four lamps, read quickly and not kept. `askInternet`: really ask the network. */
  'overview.get': call(Type.Object({ askInternet: Type.Boolean() }), Overview),

  /** Readings as they come, then the scan itself. It is kept. A closed view ends it. */
  'scan.start': stream(ScanRequest, ScanEvent),
  'scan.get': call(Type.Object({ id: Type.String() }), Scan),
  /** Newest first. */
  'scan.list': call(Type.Object({}), Type.Array(ScanSummary)),
  'scan.compare': call(Type.Object({ from: Type.String(), to: Type.String() }), MachineChanges),
  /** Single facts, read now and not kept. `elevate`: with the rights of an administrator, who may be asked for a password. */
  'facts.read': call(
    Type.Object({ ids: Type.Array(Type.String()), cost: FactCost, elevate: Type.Boolean(), ...root }),
    Type.Record(Type.String(), Reading),
  ),
  'routines.list': call(Type.Object({ os: Type.Optional(Type.Enum(['linux', 'windows', 'macos'])) }), Type.Array(RoutineInfo)),
  'facts.list': call(Type.Object({}), Type.Array(FactInfo)),

  /** `elevate`: ask for the rights that the plan needs; without, parts of it are provisional. */
  'repair.plan': call(Type.Object({ request: PlanRequest, elevate: Type.Boolean() }), Plan),
  /** Starts what was planned under this digest. The run belongs to this application, not to whoever watches it. */
  'repair.start': call(
    Type.Object({ digest: Type.String(), run: Type.Optional(RunId), agreedBy: Type.Optional(Type.String({ maxLength: 500 })) }),
    Type.Object({ run: Type.String() }),
  ),
  /** Runs of this application that can be watched: at work, and the last ones that ended. Newest last. */
  'repair.active': call(Type.Object({}), Type.Array(Type.Object({ run: Type.String(), atWork: Type.Boolean() }))),
  'repair.watch': stream(Type.Object({ run: RunId, fromSeq: Type.Integer() }), RunEvent),
  'repair.consent': call(Type.Object({ run: RunId, digest: Type.String() }), Type.Null()),
  'repair.cancel': call(Type.Object({ run: RunId }), Type.Object({ accepted: Type.Boolean(), message: Type.String() })),
  'repair.verify': call(
    Type.Object({ run: RunId, accept: Type.Optional(Type.Array(Gate)), ...root }),
    Type.Object({ outcome: Outcome, routines: Type.Array(RoutineOutcome) }),
  ),
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
  /** What we changed since then and has not been put back, and what else is otherwise on the machine. */
  'history.changes': call(
    Type.Object({ since: Type.String() }),
    Type.Object({
      changes: Type.Array(Type.Object({ run: Type.String(), at: Type.String(), ...StepSummary.properties })),
      machine: Type.Union([MachineChanges, Type.Null()]),
    }),
  ),
  'quarantine.list': call(Type.Object(root), Type.Array(QuarantineEntry)),
  'quarantine.purge': call(Type.Object({ id: Type.String(), ...root }), Type.Object({ freedBytes: Type.Integer() })),
  'job.current': call(Type.Object({}), Type.Union([Job, Type.Null()])),
  /** The newest first. `unreadable`: files of jobs that are there and cannot be read, each with what to do. */
  'job.list': call(Type.Object({}), Type.Object({ jobs: Type.Array(Job), unreadable: Type.Array(Type.String()) })),
  'job.get': call(Type.Object({ id: Type.String() }), Job),
  /** One job is open at a time: AppError busy if there is one. */
  'job.open': call(JobDetails, Job),
  'job.update': call(Type.Object({ id: Type.String(), details: JobDetails }), Job),
  'job.note': call(Type.Object({ id: Type.String(), text: Type.String({ maxLength: 10_000 }) }), Job),
  'job.close': call(Type.Object({ id: Type.String() }), Job),

  'settings.get': call(Type.Object({}), Settings),
  'settings.set': call(Settings, Settings),

  /** What fills a folder's disk. */
  'space.count': stream(Type.Object({ path: Type.String(), ...root }), SpaceEvent),

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
            /** What was not copied on purpose: entries of the caches' folder, and the trash. */
            leftOut: Type.Array(Type.String()),
          }),
        ),
      }),
    ]),
  ),
  /** What a report says, as data. AppError not-found if a scan or the job is not there. */
  'report.document': call(Type.Object(ReportRequest), ReportDocument),
  'report.make': call(Type.Object({ format: Type.Enum(['html', 'json', 'csv']), ...ReportRequest }), Type.Object({ text: Type.String() })),
};
export type AppContract = typeof appContract;
