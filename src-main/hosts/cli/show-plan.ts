import type { Plan, PlanRequest } from '../../../src-shared/contract/plan.js';
import { toAppError } from '../../../src-shared/errors.js';
import type { Output } from './output.js';
import type { Session } from './session.js';

/**
 * A plan that is only shown. Nobody is asked for a password: root's is made by the worker, anybody else's is
 * provisional; so is root's where the worker lies in a place that others can change.
 */
export async function planToShow(session: Session, request: PlanRequest, output: Output): Promise<Plan> {
  const elevate = process.getuid?.() === 0;
  try {
    return await session.app['repair.plan']({ request, elevate });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (!elevate || error.code !== 'unsafe-place') throw error;
    output.note(`${error.message} The plan is provisional.`);
    return session.app['repair.plan']({ request, elevate: false });
  }
}
