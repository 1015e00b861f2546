import type { Job } from '../../../src-shared/contract/job.js';
import type { NotDone, ReportDocument } from '../../../src-shared/contract/report.js';
import type { RunSummary } from '../../../src-shared/contract/run.js';
import type { Scan } from '../../../src-shared/contract/scan.js';
import type { ReportInput } from './input.js';
import type { ReportWords } from './words.js';
import { becameOf, isRepairedSince, repairs } from './work.js';

type TechnicalFinding = ReportDocument['technician']['findings'][number];

/** All findings of both scans, each with what became of it. Pure. */
export function findingsWithState({ scan, compare, changes, runs, changedSince }: ReportInput): TechnicalFinding[] {
  const now =
    scan?.findings.map((finding): TechnicalFinding => ({ ...finding, state: repaired(scan, finding) ? 'repaired' : 'open' })) ?? [];
  if (!compare) return now;
  const earlier = compare.findings.filter(({ id }) => !now.some((finding) => finding.id === id));
  return [
    ...now,
    ...earlier.map((finding): TechnicalFinding => {
      const isBack = changedSince && takenBack(runs).some(({ id }) => id === finding.id);
      if (!isBack && changes?.gone.some(({ id }) => id === finding.id) === true) return { ...finding, state: 'gone' };
      return { ...finding, state: repaired(compare, finding) ? 'repaired' : 'not-looked-at' };
    }),
  ];

  function repaired(from: Scan, finding: Scan['findings'][number]): boolean {
    return isRepairedSince(finding, from, runs);
  }
}

/**
 * What is still to be done, the urgent first: findings, what was taken back since the last look, what failed, hand tests, and what the
 * customer did not want. Pure.
 */
export function notDone(
  findings: readonly TechnicalFinding[],
  { scan, runs, changedSince }: Pick<ReportInput, 'scan' | 'runs' | 'changedSince'>,
  job: Job | null,
  words: ReportWords,
): NotDone[] {
  const left = findings.filter(isLeft).map(({ state, severity, title, why }): NotDone => ({
    kind: state === 'open' ? 'finding' : 'not-looked-at',
    what: title,
    risk: why,
    urgent: severity === 'critical',
  }));
  const tests = (job?.details.handTests ?? []).filter(({ result }) => result === 'failed');
  // A look after the undo has found again what it brought back.
  const isStale = scan === null || changedSince;
  const back = isStale ? takenBack(runs).filter(({ id }) => !findings.some((one) => one.id === id && isLeft(one))) : [];
  const list = [
    ...left,
    ...back.map(({ title, before }): NotDone => ({
      kind: 'taken-back',
      what: title,
      risk: before.summary,
      urgent: before.severity === 'critical',
    })),
    ...failures(runs, words),
    ...tests.map(({ name, note }): NotDone => ({ kind: 'hand-test', what: name, risk: note, urgent: false })),
    ...(job?.details.declined ?? []).map(({ what, risk }): NotDone => ({ kind: 'declined', what, risk, urgent: false })),
  ];
  return list.toSorted((a, b) => Number(b.urgent) - Number(a.urgent));
}

/** What a finding says is still so, as far as is known, and worth an entry. */
function isLeft({ state, severity }: TechnicalFinding): boolean {
  return severity !== 'info' && (state === 'open' || state === 'not-looked-at');
}

/** Repairs that had helped and were undone, unless a later run of the same repair put right all that they had. Each once. */
function takenBack(runs: readonly RunSummary[]): RunSummary['routines'] {
  const found = new Map<string, RunSummary['routines'][number]>();
  for (const [index, run] of runs.entries())
    for (const routine of run.routines) {
      const again = runs.slice(0, index).some((later) => later.routines.some((other) => repairs(later, other, routine.id, routine.before)));
      if (becameOf(run, routine) === 'taken-back' && !again && !found.has(routine.id)) found.set(routine.id, routine);
    }
  return [...found.values()];
}

/** Repairs that did not succeed, unless a later run of the same repair did. */
function failures(runs: readonly RunSummary[], words: ReportWords): NotDone[] {
  const seen = new Set<string>();
  return runs.flatMap((run) =>
    run.routines.flatMap((routine): NotDone[] => {
      const { id, title, after } = routine;
      const became = becameOf(run, routine);
      // What was taken back leaves what was before it.
      if (seen.has(id) || became === 'taken-back') return [];
      seen.add(id);
      switch (became) {
        case 'repaired':
        case 'nothing':
          return [];
        case 'unfinished':
          return [{ kind: 'failed', what: title, risk: words.unfinished(run.id), urgent: true }];
        case 'restart':
          return [{ kind: 'restart', what: title, risk: words.restartRisk, urgent: false }];
        case 'failed':
          return [{ kind: 'failed', what: title, risk: after?.message ?? words.outcomes[after?.outcome ?? 'unfinished'], urgent: false }];
      }
    }),
  );
}
