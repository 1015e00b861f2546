import type { DoneWork, NotDone, ReportDocument } from '../../../src-shared/contract/report.js';
import type { RunSummary } from '../../../src-shared/contract/run.js';
import type { Scan } from '../../../src-shared/contract/scan.js';
import type { ReportWords } from './words.js';

type Known = {
  readonly scan: Scan | null;
  /** Whether the machine was looked at after the last change. */
  readonly lookedAfter: boolean;
  readonly findings: ReportDocument['technician']['findings'];
  readonly open: readonly NotDone[];
  readonly done: readonly DoneWork[];
  readonly runs: readonly RunSummary[];
};

/** Findings after which data come first, whatever else is wrong. */
const dataFirst = new Set(['disk-failing', 'disk-offline', 'raid-degraded']);

/** Three sentences for the customer. What was not looked at is never called fine. Pure. */
export function resultOf(known: Known, words: ReportWords): ReportDocument['result'] {
  return { state: stateOf(known, words), done: doneOf(known, words), next: nextOf(known, words) };
}

function stateOf({ scan, lookedAfter, findings }: Known, words: ReportWords): string {
  if (!scan) return words.state.notLooked;
  const left = findings.filter(({ state, severity }) => severity !== 'info' && (state === 'open' || state === 'not-looked-at'));
  const urgent = left.filter(({ severity }) => severity === 'critical').length;
  const counts = { urgent, soon: left.length - urgent, unread: scan.summary.unread };
  return lookedAfter ? words.state.looked(counts) : words.state.notSince(counts);
}

function doneOf({ done, runs }: Known, words: ReportWords): string {
  const outcomes = runs
    .filter(({ undone }) => !undone)
    .flatMap(({ routines }) => routines.map(({ after }) => after?.outcome ?? 'unfinished'));
  const count = (...wanted: readonly string[]): number => outcomes.filter((outcome) => wanted.includes(outcome)).length;
  return words.done({
    repaired: count('repaired'),
    failed: count('not-repaired', 'could-not-run', 'busy', 'unknown', 'needed', 'unfinished'),
    restart: count('restart-pending'),
    takenBack: done.filter(({ undo }) => undo === 'taken-back').length,
  });
}

function nextOf({ scan, lookedAfter, findings, open }: Known, words: ReportWords): string {
  if (findings.some(({ id, state }) => dataFirst.has(id) && state !== 'gone' && state !== 'repaired')) return words.next.dataFirst;
  if (open.some(({ kind }) => kind === 'restart') || findings.some(({ id, state }) => id === 'restart-pending' && state === 'open'))
    return words.next.restart;
  const urgent = open.filter((one) => one.urgent).length;
  if (urgent > 0) return words.next.urgent(urgent);
  const [declined, matters] = [
    open.filter(({ kind }) => kind === 'declined').length,
    open.filter(({ kind }) => kind !== 'declined').length,
  ];
  if (matters > 0) return words.next.inTime(open.length);
  if (!scan || !lookedAfter) return words.next.lookAgain;
  if (declined > 0) return words.next.declined(declined);
  return scan.summary.unread > 0 ? words.next.readMore : words.next.nothing;
}
