import { canonical } from '../../../src-shared/canonical.js';
import type { UndoneStep, UndoResult } from '../../../src-shared/contract/run.js';
import type { Argv, Resource } from '../../../src-shared/contract/step.js';
import { toAppError } from '../../../src-shared/errors.js';
import type { Target } from '../ports.js';
import { compareNow, isUnwatched } from './compare.js';
import { stepKey, stepsOf, type StepProgress } from './progress.js';
import { stepContext, type RunContext } from './run-context.js';
import { refresh } from './run-step.js';
import { captureDeclared } from './steps/command.js';
import { stateOf } from './steps/declared.js';
import { executorOf } from './steps/index.js';
import type { StepContext } from './steps/types.js';

/**
 * Takes one step back and journals it. What is not as the step left it is a conflict, and stays; `overwrite`: a person has decided that
 * it shall not. Whatever is in its way is its result and not an error, so that the others are taken back all the same.
 * Refresh commands are the caller's, so that they run once after all.
 */
export async function restoreStep(run: RunContext, step: StepProgress, why: 'rollback' | 'undo', overwrite: boolean): Promise<UndoneStep> {
  const { routine, record } = step;
  const executor = executorOf(record.body);
  const at = { routine, step: record.id };
  const base = { id: stepKey(step), title: record.title };
  const told = async (result: UndoResult, message: string | undefined): Promise<UndoneStep> => {
    const more = message === undefined ? {} : { message };
    await run.journal.append({ type: 'restored', ...at, why, result, ...more });
    if (result !== 'already') run.emit({ type: 'step-restored', ...at, title: record.title, result, ...more });
    return { ...base, result, ...more };
  };
  try {
    const context = await stepContext(run, routine, record.id, record.body);
    const verdict = record.reversibility.level === 'none' ? 'as-left' : await compareNow(step, context.target);
    if (verdict === 'conflict' && !overwrite) return await told('conflict', conflictWords(step));
    if (verdict === 'already') return await told('already', undefined);
    await run.journal.append({ type: 'restoring', ...at, why });
    // A restore that was cut off goes on over something of which nobody knows whose it is.
    if (step.restoring && step.state !== 'restored') await keepFound(run, step, context);
    const result = await executor.restore(record.body, context, step);
    const message = result === 'not-possible' ? executor.reversibility(record.body).why : await lacking(step, context.target);
    return await told(result, message);
  } catch (thrown) {
    return told('not-possible', toAppError(thrown).message);
  }
}

/** Why a step was left alone. */
function conflictWords(step: StepProgress): string {
  return isUnwatched(step)
    ? 'Whether it was changed since is not known; what stands there now was left alone.'
    : 'It was changed since; what stands there now was left alone.';
}

/**
 * Takes back the finished and half-done steps of a routine in reverse order, except those that say `keep`, those
 * that cannot be taken back, and what somebody else has changed since. Refreshes for all of them: an earlier roll-back may have been cut
 * off before it did.
 */
export async function rollBack(run: RunContext, routine: string): Promise<UndoneStep[]> {
  const steps = stepsOf(run.journal.rows).filter(
    (step) => step.routine === routine && step.record.body.onFailure !== 'keep' && step.record.reversibility.level !== 'none',
  );
  const results: UndoneStep[] = [];
  for (const step of steps.toReversed()) {
    if (step.state === 'restored') results.push({ id: stepKey(step), title: step.record.title, result: 'already' });
    else results.push(await restoreStep(run, step, 'rollback', false));
  }
  await refreshAfter(run, steps);
  return results;
}

/**
 * Keeps what stands in the place of a step that was cut off, and says so, before it is written over: the step may have left it, or
 * somebody who has tried to mend it since.
 */
export async function keepFound(run: RunContext, step: StepProgress, context: StepContext): Promise<void> {
  const { body } = step.record;
  if (body.kind !== 'command' && body.kind !== 'script') return;
  const now = await executorOf(body).observe(body, context.target);
  const differs = (resource: Resource): boolean =>
    [step.before, step.after].every((state) => canonical(stateOf(state, resource) ?? null) !== canonical(stateOf(now, resource) ?? null));
  const found = body.captures.filter((resource) => stateOf(now, resource) !== undefined && differs(resource));
  const kept = await captureDeclared(
    { ...body, captures: found },
    { ...context, name: `${context.name}-found-${run.journal.rows.length}` },
  );
  if (kept.length === 0) return;
  const names = kept.map(({ name }) => name).join(', ');
  run.emit({ type: 'warning', message: `${step.record.title}: what stood there before was kept in the run's folder: ${names}.` });
}

/** What of a file is not as it was although it was put back: not every system lets labels, lists of rights and flags be set. */
async function lacking(step: StepProgress, target: Target): Promise<string | undefined> {
  const { body } = step.record;
  if (!('path' in body)) return undefined;
  const now = await executorOf(body)
    .observe(body, target)
    .catch(() => null);
  if (now === null) return undefined;
  const names = [...new Set([...Object.keys(step.before), ...Object.keys(now)])];
  const other = names.filter((name) => canonical(step.before[name] ?? null) !== canonical(now[name] ?? null)).toSorted();
  return other.length === 0 ? undefined : `It was put back, but not all of it is as before: ${other.join(', ')}.`;
}

/** Names what a roll-back could not take back, with why; null: nothing. */
export function notTakenBack(steps: readonly UndoneStep[]): string | null {
  const left = steps.filter((step) => step.result === 'not-possible' || step.result === 'conflict');
  return left.length === 0 ? null : left.map((step) => `${step.title} (${step.message ?? 'no reason'})`).join('; ');
}

/** Runs the refresh commands of restored steps, each once. */
export async function refreshAfter(run: RunContext, steps: readonly StepProgress[]): Promise<void> {
  const commands = new Map<string, { argv: Argv; step: StepProgress }>();
  for (const step of steps) for (const argv of step.record.body.refresh ?? []) commands.set(canonical(argv), { argv, step });
  for (const { argv, step } of commands.values()) {
    await refresh(await stepContext(run, step.routine, step.record.id, step.record.body), argv);
  }
}
