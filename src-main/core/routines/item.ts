import type { Item } from '../../../src-shared/contract/plan.js';
import type { Evidence } from '../../../src-shared/contract/words.js';

/** One thing that is wrong and that the routine repairs. */
export function neededItem(id: string, title: string, evidence: Evidence): Item {
  return { id, title, outcome: 'needed', evidence: [evidence] };
}

/** One thing that was looked at and is well, of a routine that lists all it looks at. */
export function soundItem(id: string): Item {
  return { id, title: id, outcome: 'healthy', evidence: [] };
}

/** One thing that is wrong and that a person has to mend: it is told and never planned. */
export function untouchedItem(id: string, title: string, evidence: Evidence): Item {
  return { id, title, outcome: 'could-not-run', evidence: [evidence] };
}

/** The evidence of several items as one list. */
export function evidenceOf(items: readonly Item[]): Evidence[] {
  return items.flatMap((item) => item.evidence);
}

/** "a, b, c and 4 more" */
export function fewOf(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** Put before a line that is switched off and kept. */
export const switchedOff = '# disabled by RescuePC: ';
