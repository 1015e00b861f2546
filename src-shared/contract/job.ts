import { Type, type Static } from 'typebox';
import { RunId } from './engine.js';

const line = Type.String({ maxLength: 500 });
const text = Type.String({ maxLength: 10_000 });

/** What a technician writes down about one customer's machine. Everything may be empty. */
export const JobDetails = Type.Object({
  ticket: line,
  customer: line,
  technician: line,
  /** The customer's own words. */
  complaint: text,
  /** What was handed in with the machine. */
  accessories: text,
  /** Tests by hand (keyboard, screen, ...), with their results. */
  handTests: Type.Array(Type.Object({ name: line, result: Type.Enum(['passed', 'failed', 'not-done']), note: line }), { maxItems: 100 }),
  /** Work that was recommended and that the customer did not want, with the risk he was told. */
  declined: Type.Array(Type.Object({ what: line, risk: line }), { maxItems: 100 }),
  minutes: Type.Integer({ minimum: 0, maximum: 100_000 }),
  parts: Type.Array(Type.Object({ name: line, price: line }), { maxItems: 100 }),
  /** What was done with the customer's data. */
  data: text,
});
export type JobDetails = Static<typeof JobDetails>;

/** Who agreed to which plan. */
export const Consent = Type.Object({ run: RunId, digest: Type.String(), by: line, at: Type.String() });
export type Consent = Static<typeof Consent>;

/** One customer's visit. Scans and runs made while it is open belong to it. */
export const Job = Type.Object({
  v: Type.Literal(1),
  type: Type.Literal('job'),
  id: Type.String(),
  openedAt: Type.String(),
  closedAt: Type.Union([Type.String(), Type.Null()]),
  details: JobDetails,
  notes: Type.Array(Type.Object({ at: Type.String(), text })),
  scans: Type.Array(Type.String()),
  runs: Type.Array(Type.String()),
  consents: Type.Array(Consent),
});
export type Job = Static<typeof Job>;

export const emptyJobDetails: JobDetails = {
  ticket: '',
  customer: '',
  technician: '',
  complaint: '',
  accessories: '',
  handTests: [],
  declined: [],
  minutes: 0,
  parts: [],
  data: '',
};
