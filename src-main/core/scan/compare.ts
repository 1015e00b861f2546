import type { MachineChanges } from '../../../src-shared/contract/machine-changes.js';
import type { Finding, Scan } from '../../../src-shared/contract/scan.js';
import type { Catalogue } from '../repair/catalogue.js';
import { compareFacts } from './compare-facts.js';

/** What a finding's check or repair reads; undefined: it does not exist in this version. */
export type ReadsOf = (finding: string) => readonly string[] | undefined;

/** What the checks and repairs of a catalogue read. */
export function readsOfFindings({ checks, routines }: Pick<Catalogue, 'checks' | 'routines'>): ReadsOf {
  const reads = new Map<string, readonly string[]>([...checks, ...routines].map(({ id, reads: facts }) => [id, facts]));
  return (finding) => reads.get(finding);
}

/**
 * What is otherwise in `to` than in `from`. A finding counts as gone or new only where the other scan had looked: each fact that
 * was known when it was found is known in the other scan too. Pure.
 */
export function compareScans(from: Scan, to: Scan, readsOf: ReadsOf): MachineChanges {
  const only = (here: Scan, there: Scan): Finding[] =>
    here.findings.filter(({ id, severity }) => !there.findings.some((other) => other.id === id && other.severity === severity));
  const looked = (finding: Finding, here: Scan, there: Scan): boolean =>
    there.findings.some(({ id }) => id === finding.id) ||
    (readsOf(finding.id)?.every((fact) => here.facts[fact]?.known !== true || there.facts[fact]?.known === true) ?? false);
  const [before, after] = [only(from, to), only(to, from)];
  const uncompared = [
    ...before.filter((finding) => !looked(finding, from, to)).map((finding) => ({ ...mark(finding), seenIn: 'from' as const })),
    ...after.filter((finding) => !looked(finding, to, from)).map((finding) => ({ ...mark(finding), seenIn: 'to' as const })),
  ];
  return {
    from: { id: from.scan.id, startedAt: from.scan.startedAt },
    to: { id: to.scan.id, startedAt: to.scan.startedAt },
    gone: before.filter((finding) => looked(finding, from, to)).map(mark),
    new: after.filter((finding) => looked(finding, to, from)).map(mark),
    uncompared,
    facts: compareFacts(from.facts, to.facts),
  };
}

/** A look at the whole running machine, if only a quick one; not one at single facts, at a complaint or at another system. */
export function isWholeScan({ scan: { root, scope }, symptom, facts }: Scan): boolean {
  return root === '/' && (scope === undefined ? symptom === undefined && facts['identity'] !== undefined : scope !== 'single');
}

/** A look at all that is usually looked at, on whatever disk. What 0.1 kept does not say how much was asked for: its whole looks count. */
export function looksAtAll(scan: Scan): boolean {
  const { scope } = scan.scan;
  return scope === undefined ? isWholeScan(scan) : scope === 'default' || scope === 'deep';
}

function mark({ id, severity, title }: Finding): { id: string; severity: Finding['severity']; title: string } {
  return { id, severity, title };
}
