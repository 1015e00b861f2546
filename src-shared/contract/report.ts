import { Type, type Static } from 'typebox';
import { JobDetails, Consent } from './job.js';
import { RunSummary } from './run.js';
import { Finding, UnknownEntry } from './scan.js';
import { Shop } from './settings.js';
import { Outcome } from './words.js';

export const ReportLanguage = Type.Enum(['en', 'de']);
export type ReportLanguage = Static<typeof ReportLanguage>;

/** What a report is asked to be about. Without a job and a scan it is about the newest scan. */
export const ReportRequest = {
  /** The scan that says how the machine is now; of a job its last. */
  scan: Type.Optional(Type.String()),
  /** The earlier scan; of a job its first. */
  compare: Type.Optional(Type.String()),
  job: Type.Optional(Type.String()),
  /** Hides names of people and of the machine, home folders, serial numbers, networks, addresses and telephone numbers; the shop stays. */
  redact: Type.Boolean(),
  /** Language of the report's own words; English unless told. */
  language: Type.Optional(ReportLanguage),
  root: Type.String(),
};

/** What is measured before and after, in the order of the table. */
export const measureIds = [
  'urgent',
  'soon',
  'room',
  'memory',
  'start-up',
  'disk-trouble',
  'disk-life',
  'temperature',
  'failed-services',
  'battery',
  'updates',
  'unread',
] as const;
export type MeasureId = (typeof measureIds)[number];

/** `of`: the whole that it is a part of. */
const Amount = Type.Union([Type.Object({ value: Type.Number(), of: Type.Optional(Type.Number()) }), Type.Null()]);
export type Amount = Static<typeof Amount>;

/** One line of the table; null: not measured. */
export const Measure = Type.Object({
  id: Type.Enum([...measureIds]),
  /** Which one, where there are several: the folder where a volume is mounted. */
  of: Type.String(),
  unit: Type.Enum(['count', 'bytes', 'percent', 'seconds', 'celsius']),
  before: Amount,
  after: Amount,
});
export type Measure = Static<typeof Measure>;

/** One repair that changed something, and until when it can be taken back. */
export const DoneWork = Type.Object({
  run: Type.String(),
  at: Type.String(),
  routine: Type.String(),
  title: Type.String(),
  outcome: Type.Union([Outcome, Type.Null()]),
  /** `taken-back`: that was done already. Else how well it can be, as long as its backup is there. */
  undo: Type.Enum(['taken-back', 'exact', 'best-effort', 'none']),
  why: Type.String(),
  /** What takes back as much of it as can be; '' where nothing can. */
  command: Type.String(),
});
export type DoneWork = Static<typeof DoneWork>;

/** What is still to be done, and what may come of leaving it. */
export const NotDone = Type.Object({
  /** `not-looked-at`: found before, and not looked at since. `taken-back`: repaired, and the repair undone since. */
  kind: Type.Enum(['finding', 'not-looked-at', 'failed', 'taken-back', 'restart', 'hand-test', 'declined']),
  what: Type.String(),
  risk: Type.String(),
  urgent: Type.Boolean(),
});
export type NotDone = Static<typeof NotDone>;

/** What the sentences of a report rest on. What is not so here must not be called fine. */
export const ReportBasis = Type.Object({
  /** Whether the machine was looked at after the last change, an undo included. */
  afterChange: Type.Boolean(),
  /** Whether that look was at all of it. */
  whole: Type.Boolean(),
  /** What could not be read then. */
  unread: Type.Integer(),
  /** Runs whose folders are elsewhere or cannot be read. */
  runsUnread: Type.Integer(),
});
export type ReportBasis = Static<typeof ReportBasis>;

/** Everything that a report says, before it is set: what HTML, JSON, CSV and the window show. */
export const ReportDocument = Type.Object({
  v: Type.Literal(1),
  type: Type.Literal('report-document'),
  language: ReportLanguage,
  madeAt: Type.String(),
  version: Type.String(),
  redacted: Type.Boolean(),
  shop: Shop,
  job: Type.Union([
    Type.Object({ id: Type.String(), openedAt: Type.String(), closedAt: Type.Union([Type.String(), Type.Null()]), details: JobDetails }),
    Type.Null(),
  ]),
  /** '' where it was not told, null where nothing was read. */
  device: Type.Union([
    Type.Object({
      host: Type.String(),
      model: Type.String(),
      serial: Type.String(),
      system: Type.String(),
      processor: Type.String(),
      memoryBytes: Type.Number(),
    }),
    Type.Null(),
  ]),
  /** Three sentences for the customer: how the machine is, what was done, what to do next. */
  result: Type.Object({ state: Type.String(), done: Type.String(), next: Type.String() }),
  basis: ReportBasis,
  measured: Type.Object({
    beforeAt: Type.Union([Type.String(), Type.Null()]),
    afterAt: Type.Union([Type.String(), Type.Null()]),
    rows: Type.Array(Measure),
  }),
  done: Type.Array(DoneWork),
  notDone: Type.Array(NotDone),
  consents: Type.Array(Consent),
  /** Runs of which nobody wrote down who agreed. */
  withoutConsent: Type.Array(Type.String()),
  technician: Type.Object({
    scans: Type.Array(Type.Object({ id: Type.String(), startedAt: Type.String(), when: Type.Enum(['before', 'after']) })),
    /** `open` in the last scan, `gone` since the first. */
    findings: Type.Array(Type.Object({ ...Finding.properties, state: Type.Enum(['open', 'gone', 'repaired', 'not-looked-at']) })),
    unknown: Type.Array(UnknownEntry),
    runs: Type.Array(RunSummary),
    /** Runs of the job whose folders are not on this machine. */
    missingRuns: Type.Array(Type.String()),
    notes: Type.Array(Type.Object({ at: Type.String(), text: Type.String() })),
  }),
});
export type ReportDocument = Static<typeof ReportDocument>;
