import type { RoutineOutcome } from '../../../src-shared/contract/run.js';
import type { Outcome } from '../../../src-shared/contract/words.js';
import type { AppError, ErrorCode } from '../../../src-shared/errors.js';

/** The promises of the command line; see docs and `rescuepc --help`. */
export const exit = {
  done: 0,
  internal: 1,
  usage: 2,
  notRepaired: 3,
  elevation: 4,
  license: 5,
  cancelled: 6,
  restart: 7,
  consent: 8,
  busy: 9,
  findings: 10,
  unknownOnly: 11,
  conflict: 12,
} as const;

const byError: Readonly<Partial<Record<ErrorCode, number>>> = {
  'bad-input': exit.usage,
  usage: exit.usage,
  'not-built': exit.usage,
  'not-found': exit.usage,
  'not-licensed': exit.license,
  cancelled: exit.cancelled,
  'elevation-refused': exit.elevation,
  'elevation-unavailable': exit.elevation,
  'unsafe-place': exit.elevation,
  'not-permitted': exit.elevation,
  'passphrase-needed': exit.elevation,
  'consent-needed': exit.consent,
  'plan-changed': exit.consent,
  busy: exit.busy,
  'undo-conflict': exit.conflict,
  internal: exit.internal,
  closed: exit.internal,
};

export function exitOfError(error: AppError): number {
  return byError[error.code] ?? exit.notRepaired;
}

/** Several may apply; the first of this order counts. */
const order = [
  exit.internal,
  exit.busy,
  exit.consent,
  exit.elevation,
  exit.license,
  exit.cancelled,
  exit.conflict,
  exit.notRepaired,
  exit.restart,
  exit.findings,
  exit.unknownOnly,
  exit.done,
];

export function worstExit(codes: readonly number[]): number {
  return order.find((code) => codes.includes(code)) ?? exit.done;
}

const byOutcome: Readonly<Record<Outcome, number>> = {
  healthy: exit.done,
  repaired: exit.done,
  'not-applicable': exit.done,
  needed: exit.notRepaired,
  'not-repaired': exit.notRepaired,
  'could-not-run': exit.notRepaired,
  unknown: exit.notRepaired,
  busy: exit.busy,
  'restart-pending': exit.restart,
};

export function exitOfRun(finished: { readonly cancelled: boolean; readonly routines: readonly RoutineOutcome[] }): number {
  const codes = finished.routines.map((routine) => (routine.reason === 'license' ? exit.license : byOutcome[routine.outcome]));
  return worstExit(finished.cancelled ? [...codes, exit.cancelled] : codes);
}
