import type { JobDetails } from '../../../src-shared/contract/job.js';
import type { ReportBasis, ReportDocument } from '../../../src-shared/contract/report.js';
import type { Scan } from '../../../src-shared/contract/scan.js';
import type { Identity } from '../facts/identity.js';
import { looksAtAll } from '../scan/compare.js';
import type { ReportInput } from './input.js';
import { measure } from './measure.js';
import { findingsWithState, notDone } from './not-done.js';
import { resultOf } from './result.js';
import { reportWords } from './words.js';
import { doneWork } from './work.js';

/** Everything that a report says, as data. Pure. */
export function reportDocument(input: ReportInput): ReportDocument {
  const { scan, compare, runs, shop, language, version, madeAt } = input;
  const job = input.job && { ...input.job, details: filledIn(input.job.details) };
  const consents = input.consents.filter(({ run }) => runs.some(({ id }) => id === run) || job?.runs.includes(run) === true);
  const words = reportWords(language);
  const findings = findingsWithState(input);
  const missingRuns = job?.runs.filter((id) => !runs.some((run) => run.id === id)) ?? [];
  const basis = basisOf(input, missingRuns.length);
  const open = notDone(findings, input, job, words);
  const done = doneWork(runs);
  const { before, after } = moments(input);
  return {
    v: 1,
    type: 'report-document',
    language,
    madeAt: madeAt.toISOString(),
    version,
    redacted: false,
    shop,
    job: job && { id: job.id, openedAt: job.openedAt, closedAt: job.closedAt, details: job.details },
    device: deviceOf(scan, compare),
    result: resultOf({ scan, basis, findings, open, runs }, words),
    basis,
    measured: { beforeAt: before?.scan.startedAt ?? null, afterAt: after?.scan.startedAt ?? null, rows: measure(before, after) },
    done,
    notDone: open,
    consents,
    withoutConsent: runs
      .filter(({ steps }) => steps.length > 0)
      .map(({ id }) => id)
      .filter((id) => !consents.some(({ run }) => run === id)),
    technician: {
      scans: [
        ...(before ? [{ id: before.scan.id, startedAt: before.scan.startedAt, when: 'before' as const }] : []),
        ...(after ? [{ id: after.scan.id, startedAt: after.scan.startedAt, when: 'after' as const }] : []),
      ],
      findings,
      unknown: scan?.unknown ?? [],
      runs: [...runs],
      missingRuns,
      notes: job?.notes ?? [],
    },
  };
}

/** What may be said at all: nothing is fine that was not looked at, or not since it was changed. */
function basisOf({ scan, changedSince, unreadable }: ReportInput, missingRuns: number): ReportBasis {
  return {
    afterChange: scan !== null && !changedSince,
    whole: scan !== null && looksAtAll(scan),
    unread: scan?.summary.unread ?? 0,
    runsUnread: missingRuns + unreadable.length,
  };
}

/** Which scan shows the machine before, and which after the repairs. One alone from before a change is no look at the result. */
function moments({ scan, compare, changedSince }: ReportInput): { before: Scan | null; after: Scan | null } {
  if (!scan || compare || !changedSince) return { before: compare, after: scan };
  return { before: scan, after: null };
}

function deviceOf(...scans: readonly (Scan | null)[]): ReportDocument['device'] {
  const [first] = scans.filter((scan) => scan !== null);
  if (!first) return null;
  const reading = scans.map((scan) => scan?.facts['identity']).find((one) => one?.known === true);
  const told = reading?.known === true ? (reading.value as Partial<Identity>) : {};
  const { model = '', serial = '', system = '', processor = '', memoryBytes = 0 } = told;
  return { host: first.scan.host, model, serial, system, processor, memoryBytes };
}

/** Without the lines of lists that nobody has filled in. */
function filledIn(details: JobDetails): JobDetails {
  const said = (...words: readonly string[]): boolean => words.some((word) => word.trim() !== '');
  return {
    ...details,
    handTests: details.handTests.filter(({ name, note }) => said(name, note)),
    declined: details.declined.filter(({ what, risk }) => said(what, risk)),
    parts: details.parts.filter(({ name, price }) => said(name, price)),
  };
}
