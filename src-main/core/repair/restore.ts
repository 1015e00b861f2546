import { canonical } from '../../../src-shared/canonical.js';
import type { UndoneStep } from '../../../src-shared/contract/run.js';
import type { Argv } from '../../../src-shared/contract/step.js';
import { toAppError } from '../../../src-shared/errors.js';
import type { Target } from '../ports.js';
import { stepKey, stepsOf, type StepProgress } from './progress.js';
import { stepContext, type RunContext } from './run-context.js';
import { refresh } from './run-step.js';
import { executorOf } from './steps/index.js';

/**
 * Takes one step back and journals it. `overwrite`: also where the present state is not the recorded one. Whatever is in its way is
 * its result and not an error, so that the others are taken back all the same.
 * Refresh commands are the caller's, so that they run once after all.
 */
export async function restoreStep(run: RunContext, step: StepProgress, why: 'rollback' | 'undo', overwrite: boolean): Promise<UndoneStep> {
  const { routine, record } = step;
  const executor = executorOf(record.body);
  const at = { routine, step: record.id };
  const base = { id: stepKey(step), title: record.title };
  try {
    const context = await stepContext(run, routine, record.id, record.body);
    const verdict = await compareNow(step, context.target);
    if (verdict === 'conflict' && !overwrite)
      return { ...base, result: 'conflict', message: 'It was changed since; what stands there now was left alone.' };
    if (verdict === 'already') {
      await run.journal.append({ type: 'restored', ...at, why, result: 'already' });
      return { ...base, result: 'already' };
    }
    await run.journal.append({ type: 'restoring', ...at, why });
    const result = await executor.restore(record.body, context, step);
    const message = result === 'not-possible' ? executor.reversibility(record.body).why : await lacking(step, context.target);
    await run.journal.append({ type: 'restored', ...at, why, result, ...(message === undefined ? {} : { message }) });
    run.emit({ type: 'step-restored', ...at, title: record.title, result, ...(message === undefined ? {} : { message }) });
    return { ...base, result, ...(message === undefined ? {} : { message }) };
  } catch (thrown) {
    const { message } = toAppError(thrown);
    await run.journal.append({ type: 'restored', ...at, why, result: 'not-possible', message });
    run.emit({ type: 'step-restored', ...at, title: record.title, result: 'not-possible', message });
    return { ...base, result: 'not-possible', message };
  }
}

/** Whether the present state is the recorded after-state, already the one before, or something else. */
export async function compareNow(
  step: StepProgress,
  target: Parameters<ReturnType<typeof executorOf>['observe']>[1],
): Promise<'as-left' | 'already' | 'conflict'> {
  const executor = executorOf(step.record.body);
  const now = canonical(await executor.observe(step.record.body, target));
  const stateless = Object.keys(step.before).length === 0;
  if (stateless) return 'as-left';
  if (now === canonical(step.before) && step.record.body.kind !== 'command' && step.record.body.kind !== 'script') return 'already';
  // In flight or failed: nobody recorded what it left behind; a restore that was begun may have changed it too.
  if (step.after === null || step.restoring || step.state === 'failed') return 'as-left';
  return now === canonical(step.after) ? 'as-left' : 'conflict';
}

/**
 * Takes back the finished and half-done steps of a routine in reverse order, except those that say `keep` and those
 * that cannot be taken back. Refreshes for all of them: an earlier roll-back may have been cut off before it did.
 */
export async function rollBack(run: RunContext, routine: string): Promise<UndoneStep[]> {
  const steps = stepsOf(run.journal.rows).filter(
    (step) => step.routine === routine && step.record.body.onFailure !== 'keep' && step.record.reversibility.level !== 'none',
  );
  const results: UndoneStep[] = [];
  for (const step of steps.toReversed()) {
    if (step.state === 'restored') results.push({ id: stepKey(step), title: step.record.title, result: 'already' });
    else results.push(await restoreStep(run, step, 'rollback', true));
  }
  await refreshAfter(run, steps);
  return results;
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
  const left = steps.filter((step) => step.result === 'not-possible');
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
