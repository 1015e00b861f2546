import type { Plan } from '../../../src-shared/contract/plan.js';

/** Whether a part was made without the rights that its run will have: such a plan cannot be agreed to yet. */
export function isProvisional({ parts }: Plan): boolean {
  return parts.some(({ provisional, scope }) => provisional && scope === 'machine');
}
