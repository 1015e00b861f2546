import type { PlannedRoutine, PlanRequest } from '../../../src-shared/contract/plan.js';
import type { Step } from '../../../src-shared/contract/step.js';
import type { Gate } from '../../../src-shared/contract/words.js';
import { canonical } from '../../../src-shared/canonical.js';
import { sha256 } from '../bytes.js';

/**
 * What a person agrees to: SHA-256 over the canonical steps of all routines in their order, the system they
 * are meant for, and the gates that were accepted. Times and words for people are not part of it.
 */
export function planDigest(root: string, routines: readonly PlannedRoutine[], accept: readonly Gate[]): string {
  const consented = routines.map((routine) => ({
    id: routine.id,
    stages: routine.stages.map((stage) => ({
      onlyIf: stage.onlyIf,
      steps: stage.steps.map(({ id, version, body, expects }) => ({ id, version, body, expects })),
    })),
  }));
  const accepted = accept.length === 0 ? {} : { accept: [...new Set(accept)].toSorted() };
  return sha256(canonical({ root, routines: consented, ...accepted }));
}

/**
 * The digest of steps as they were asked for: what was accepted, and on whose behalf, is agreed to with them. Two windows that plan
 * the same steps otherwise never run each other's plan.
 */
export function askedDigest(digest: string, request: PlanRequest): string {
  return sha256(canonical({ digest, request }));
}

/** The digest of a plan that two engines share: of the only part, or of the parts' digests. */
export function joinedDigest(parts: readonly { readonly digest: string }[]): string {
  const [first] = parts;
  return parts.length === 1 && first ? first.digest : sha256(canonical(parts.map((part) => part.digest)));
}

/**
 * Steps of `now` that `agreed` does not cover. A step is covered by the same step, and a list of packages or of
 * entries to delete by a longer one. `ours` tells whether this run itself has changed what the step replaces:
 * then the replaced state may differ from the agreed one.
 */
export function notAgreed(now: readonly Step[], agreed: readonly Step[], ours: (step: Step) => boolean): Step[] {
  // Each consent covers one step: the same command twice is more than once.
  const left = [...agreed];
  return now.filter((step) => {
    const index = left.findIndex((candidate) => covers(candidate, step, ours(step)));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

function covers(agreed: Step, step: Step, ours: boolean): boolean {
  if (agreed.version !== step.version) return false;
  if (agreed.body.kind === 'packages' && step.body.kind === 'packages') {
    return same({ ...agreed.body, changes: [] }, { ...step.body, changes: [] }) && isSubset(step.body.changes, agreed.body.changes);
  }
  if (agreed.body.kind === 'delete' && step.body.kind === 'delete') {
    const paths = (list: readonly { path: unknown }[]): unknown[] => list.map((entry) => entry.path);
    return (
      same({ ...agreed.body, entries: [] }, { ...step.body, entries: [] }) && isSubset(paths(step.body.entries), paths(agreed.body.entries))
    );
  }
  return (ours || same(agreed.expects, step.expects)) && same(agreed.body, step.body);
}

function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function isSubset(part: readonly unknown[], whole: readonly unknown[]): boolean {
  const known = new Set(whole.map((entry) => canonical(entry)));
  return part.every((entry) => known.has(canonical(entry)));
}
