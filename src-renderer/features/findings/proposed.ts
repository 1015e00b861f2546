import type { Scan } from '../../../src-shared/contract/scan.js';

/** What the plan begins with: the repair of every finding that is urgent or soon, and where a complaint's ladder breaks. Pure. */
export function proposed({ findings, symptom }: Scan): string[] {
  const ofFindings = findings.filter(({ severity }) => severity !== 'info').flatMap(({ routines }) => routines.slice(0, 1));
  const ofLadder = symptom?.rungs.filter(({ state }) => state === 'breaks').flatMap(({ routines }) => routines) ?? [];
  return [...new Set([...ofFindings, ...ofLadder])];
}
