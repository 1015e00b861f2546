import type { Evidence, Severity } from '../../../../src-shared/contract/words.js';
import type { FactId, FactReadings } from '../../facts/index.js';

/** What a check says: nothing to tell, or what is and why it matters. */
export type CheckResult = { readonly severity: Severity; readonly title: string; readonly evidence: readonly Evidence[] } | null;

/** A pure look at facts that no single repair stands for: a failing disk, a full disk, worn batteries. */
export type Check = {
  readonly id: string;
  readonly why: string;
  /** The first proves by itself that all is well; the others are further signs, and their silence proves nothing. */
  readonly reads: readonly FactId[];
  /** Repairs that may help, offered with the finding. */
  readonly helps: readonly string[];
  look(facts: FactReadings): CheckResult;
  /** Why nothing found is no proof although the first fact was read; null: it is one. */
  unsure?(facts: FactReadings): string | null;
};

/** Declares a check; within it only the facts that it `reads` exist. */
export function defineCheck<R extends FactId>(
  check: Omit<Check, 'reads' | 'look' | 'unsure'> & {
    readonly reads: readonly R[];
    look(facts: Pick<FactReadings, R>): CheckResult;
    unsure?(facts: Pick<FactReadings, R>): string | null;
  },
): Check {
  return check;
}
