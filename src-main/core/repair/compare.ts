import { canonical } from '../../../src-shared/canonical.js';
import type { Resource, State, StepOf } from '../../../src-shared/contract/step.js';
import type { Target } from '../ports.js';
import type { StepProgress } from './progress.js';
import { expectSameDevices, stateOf } from './steps/declared.js';
import { isHalfWritten } from './steps/device.js';
import { executorOf } from './steps/index.js';

/** What stands there now: as the step left it, or may have left it when it was cut off; as it was before; or something else. */
export type Verdict = 'as-left' | 'already' | 'conflict';

type Command = StepOf<'command'> | StepOf<'script'>;

/**
 * Compares the present state with what a step left. AppError unsafe-path where a device's name stands for another disk now, or the
 * device is in use: then nobody may decide otherwise.
 */
export async function compareNow(step: StepProgress, target: Target): Promise<Verdict> {
  const { body } = step.record;
  const isDeclared = body.kind === 'command' || body.kind === 'script';
  if (isDeclared && body.undo.kind !== 'unneeded') await expectSameDevices(body, target, step);
  const now = await executorOf(body).observe(body, target);
  return isDeclared ? compareCommand(step, body, now) : compareObject(step, now);
}

/** True for a command of which nobody recorded what it left: whether it was changed since cannot be told. */
export function isUnwatched({ record, before }: StepProgress): boolean {
  const { body } = record;
  return (body.kind === 'command' || body.kind === 'script') && body.undo.kind !== 'unneeded' && Object.keys(before).length === 0;
}

function compareObject(step: StepProgress, now: State): Verdict {
  if (same(now, step.before)) return 'already';
  if (step.after !== null && same(chosen(step, now), chosen(step, step.after))) return 'as-left';
  return isCutOff(step) && mayBeHalfDone(step, now) ? 'as-left' : 'conflict';
}

/** What only a person changes: whether a unit runs just now changes by itself. */
function chosen({ record }: StepProgress, { active, ...state }: State): State {
  return record.body.kind === 'service' ? state : { ...state, active };
}

function compareCommand(step: StepProgress, body: Command, now: State): Verdict {
  if (body.undo.kind === 'unneeded') return 'as-left';
  if (isUnwatched(step)) return 'conflict';
  const { before, after } = step;
  // What an older version did not look at cannot be compared.
  const watched = body.captures.filter((resource) => stateOf(before, resource) !== undefined);
  const isAsIn = (then: State | null): boolean => watched.every((resource) => same(stateOf(now, resource), stateOf(then, resource)));
  if (isAsIn(before) && (isCutOff(step) ? watched.every(isSeenWhole) : !isAsIn(after))) return 'already';
  const isLeft = (resource: Resource): boolean =>
    isSwitchedLate(resource, step) ||
    (after !== null && same(stateOf(now, resource), stateOf(after, resource))) ||
    (isCutOff(step) && mayBeHalfOf(resource, step, stateOf(now, resource) ?? {}));
  return watched.every(isLeft) ? 'as-left' : 'conflict';
}

/** True where all that the way back would write over is looked at. Where not, it is gone through again after it was cut off. */
function isSeenWhole(resource: Resource): boolean {
  return resource.kind !== 'answer' && (resource.kind !== 'device' || resource.keep !== undefined);
}

/** Nobody recorded what it left behind, or a way back was begun since. */
function isCutOff({ state, restoring, after }: StepProgress): boolean {
  return state === 'in-flight' || state === 'failed' || restoring || after === null;
}

/** Some switches answer that they are as before for a moment after they were moved. */
function isSwitchedLate(resource: Resource, { before, after }: StepProgress): boolean {
  return resource.kind === 'answer' && same(stateOf(before, resource), stateOf(after, resource));
}

/**
 * Of a command that was cut off nothing is known but what was before, and what it left if that was seen. Switches hold no content; a
 * folder that is being put back from its archive is put back to the end, and what stands there is kept first.
 */
function mayBeHalfOf(resource: Resource, step: StepProgress, now: State): boolean {
  const before = stateOf(step.before, resource) ?? {};
  const after = stateOf(step.after, resource) ?? null;
  if (same(now, before)) return true;
  switch (resource.kind) {
    case 'answer':
      return true;
    case 'tree':
      return step.restoring;
    case 'device':
      return step.restoring && isHalfWritten(now, before, after);
    case 'file':
      return isMixture(now, [before, ...(after === null ? [] : [after])]);
    default:
      return false;
  }
}

/** Of an object that is replaced in one go: it is one or the other, and only what is set beside its content may be of both. */
function mayBeHalfDone({ record, before, after, leaves }: StepProgress, now: State): boolean {
  // A unit holds no content, and its state passes through more than is wanted of it.
  if (record.body.kind === 'service' || record.body.kind === 'packages') return true;
  return isMixture(now, [before, ...(after === null ? [] : [after]), ...(leaves === null ? [] : [leaves])]);
}

/** What makes an object another one; the rest is set beside it, one after the other. */
const content = ['kind', 'sha256', 'size', 'target', 'value'];

/** The content is one of these states', and whatever else it has, one of them has too, as far as that is known. */
function isMixture(now: State, states: readonly State[]): boolean {
  const isContentOf = (state: State): boolean =>
    'kind' in state === 'kind' in now && content.every((name) => !(name in now) || !(name in state) || same(now[name], state[name]));
  // A file that takes the place of a link has nothing of it.
  const alike = states.filter((state) => !('kind' in state) || state['kind'] === now['kind']);
  return states.some(isContentOf) && Object.keys(now).every((name) => content.includes(name) || isOneOf(name, now[name], alike));
}

/** Flags are off while a file is replaced, and setuid and setgid while it changes hands. */
function isOneOf(name: string, value: unknown, states: readonly State[]): boolean {
  const known = states.flatMap((state) => (name in state ? [state[name]] : []));
  const plain = (one: unknown): unknown => (name === 'mode' && typeof one === 'number' ? one & 0o1777 : one);
  return known.length === 0 || (name === 'flags' && value === '') || known.some((one) => same(plain(one), plain(value)));
}

function same(a: unknown, b: unknown): boolean {
  return canonical(a ?? null) === canonical(b ?? null);
}
