import { canonical } from '../../../src-shared/canonical.js';
import type { State, Step, StepBody, StepOf } from '../../../src-shared/contract/step.js';
import { AppError, toAppError } from '../../../src-shared/errors.js';
import { redact } from '../redact.js';
import { stepsOf } from './progress.js';
import type { Backup, StepRecord } from './rows.js';
import { stepContext, type RunContext } from './run-context.js';
import { stateName } from './steps/declared.js';
import { executorOf, journaledBody } from './steps/index.js';
import type { Executor, StepContext } from './steps/types.js';

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
  const leaves = await executor.leaves?.(step.body, context.target);
  const known = leaves === undefined ? {} : { leaves };
  await run.journal.append({ type: 'planned', routine, step: step.id, record: recordOf(step), before, backups, ...known });
  await applyJournaled(run, routine, step.id, step.body, executor, context);
  run.emit({ type: 'step-done', routine, step: step.id, title: step.body.title });
}

/** The state a step replaces: the agreed one, or what earlier steps of the same repair have made of it. */
function expectedNow(run: RunContext, routine: string, step: Step): State {
  return stepsOf(run.journal.rows)
    .filter((earlier) => earlier.routine === routine && earlier.state === 'done' && earlier.after !== null)
    .reduce<State>((expected, { record, after }) => overlay(step.body, expected, statesByPlace(record.body, after ?? {})), step.expects);
}

/** What is expected, with what an earlier step has left at the same places. */
function overlay(body: StepBody, expected: State, left: ReadonlyMap<string, State>): State {
  if (!isDeclared(body))
    return merge(
      expected,
      places(body)
        .map((place) => left.get(place))
        .find((state) => state !== undefined),
    );
  const entries = body.captures.map((resource) => [stateName(resource), left.get(stateName(resource))] as const);
  const known = entries.filter(([name, state]) => state !== undefined && name in expected);
  return { ...expected, ...Object.fromEntries(known.map(([name, state]) => [name, merge(expected[name] as State, state)])) };
}

/** Another kind of thing is another thing; of the same, two kinds of steps look at more or less. */
function merge(expected: State, left: State | undefined): State {
  if (left === undefined) return expected;
  if (left['kind'] !== expected['kind']) return left;
  return { ...expected, ...Object.fromEntries(Object.entries(left).filter(([name]) => name in expected)) };
}

/** A step's state by place, the same for a step that is about one object and a command that declares several. */
function statesByPlace(body: StepBody, state: State): ReadonlyMap<string, State> {
  if (isDeclared(body)) return new Map(Object.entries(state) as [string, State][]);
  return new Map(places(body).map((place) => [place, state]));
}

function places(body: StepBody): string[] {
  if ('path' in body) return [body.path.bytesBase64 ?? body.path.text];
  return [...executorOf(body).objects(body)];
}

function isDeclared(body: StepBody): body is StepOf<'command'> | StepOf<'script'> {
  return body.kind === 'command' || body.kind === 'script';
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
