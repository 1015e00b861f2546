import { Type } from 'typebox';
import { call, stream } from '../wire/contract.js';
import { ClosedDisks, DiskRequest, OpenedDisk } from './disk.js';
import { FactCost, FactItem } from './fact.js';
import { PlanPart, PlanRequest } from './plan.js';
import { JournalCheck, QuarantineEntry, RoutineOutcome, RunEvent, RunSummary } from './run.js';
import { Gate, Outcome } from './words.js';

/** `YYYYMMDD-HHMMSS-xxxxxx`, so that ids sort by time. */
export const RunId = Type.String({ pattern: '^[0-9]{8}-[0-9]{6}-[0-9a-f]{6}$' });
const where = { root: Type.String() };

/**
 * The engine's verbs, a closed set: the same whether it works in the user's own process or, elevated, in the worker.
 * Ids resolve only in the engine's own store; it never reads a journal, backup or folder that its caller names.
 */
export const engineContract = {
  'engine.hello': call(
    Type.Object({}),
    Type.Object({
      v: Type.Literal(1),
      version: Type.String(),
      uid: Type.Integer(),
      pid: Type.Integer(),
      store: Type.Enum(['machine', 'user']),
    }),
  ),
  /**
   * Opens the system on a block device for the other verbs and gives its `root`. AppError busy (in use), passphrase-needed,
   * not-found, unsupported (a tool is missing, or it is no system that can be opened), not-permitted.
   */
  'engine.mount': call(DiskRequest, OpenedDisk),
  /** Closes all that this engine has opened, after the runs at work have ended. */
  'engine.unmount': call(Type.Object({}), ClosedDisks),
  /** One item a fact, in the order in which they end; `known` given, the stamps of what may be kept come last. */
  'engine.facts': stream(
    Type.Object({
      ids: Type.Optional(Type.Array(Type.String())),
      cost: FactCost,
      user: Type.Optional(Type.String()),
      accept: Type.Optional(Type.Array(Gate)),
      /** Stamps of readings that the caller has kept: those that still fit are not read again, only named. */
      known: Type.Optional(Type.Record(Type.String(), Type.String())),
      ...where,
    }),
    FactItem,
  ),
  'engine.plan': call(PlanRequest, PlanPart),
  /** Runs what was planned under this digest; with the id of a run that waits for consent it goes on under the new digest. */
  'engine.run': stream(Type.Object({ digest: Type.String(), run: RunId, certificate: Type.Optional(Type.String()) }), RunEvent),
  'engine.cancel': call(Type.Object({ run: RunId }), Type.Object({ accepted: Type.Boolean(), message: Type.String() })),
  'engine.undo': stream(
    Type.Object({
      run: RunId,
      routine: Type.Optional(Type.String()),
      step: Type.Optional(Type.String()),
      /** Only say what would happen. */
      preview: Type.Boolean(),
      /** ROUTINE/STEP of conflicts that a person decided to overwrite. */
      overwrite: Type.Array(Type.String()),
      /** Routines whose warning a person has accepted. */
      warned: Type.Array(Type.String()),
      ...where,
    }),
    RunEvent,
  ),
  'engine.recover': stream(Type.Object({ run: RunId, ...where }), RunEvent),
  'engine.verify': call(
    Type.Object({ run: RunId, accept: Type.Optional(Type.Array(Gate)), ...where }),
    Type.Object({ outcome: Outcome, routines: Type.Array(RoutineOutcome) }),
  ),
  'engine.history': call(
    Type.Object({
      run: Type.Optional(RunId),
      check: Type.Boolean(),
      /** Stamps of runs that the caller has in its cache: those that still fit are only named. */
      known: Type.Optional(Type.Record(Type.String(), Type.String())),
      ...where,
    }),
    Type.Object({
      runs: Type.Array(RunSummary),
      /** Stamps of all runs there are, those of `runs` and those only named. */
      stamps: Type.Record(Type.String(), Type.String()),
      checks: Type.Array(JournalCheck),
      unreadable: Type.Array(Type.String()),
    }),
  ),
  'engine.quarantine': call(
    Type.Object({ op: Type.Enum(['list', 'purge']), id: Type.Optional(Type.String()), ...where }),
    Type.Object({ entries: Type.Array(QuarantineEntry), freedBytes: Type.Integer() }),
  ),
};
export type EngineContract = typeof engineContract;
