import type { Job } from '../../../src-shared/contract/job.js';
import type { NotDone, ReportDocument } from '../../../src-shared/contract/report.js';
import type { RunSummary } from '../../../src-shared/contract/run.js';
import type { Scan } from '../../../src-shared/contract/scan.js';
import type { ReportInput } from './input.js';
import type { ReportWords } from './words.js';
import { isRepairedSince } from './work.js';

type TechnicalFinding = ReportDocument['technician']['findings'][number];

/** All findings of both scans, each with what became of it. Pure. */
export function findingsWithState({ scan, compare, changes, runs }: ReportInput): TechnicalFinding[] {
  const now =
    scan?.findings.map((finding): TechnicalFinding => ({ ...finding, state: repaired(scan, finding) ? 'repaired' : 'open' })) ?? [];
  if (!compare) return now;
  const earlier = compare.findings.filter(({ id }) => !now.some((finding) => finding.id === id));
  return [
    ...now,
    ...earlier.map((finding): TechnicalFinding => {
      if (changes?.gone.some(({ id }) => id === finding.id) === true) return { ...finding, state: 'gone' };
      return { ...finding, state: repaired(compare, finding) ? 'repaired' : 'not-looked-at' };
    }),
  ];

  function repaired(from: Scan, finding: Scan['findings'][number]): boolean {
    return isRepairedSince(finding, from.scan.startedAt, runs);
  }
}

/** What is still to be done, the urgent first: findings, what failed, hand tests, and what the customer did not want. Pure. */
export function notDone(
  findings: readonly TechnicalFinding[],
  runs: readonly RunSummary[],
  job: Job | null,
  words: ReportWords,
): NotDone[] {
  const left = findings
    .filter(({ state, severity }) => severity !== 'info' && (state === 'open' || state === 'not-looked-at'))
    .map(({ state, severity, title, why }): NotDone => ({
      kind: state === 'open' ? 'finding' : 'not-looked-at',
      what: title,
      risk: why,
      urgent: severity === 'critical',
    }));
  const tests = (job?.details.handTests ?? []).filter(({ result }) => result === 'failed');
  const list = [
    ...left,
    ...failures(runs, words),
    ...tests.map(({ name, note }): NotDone => ({ kind: 'hand-test', what: name, risk: note, urgent: false })),
    ...(job?.details.declined ?? []).map(({ what, risk }): NotDone => ({ kind: 'declined', what, risk, urgent: false })),
  ];
  return list.toSorted((a, b) => Number(b.urgent) - Number(a.urgent));
}

/** Repairs that did not succeed, unless a later run of the same repair did. */
function failures(runs: readonly RunSummary[], words: ReportWords): NotDone[] {
  const seen = new Set<string>();
  return runs.flatMap((run) =>
    run.undone
      ? []
      : run.routines.flatMap(({ id, title, after }): NotDone[] => {
          if (seen.has(id)) return [];
          seen.add(id);
          if (after === undefined) return [{ kind: 'failed', what: title, risk: words.unfinished(run.id), urgent: true }];
          switch (after.outcome) {
            case 'repaired':
            case 'healthy':
            case 'not-applicable':
              return [];
            case 'restart-pending':
              return [{ kind: 'restart', what: title, risk: words.restartRisk, urgent: false }];
            case 'needed':
            case 'not-repaired':
            case 'could-not-run':
            case 'busy':
            case 'unknown':
              return [{ kind: 'failed', what: title, risk: after.message ?? words.outcomes[after.outcome], urgent: false }];
          }
        }),
  );
}
