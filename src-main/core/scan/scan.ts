import { factCosts, type FactCost, type Reading } from '../../../src-shared/contract/fact.js';
import type { Diagnosis } from '../../../src-shared/contract/plan.js';
import type { Finding, Scan, ScanRequest, UnknownEntry } from '../../../src-shared/contract/scan.js';
import { severities } from '../../../src-shared/contract/words.js';
import { AppError } from '../../../src-shared/errors.js';
import type { FactReadings } from '../facts/index.js';
import { withNotAsked, type Catalogue } from '../repair/catalogue.js';
import type { Routine } from '../routines/define.js';
import type { Check } from './checks/define.js';
import { diskFailing } from './checks/disk-failing.js';

/** Which facts and routines a request asks for. AppError not-found for a name that is neither. */
export function chooseForScan(
  catalogue: Catalogue,
  request: ScanRequest,
): { facts: string[]; routines: Routine[]; checks: readonly Check[] } {
  const most = factCosts.indexOf(request.cost);
  const affordable = (cost: FactCost): boolean => factCosts.indexOf(cost) <= most;
  if (request.only === undefined) {
    return {
      facts: catalogue.facts.filter((fact) => affordable(fact.cost)).map((fact) => fact.id),
      routines: [...catalogue.routines],
      checks: catalogue.checks,
    };
  }
  const routines: Routine[] = [];
  const facts = new Set<string>();
  for (const name of request.only) {
    const routine = catalogue.routines.find((candidate) => candidate.id === name);
    const fact = catalogue.facts.find((candidate) => candidate.id === name);
    if (!routine && !fact)
      throw new AppError('not-found', `'${name}' is neither a fact nor a routine.`, "'rescuepc facts' and 'rescuepc routines' list them.");
    if (routine) routines.push(routine);
    // A fact asked for by name is read whatever it costs.
    for (const id of routine ? routine.reads : [name]) facts.add(id);
  }
  return {
    facts: [...facts],
    routines,
    checks: catalogue.checks.filter((check) => check === diskFailing || check.reads.some((id) => request.only?.includes(id) === true)),
  };
}

/** Turns readings into what a person is told. Pure. */
export function judgeScan(
  catalogue: Catalogue,
  routines: readonly Routine[],
  checks: readonly Check[],
  readings: Readonly<Record<string, Reading>>,
  about: Scan['scan'],
): Scan {
  const facts = withNotAsked(catalogue.facts, readings);
  const applicable = routines.filter((routine) => routine.target === 'any' || about.root === '/');
  const judged = applicable.map((routine) => ({ routine, diagnosis: routine.diagnose(facts) }));
  const fromChecks = checks.flatMap((check) => checkFinding(catalogue, check, facts));
  const fromRoutines = judged
    .filter(({ diagnosis }) => diagnosis.outcome === 'needed')
    .map(({ routine, diagnosis }) => findingOf(routine, diagnosis));
  // Checks first: a failing disk is said before anything that could be repaired on it.
  const findings = [...fromChecks, ...fromRoutines];
  findings.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const unread = unreadFacts(readings);
  const unknown = [...unread, ...judged.flatMap(({ routine, diagnosis }) => unclear(routine, diagnosis, unread))];
  const count = (severity: Finding['severity']): number => findings.filter((finding) => finding.severity === severity).length;
  const checked = Object.values(readings).filter((reading) => reading.known).length;
  // What only a complaint asks, and what asks the network, belongs to no look at the machine.
  const notLookedAt = catalogue.facts.filter(({ id, cost }) => cost !== 'on-demand' && readings[id] === undefined).map(({ id }) => id);
  return {
    v: 1,
    type: 'scan',
    scan: about,
    summary: { urgent: count('critical'), soon: count('warning'), checked, unread: unknown.length, notLookedAt: notLookedAt.length },
    facts: { ...readings },
    findings,
    unknown,
    notLookedAt,
  };
}

function checkFinding(catalogue: Catalogue, check: Check, facts: FactReadings): Finding[] {
  const result = check.look(facts);
  if (result === null) return [];
  const routines = check.helps.filter((id) => catalogue.routines.some((routine) => routine.id === id));
  return [{ id: check.id, severity: result.severity, title: result.title, why: check.why, evidence: [...result.evidence], routines }];
}

function findingOf(routine: Routine, diagnosis: Diagnosis): Finding {
  const needy = diagnosis.items.filter((item) => item.outcome === 'needed');
  // Of more than a screenful nobody picks single ones.
  const routines = needy.length > 1 && needy.length <= 50 ? [routine.id, ...needy.map((item) => `${routine.id}=${item.id}`)] : [routine.id];
  return {
    id: routine.id,
    severity: diagnosis.severity,
    title: diagnosis.summary,
    why: routine.explains,
    evidence: diagnosis.evidence,
    routines,
  };
}

/** Facts that were not read, and parts of facts that were not. */
function unreadFacts(readings: Readonly<Record<string, Reading>>): UnknownEntry[] {
  return Object.entries(readings).flatMap(([id, reading]) => {
    if (reading.known) return (reading.unread ?? []).map(({ what, reason }) => ({ id, reason: `${what}: ${reason}`, cure: '' }));
    return reading.code === 'not-applicable' ? [] : [{ id, reason: reading.reason, cure: reading.cure }];
  });
}

/** A routine that cannot tell for a cause of its own: unread facts say so themselves, and what was not asked for is not missed. */
function unclear(routine: Routine, diagnosis: Diagnosis, unread: readonly UnknownEntry[]): UnknownEntry[] {
  if (diagnosis.outcome !== 'unknown' && diagnosis.outcome !== 'busy') return [];
  if (diagnosis.unread === 'not-asked') return [];
  const told = unread.filter(({ id }) => routine.reads.some((fact) => fact === id)).map(({ reason }) => reason);
  const unsure = diagnosis.items.filter(({ outcome }) => outcome === 'unknown');
  const toldByParts = unsure.length > 0 && unsure.every(({ id }) => told.some((reason) => reason.startsWith(`${id}: `)));
  if (toldByParts || told.some((reason) => diagnosis.summary.startsWith(reason))) return [];
  return [{ id: routine.id, reason: diagnosis.summary, cure: diagnosis.outcome === 'busy' ? 'Wait until it has finished.' : '' }];
}

/** The selection that `--recommended` stands for: findings at warning or above whose routine is confirmed and low risk. */
export function recommended(catalogue: Catalogue, scan: Scan): string[] {
  return scan.findings
    .filter((finding) => finding.severity !== 'info')
    .flatMap((finding) => catalogue.routines.filter((routine) => routine.id === finding.id))
    .filter((routine) => routine.confirmed !== 'no' && routine.risk === 'low')
    .map((routine) => routine.id);
}
