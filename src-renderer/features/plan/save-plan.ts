import type { Plan } from '../../../src-shared/contract/plan.js';

/** The plan as `rescuepc plan --out FILE` writes it, so that `rescuepc repair --plan FILE` takes it. */
export function planFile(plan: Plan): { readonly name: string; readonly text: string } {
  const document = { v: 1, type: 'plan', ...plan };
  return { name: `rescuepc-plan-${plan.digest.slice(0, 12)}.json`, text: `${JSON.stringify(document, null, 2)}\n` };
}
