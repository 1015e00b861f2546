import type { Evidence, Severity } from '../../../../src-shared/contract/words.js';
import type { FactId, FactReadings } from '../../facts/index.js';

/** What a check says: nothing to tell, or what is and why it matters. */
export type CheckResult = { readonly severity: Severity; readonly title: string; readonly evidence: readonly Evidence[] } | null;

/** A pure look at facts that no single repair stands for: a failing disk, a full disk, worn batteries. */
export type Check = {
  readonly id: string;
  readonly why: string;
  readonly reads: readonly FactId[];
  /** Repairs that may help, offered with the finding. */
  readonly helps: readonly string[];
  look(facts: FactReadings): CheckResult;
};

/** Declares a check; within it only the facts that it `reads` exist. */
export function defineCheck<R extends FactId>(
  check: Omit<Check, 'reads' | 'look'> & { readonly reads: readonly R[]; look(facts: Pick<FactReadings, R>): CheckResult },
): Check {
  return check;
}
