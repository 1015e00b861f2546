import type { UndoneStep } from '../../../src-shared/contract/run.js';
import { AppError, toAppError } from '../../../src-shared/errors.js';
import type { Target } from '../ports.js';
import { readJournal } from './journal.js';
import { isLeft, stepKey, stepsOf, type StepProgress } from './progress.js';
import { sidesOf } from './sides.js';
import { compareNow, isUnwatched } from './compare.js';
import { refreshAfter, restoreStep } from './restore.js';
import { targetOf, type RunContext } from './run-context.js';
import { idsAfter } from './run-order.js';

export type UndoRequest = {
  readonly by: string;
  readonly routine?: string | undefined;
  readonly step?: string | undefined;
  readonly preview: boolean;
  readonly overwrite: readonly string[];
  readonly warned: readonly string[];
};

/** Takes a run, one routine or one step of it back, newest step first. A preview only says what would happen. */
export async function undoRun(run: RunContext, asked: UndoRequest): Promise<UndoneStep[]> {
  const steps = chooseSteps(run, asked).toReversed();
  const later = await laterRuns(run);
  if (asked.preview) {
    const seen: UndoneStep[] = [];
    for (const step of steps) seen.push(await preview(run, step, later));
    return seen;
  }
  const warning = steps
    .map((step) => ({ step, text: warningOf(run, step) }))
    .find(({ step, text }) => text !== undefined && !asked.warned.includes(step.routine));
  if (warning)
    throw new AppError('consent-needed', `Undo of ${warning.step.routine}: ${warning.text ?? ''}`, 'It is asked for in a terminal.');
  await run.journal.append({
    type: 'undo',
    by: asked.by,
    bootId: await run.ports.host.bootId(),
    steps: steps.map(stepKey),
    overwrite: asked.overwrite,
  });
  return undoSteps(run, steps, asked.overwrite, later);
}

/** Restores the steps in the order given, refreshes once, and journals the end. */
export async function undoSteps(
  run: RunContext,
  steps: readonly StepProgress[],
  overwrite: readonly string[],
  later: ReadonlyMap<string, string>,
): Promise<UndoneStep[]> {
  const results: UndoneStep[] = [];
  const restored: StepProgress[] = [];
  for (const step of steps) {
    const result = await undoStep(run, step, overwrite.includes(stepKey(step)), later);
    // What stands already may have been put back by an undo that was cut off before it refreshed.
    if (result.result === 'restored' || result.result === 'already') restored.push(step);
    results.push(result);
  }
  await refreshAfter(run, restored);
  await run.journal.append({ type: 'undone', steps: results });
  run.emit({ type: 'undone', steps: results });
  return results;
}

async function undoStep(run: RunContext, step: StepProgress, decided: boolean, later: ReadonlyMap<string, string>): Promise<UndoneStep> {
  if (step.state === 'restored') return takenBackBefore(step);
  const newer = decided ? undefined : newerRun(step, later);
  return newer === undefined ? restoreStep(run, step, 'undo', decided) : conflictWith(step, newer);
}

function takenBackBefore(step: StepProgress): UndoneStep {
  return { id: stepKey(step), title: step.record.title, result: 'already', message: 'It was taken back before.' };
}

function chooseSteps(run: RunContext, asked: UndoRequest): StepProgress[] {
  const all = stepsOf(run.journal.rows);
  const chosen = all.filter(
    (step) =>
      (asked.routine === undefined || step.routine === asked.routine) && (asked.step === undefined || step.record.id === asked.step),
  );
  if (chosen.length === 0 && asked.routine !== undefined) {
    const known = all.map(stepKey).join(', ') || 'none';
    throw new AppError(
      'not-found',
      `Run ${run.folder.id} has no step ${[asked.routine, asked.step].filter(Boolean).join('/')}.`,
      `Its steps: ${known}.`,
    );
  }
  const ended = run.journal.rows.some((row) => row.type === 'finished');
  return chosen.filter(
    (step) =>
      step.state === 'done' ||
      step.state === 'restored' ||
      (step.state === 'failed' && step.record.body.onFailure === 'keep') ||
      (ended && isLeft(step)),
  );
}

async function preview(run: RunContext, step: StepProgress, later: ReadonlyMap<string, string>): Promise<UndoneStep> {
  const base = { id: stepKey(step), title: step.record.title };
  const { reversibility } = step.record;
  const warning = warningOf(run, step);
  const warned = warning === undefined ? {} : { warning };
  if (step.state === 'restored') return takenBackBefore(step);
  if (reversibility.level === 'none') return { ...base, result: 'not-possible', message: reversibility.why };
  const newer = newerRun(step, later);
  if (newer !== undefined) return conflictWith(step, newer);
  const target = await targetOf(run, step.record.body);
  const verdict = await compareNow(step, target).catch((thrown: unknown) => toAppError(thrown).message);
  switch (verdict) {
    case 'already':
      return { ...base, result: 'already' };
    case 'conflict':
      return {
        ...base,
        ...warned,
        result: 'conflict',
        message: isUnwatched(step)
          ? 'Whether it was changed since the repair is not known; undo would overwrite such a change.'
          : 'It was changed since the repair; undo would overwrite that change.',
        ...(await bothSides(run, step, target)),
      };
    case 'as-left':
      return { ...base, ...warned, result: 'restored', ...(reversibility.level === 'best-effort' ? { message: reversibility.why } : {}) };
    default:
      return { ...base, result: 'not-possible', message: verdict };
  }
}

/** Of what a command changes there are many sides; and a backup that cannot be read is said by the undo itself. */
async function bothSides(run: RunContext, step: StepProgress, target: Target): Promise<Pick<UndoneStep, 'sides'>> {
  if ('captures' in step.record.body) return {};
  return sidesOf(step, target, run.folder).then(
    (sides) => ({ sides }),
    () => ({}),
  );
}

function conflictWith(step: StepProgress, newer: string): UndoneStep {
  return {
    id: stepKey(step),
    title: step.record.title,
    result: 'conflict',
    message: `A later run, ${newer}, changed the same thing; undo that one first.`,
  };
}

function warningOf(run: RunContext, step: StepProgress): string | undefined {
  return run.catalogue.routines.find((routine) => routine.id === step.routine)?.undoWarning;
}

/** The latest later run that changed an object of the step. */
export function newerRun(step: StepProgress, later: ReadonlyMap<string, string>): string | undefined {
  return step.record.objects.map((object) => later.get(object)).find((id) => id !== undefined);
}

/** Objects that later runs of this store have changed and not put back, with the latest such run. */
export async function laterRuns(run: RunContext): Promise<ReadonlyMap<string, string>> {
  const later = new Map<string, string>();
  for (const id of await idsAfter(run.store, run.folder.id)) {
    const opened = await run.store.open(id).catch(() => null);
    if (opened === null) continue;
    const { rows } = await readJournal(opened.folder).catch(() => ({ rows: [] }));
    const standing = stepsOf(rows).filter((step) => step.state === 'done');
    for (const step of standing)
      for (const object of step.record.objects) if (step.record.reversibility.level !== 'none') later.set(object, id);
  }
  return later;
}
