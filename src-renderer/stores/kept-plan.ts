import type { Plan, PlannedRoutine } from '../../src-shared/contract/plan.js';
import type { Choices } from '../features/plan/selection.js';

/** What a reload of the window must not lose of a plan that was not started yet. */
export type KeptPlan = {
  /** The choices it was opened with. */
  readonly opened: Choices;
  readonly choices: Choices;
  readonly known: Readonly<Record<string, readonly PlannedRoutine[]>>;
  readonly elevate: boolean;
  /** What these choices gave; null while that was not known. */
  readonly plan: Plan | null;
};

const key = 'rescuepc-plan';

/** Keeps it in this tab, until the tab is closed; null: forgets it. One that is too large for a tab is not kept. */
export function keepPlan(kept: KeptPlan | null): void {
  sessionStorage.removeItem(key);
  if (kept === null) return;
  try {
    sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // The browser's limit: after a reload the repairs have to be chosen again.
  }
}

/** What a reload interrupted, or null. */
export function keptPlan(): KeptPlan | null {
  const text = sessionStorage.getItem(key);
  if (text === null) return null;
  try {
    return JSON.parse(text) as KeptPlan;
  } catch {
    return null;
  }
}
