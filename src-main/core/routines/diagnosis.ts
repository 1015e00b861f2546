import type { Unread, UnreadPart } from '../../../src-shared/contract/fact.js';
import type { Diagnosis, Item } from '../../../src-shared/contract/plan.js';
import type { Evidence, Severity } from '../../../src-shared/contract/words.js';

/** Nothing is wrong, and this is what shows it. */
export function healthy(summary: string, evidence: readonly Evidence[] = [], items: readonly Item[] = []): Diagnosis {
  return { outcome: 'healthy', severity: 'info', summary, evidence: [...evidence], items: [...items] };
}

/** Something is wrong that the routine can repair. */
export function needed(severity: Severity, summary: string, evidence: readonly Evidence[], items: readonly Item[] = []): Diagnosis {
  return { outcome: 'needed', severity, summary, evidence: [...evidence], items: [...items] };
}

/** It could not be looked at: the reason and the cure of the fact that is missing. */
export function unknown(missing: Unread): Diagnosis {
  const outcome = missing.code === 'not-applicable' ? 'not-applicable' : 'unknown';
  const summary = missing.cure === '' ? missing.reason : `${missing.reason} ${missing.cure}`;
  return { outcome, severity: 'info', summary, evidence: [], items: [], unread: missing.code };
}

/** The same where parts of what was looked at could not be read: each is an item that is unknown, and what they may hide is not healthy. */
export function withUnread(diagnosis: Diagnosis, parts: readonly UnreadPart[]): Diagnosis {
  const [first] = parts;
  if (first === undefined || (diagnosis.outcome !== 'healthy' && diagnosis.outcome !== 'needed')) return diagnosis;
  const unread = parts.map(({ what, reason }): Item => {
    const evidence = { source: what, line: reason, meaning: 'could not be read' };
    return { id: what, title: `${what}: ${reason}`, outcome: 'unknown', evidence: [evidence] };
  });
  const items = [...diagnosis.items, ...unread];
  if (diagnosis.outcome === 'needed') return { ...diagnosis, items };
  const summary = `Not everything could be looked at (${first.what}: ${first.reason}).`;
  return { ...diagnosis, outcome: 'unknown', summary, evidence: [], items, unread: 'failed' };
}

/** Another program is at work; waiting helps, nothing is broken. */
export function busy(summary: string, evidence: readonly Evidence[]): Diagnosis {
  return { outcome: 'busy', severity: 'info', summary, evidence: [...evidence], items: [] };
}
