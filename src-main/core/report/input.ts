import type { Consent, Job } from '../../../src-shared/contract/job.js';
import type { MachineChanges } from '../../../src-shared/contract/machine-changes.js';
import type { ReportLanguage } from '../../../src-shared/contract/report.js';
import type { RunSummary } from '../../../src-shared/contract/run.js';
import type { Scan } from '../../../src-shared/contract/scan.js';
import type { Shop } from '../../../src-shared/contract/settings.js';
import type { Say } from './say-in.js';

/** What a report is made of. */
export type ReportInput = {
  /** How the machine is now; null where a job has no scan. */
  readonly scan: Scan | null;
  /** How it was before; null where that was not looked at. */
  readonly compare: Scan | null;
  /** Between the two; null where there are no two. */
  readonly changes: MachineChanges | null;
  /** Those it is about, newest first. */
  readonly runs: readonly RunSummary[];
  /** Whether anything was changed on the machine after `scan`, by these runs, by others, or by an undo. */
  readonly changedSince: boolean;
  /** Runs of this machine that could not be read, each with why. */
  readonly unreadable: readonly string[];
  readonly job: Job | null;
  /** Of any runs. */
  readonly consents: readonly Consent[];
  readonly shop: Shop;
  readonly language: ReportLanguage;
  /** The core's words in that language. */
  readonly say: Say;
  readonly version: string;
  readonly madeAt: Date;
};
