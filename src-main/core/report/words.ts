import type { MeasureId, NotDone, ReportDocument, ReportLanguage } from '../../../src-shared/contract/report.js';
import type { Job } from '../../../src-shared/contract/job.js';
import type { Outcome } from '../../../src-shared/contract/words.js';
import { german } from './words-de.js';
import { english } from './words-en.js';

type Counts = { readonly urgent: number; readonly soon: number; readonly unread: number };
type Work = {
  readonly repaired: number;
  readonly failed: number;
  readonly restart: number;
  readonly takenBack: number;
  readonly unread: number;
};

/** Every word of a report that is its own. Each language is written, not translated word by word. */
export type ReportWords = {
  /** For Intl: dates and numbers. */
  readonly tag: string;
  readonly title: string;
  readonly forCustomer: string;
  readonly forTechnician: string;
  further(count: number): string;
  /** Instead of the commands, where they have no room. */
  readonly undoShort: string;
  readonly ticket: string;
  readonly customer: string;
  readonly technician: string;
  readonly opened: string;
  readonly closed: string;
  readonly made: string;
  readonly device: string;
  readonly deviceParts: Readonly<Record<'model' | 'host' | 'serial' | 'system' | 'processor' | 'memory', string>>;
  readonly deviceUnknown: string;
  readonly notTold: string;
  readonly complaint: string;
  readonly noComplaint: string;
  readonly accessories: string;
  readonly result: string;
  readonly state: {
    readonly notLooked: string;
    looked(counts: Counts): string;
    /** After the last change, and not all that is usually looked at. */
    lookedAtPart(counts: Counts): string;
    notSince(counts: Counts): string;
  };
  done(work: Work): string;
  readonly next: {
    readonly dataFirst: string;
    readonly restart: string;
    urgent(count: number): string;
    /** `unread`: something could not be read, so nobody knows that nothing is urgent. */
    inTime(count: number, unread: boolean): string;
    /** Nothing is left but work that the customer did not want. */
    declined(count: number): string;
    readonly lookAgain: string;
    /** The same, with matters that are known already. */
    lookAgainAnd(count: number): string;
    readonly readMore: string;
    readonly nothing: string;
  };
  readonly measured: string;
  readonly before: string;
  readonly after: string;
  readonly notMeasured: string;
  readonly neitherTime: string;
  readonly measure: string;
  readonly measures: Readonly<Record<MeasureId, string>>;
  amountOf(value: string, whole: string): string;
  readonly whatWasDone: string;
  readonly nothingDone: string;
  readonly repair: string;
  readonly outcome: string;
  readonly undo: string;
  readonly outcomes: Readonly<Record<Outcome | 'unfinished', string>>;
  readonly undoLevels: Readonly<Record<'taken-back' | 'exact' | 'best-effort' | 'none', string>>;
  readonly undoUntil: string;
  readonly notDone: string;
  readonly nothingLeft: string;
  /** The same where not all was looked at, or not since the last change. */
  readonly nothingKnownLeft: string;
  readonly changedAfterLook: string;
  runsUnread(count: number): string;
  readonly kinds: Readonly<Record<NotDone['kind'], string>>;
  readonly urgent: string;
  readonly risk: string;
  readonly noRisk: string;
  unfinished(run: string): string;
  readonly restartRisk: string;
  readonly handTests: string;
  readonly results: Readonly<Record<Job['details']['handTests'][number]['result'], string>>;
  readonly work: string;
  minutes(count: number): string;
  readonly parts: string;
  readonly data: string;
  readonly noData: string;
  readonly consent: string;
  agreed(by: string, at: string): string;
  readonly noConsent: string;
  consentMissing(count: number): string;
  readonly signatures: readonly [string, string, string];
  readonly commands: string;
  readonly evidence: string;
  readonly findingStates: Readonly<Record<ReportDocument['technician']['findings'][number]['state'], string>>;
  readonly severities: Readonly<Record<'critical' | 'warning' | 'info', string>>;
  readonly where: string;
  readonly whatStands: string;
  readonly whatItMeans: string;
  readonly unknown: string;
  readonly nothingUnknown: string;
  readonly runs: string;
  readonly run: string;
  readonly scans: string;
  readonly missingRun: string;
  readonly journalHead: string;
  readonly journalHeadWhy: string;
  readonly steps: string;
  readonly stepStates: Readonly<Record<'in-flight' | 'done' | 'failed' | 'restored', string>>;
  readonly notes: string;
  more(count: number): string;
  readonly redacted: string;
  readonly none: string;
};

export function reportWords(language: ReportLanguage): ReportWords {
  switch (language) {
    case 'en':
      return english;
    case 'de':
      return german;
  }
}
