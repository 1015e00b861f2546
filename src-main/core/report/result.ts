import type { NotDone, ReportBasis, ReportDocument } from '../../../src-shared/contract/report.js';
import type { RunSummary } from '../../../src-shared/contract/run.js';
import type { Scan } from '../../../src-shared/contract/scan.js';
import type { ReportWords } from './words.js';
import { becameOf, type Became } from './work.js';

type Known = {
  readonly scan: Scan | null;
  readonly basis: ReportBasis;
  readonly findings: ReportDocument['technician']['findings'];
  readonly open: readonly NotDone[];
  readonly runs: readonly RunSummary[];
};

/** Findings after which data come first, whatever else is wrong. */
const dataFirst = new Set(['disk-failing', 'disk-offline', 'raid-degraded']);

/** Three sentences for the customer. What was not looked at is never called fine. Pure. */
export function resultOf(known: Known, words: ReportWords): ReportDocument['result'] {
  return { state: stateOf(known, words), done: doneOf(known, words), next: nextOf(known, words) };
}

function stateOf({ scan, basis, findings }: Known, words: ReportWords): string {
  if (!scan) return words.state.notLooked;
  const left = findings.filter(({ state, severity }) => severity !== 'info' && (state === 'open' || state === 'not-looked-at'));
  const urgent = left.filter(({ severity }) => severity === 'critical').length;
  const counts = { urgent, soon: left.length - urgent, unread: basis.unread };
  if (!basis.afterChange) return words.state.notSince(counts);
  return basis.whole ? words.state.looked(counts) : words.state.lookedAtPart(counts);
}

function doneOf({ basis, runs }: Known, words: ReportWords): string {
  const all = runs.flatMap((run) => run.routines.map((routine) => becameOf(run, routine)));
  const count = (...wanted: readonly Became[]): number => all.filter((became) => wanted.includes(became)).length;
  return words.done({
    repaired: count('repaired'),
    failed: count('failed', 'unfinished'),
    restart: count('restart'),
    takenBack: count('taken-back'),
    unread: basis.runsUnread,
  });
}

function nextOf({ basis, findings, open }: Known, words: ReportWords): string {
  if (findings.some(({ id, state }) => dataFirst.has(id) && state !== 'gone' && state !== 'repaired')) return words.next.dataFirst;
  if (open.some(({ kind }) => kind === 'restart') || findings.some(({ id, state }) => id === 'restart-pending' && state === 'open'))
    return words.next.restart;
  const urgent = open.filter((one) => one.urgent).length;
  if (urgent > 0) return words.next.urgent(urgent);
  const declined = open.filter(({ kind }) => kind === 'declined').length;
  if (!basis.afterChange || !basis.whole) return open.length > declined ? words.next.lookAgainAnd(open.length) : words.next.lookAgain;
  if (open.length > declined) return words.next.inTime(open.length, basis.unread > 0);
  if (basis.unread > 0) return words.next.readMore;
  return declined > 0 ? words.next.declined(declined) : words.next.nothing;
}
