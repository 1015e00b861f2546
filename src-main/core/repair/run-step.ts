import { canonical } from '../../../src-shared/canonical.js';
import type { State, Step } from '../../../src-shared/contract/step.js';
import { AppError, toAppError } from '../../../src-shared/errors.js';
import { redact } from '../redact.js';
import { stepsOf } from './progress.js';
import type { Backup, StepRecord } from './rows.js';
import { stepContext, type RunContext } from './run-context.js';
import { executorOf, journaledBody } from './steps/index.js';
import type { Executor, StepContext } from './steps/types.js';
import type { StepBody } from '../../../src-shared/contract/step.js';

/**
 * One step: what it replaces is checked and kept, the intention is on the disk before the change and the result
 * after it. AppError if it failed; what it did until then is journaled, and the caller takes it back.
 */
export async function runStep(run: RunContext, routine: string, step: Step): Promise<void> {
  const executor = executorOf(step.body);
  const context = await stepContext(run, routine, step.id, step.body);
  const before = await executor.observe(step.body, context.target);
  if (canonical(before) !== canonical(expectedNow(run, routine, step))) {
    throw new AppError('plan-changed', `${step.body.title}: what it replaces has changed since the plan.`, 'Make the plan again.');
  }
  run.emit({ type: 'step', routine, step: step.id, title: step.body.title, does: step.does, commands: step.commands });
  const backups = await executor.capture(step.body, context);
  await run.journal.append({ type: 'planned', routine, step: step.id, record: recordOf(step), before, backups });
  await applyJournaled(run, routine, step.id, step.body, executor, context);
  run.emit({ type: 'step-done', routine, step: step.id, title: step.body.title });
}

/** The state a step replaces: the agreed one, or what earlier steps of the same repair have made of it. */
function expectedNow(run: RunContext, routine: string, step: Step): State {
  const place = (object: string): string => object.replace(/^(?:file|mode):/, '');
  const mine = executorOf(step.body).objects(step.body).map(place);
  const earlier = stepsOf(run.journal.rows).filter(
    (done) => done.routine === routine && done.state === 'done' && done.record.objects.some((object) => mine.includes(place(object))),
  );
  return earlier.reduce<State>((expected, { after }) => {
    if (after === null) return expected;
    if (after['kind'] !== expected['kind']) return after;
    return { ...expected, ...Object.fromEntries(Object.entries(after).filter(([key]) => key in expected)) };
  }, step.expects);
}

/** Applies a step whose intention is journaled, and journals how it ended. */
export async function applyJournaled(
  run: RunContext,
  routine: string,
  step: string,
  body: StepBody,
  executor: Executor<StepBody>,
  context: StepContext,
): Promise<void> {
  let produced: readonly Backup[] = [];
  try {
    produced = await executor.apply(body, context);
    for (const argv of body.refresh ?? []) await refresh(context, argv);
  } catch (thrown) {
    const error = toAppError(thrown);
    const message = redact(error.message);
    await run.journal.append({ type: 'failed', routine, step, message, after: await observeOrEmpty(executor, body, context), produced });
    run.emit({ type: 'step-failed', routine, step, title: body.title, message });
    throw error;
  }
  await run.journal.append({ type: 'done', routine, step, after: await executor.observe(body, context.target), produced });
}

/** A refresh command's failure is reported; it does not undo a change that was made. */
export async function refresh(context: StepContext, argv: readonly string[]): Promise<void> {
  const raw = await context.target.exec.run({ argv: [...argv], timeoutMs: 300_000, env: { RESCUEPC_STEP: context.marker } });
  if (raw.code !== 0) context.log(`${argv.join(' ')} ended with exit code ${raw.code ?? 'none'}\n`);
}

async function observeOrEmpty(executor: Executor<StepBody>, body: StepBody, context: StepContext): Promise<State> {
  return executor.observe(body, context.target).catch(() => ({}));
}

function recordOf(step: Step): StepRecord {
  const executor = executorOf(step.body);
  return {
    id: step.id,
    version: step.version,
    title: step.body.title,
    does: step.does,
    commands: step.commands,
    objects: executor.objects(step.body),
    reversibility: executor.reversibility(step.body),
    body: journaledBody(step.body),
  };
}
