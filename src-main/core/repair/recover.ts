import type { ItemOutcome, RoutineOutcome, UndoneStep } from '../../../src-shared/contract/run.js';
import { toAppError } from '../../../src-shared/errors.js';
import type { Row } from './rows.js';
import { removeLeftovers } from './leftovers.js';
import { stepKey, stepsOf, type StepProgress } from './progress.js';
import { compareNow } from './compare.js';
import { keepFound, notTakenBack, rollBack } from './restore.js';
import { concludeRoutine, finish } from './run.js';
import { applyJournaled } from './run-step.js';
import { stepContext, targetOf, type RunContext } from './run-context.js';
import { expectSameDevices } from './steps/declared.js';
import { executorOf } from './steps/index.js';
import { laterRuns, newerRun, undoSteps } from './undo.js';
import { notRun, outcomeAfter, workOf } from './verify.js';
import { waitForChildren } from './wait-for-children.js';

/**
 * Brings an unfinished run to an honest end: waits for a child that still lives, then rolls back or resumes what
 * was in flight, so that every routine is either before or after; looks at the machine and finishes the journal.
 * AppError busy if the child does not end. A person's own child is waited for no longer than that.
 */
export async function recoverRun(run: RunContext, by: string): Promise<void> {
  const { rows } = run.journal;
  if (isFinished(rows)) return;
  await waitForChildren(run);
  await run.journal.append({ type: 'recovered', by, bootId: await run.ports.host.bootId(), tornBytes: run.journal.tornBytes });
  await removeLeftovers(run);
  const undo = unfinishedUndo(rows);
  if (undo) await resumeUndo(run, undo);
  // An undo may have been asked for before the run itself was brought to its end.
  if (isFinished(rows)) return;
  const opened = rows.find((row) => row.type === 'opened');
  if (!opened) return finish(run, []);
  const results: RoutineOutcome[] = [];
  for (const { id, title } of opened.routines) {
    const known = verifiedOutcome(rows, id, title);
    if (known) {
      results.push(known);
      continue;
    }
    const result = await recoverRoutine(run, id, title);
    results.push(result);
    await concludeRoutine(run, result);
  }
  await finish(run, results);
}

/** True if the run, and the last undo of it if there was one, came to an end. */
export function isFinished(rows: readonly Row[]): boolean {
  return rows.some((row) => row.type === 'finished') && unfinishedUndo(rows) === null;
}

function unfinishedUndo(rows: readonly Row[]): Extract<Row, { type: 'undo' }> | null {
  const begun = rows.findLast((row) => row.type === 'undo');
  const ended = rows.findLast((row) => row.type === 'undone');
  return begun && (ended?.seq ?? 0) < begun.seq ? begun : null;
}

async function resumeUndo(run: RunContext, undo: Extract<Row, { type: 'undo' }>): Promise<void> {
  const byKey = new Map(stepsOf(run.journal.rows).map((step) => [stepKey(step), step]));
  const steps = undo.steps.flatMap((key) => byKey.get(key) ?? []);
  await undoSteps(run, steps, undo.overwrite, await laterRuns(run));
}

function verifiedOutcome(rows: readonly Row[], id: string, title: string): RoutineOutcome | null {
  const row = rows.find((candidate) => candidate.type === 'verified' && candidate.routine === id);
  if (row?.type !== 'verified') return null;
  return {
    id,
    title,
    outcome: row.outcome,
    items: [...row.items],
    ...(row.reason === undefined ? {} : { reason: row.reason }),
    ...(row.message === undefined ? {} : { message: row.message }),
  };
}

/** One routine that did not come to its end: resumed where its step may simply run again, else taken back. */
async function recoverRoutine(run: RunContext, id: string, title: string): Promise<RoutineOutcome> {
  const begun = run.journal.rows.findLast((row) => row.type === 'routine' && row.routine === id);
  if (begun?.type !== 'routine') return notRun({ id, title }, 'cancelled', 'The run ended before this repair began.');
  try {
    const steps = stepsOf(run.journal.rows).filter((step) => step.routine === id);
    const later = await laterRuns(run);
    const newer = steps.map((step) => newerRun(step, later)).find((other) => other !== undefined);
    if (newer !== undefined) return overtaken({ id, title }, newer);
    const routine = run.catalogue.routine(id);
    // What the run was allowed to read, its end has to read again: without a verdict all of it would be taken back.
    const where = { root: run.root, signal: run.cancel, accept: ['failing-disk'] as const };
    const look = async () => routine.diagnose(await run.catalogue.read(run.ports, routine.reads, where));
    // Where somebody has changed something, the same fault may stand there under another name.
    const repaired = async (changed: readonly StepProgress[]) => {
      const now = await look();
      const work = workOf(run.journal.rows, routine, begun);
      // Where a person has been at work since, it is that work which is judged, and not a step that was cut off.
      const found = outcomeAfter(changed.length > 0 ? { ...work, failed: new Set() } : work, now);
      if (found.outcome !== 'repaired' || (changed.length > 0 && now.outcome === 'needed')) return null;
      return { id, title, ...found, ...(changed.length === 0 ? {} : { message: leftAsItIs(changed) }) };
    };
    const changed = await changedSince(run, steps);
    const mended = changed.length > 0 ? await repaired(changed) : null;
    if (mended) return mended;
    const inFlight = steps.find((step) => step.state === 'in-flight');
    if (inFlight && mayReplay(inFlight)) await replay(run, inFlight);
    const ended = await repaired(changed.filter((step) => step !== inFlight));
    if (ended && isWhole(run.journal.rows, begun)) return ended;
    const takenBack = await rollBack(run, id);
    const after = outcomeAfter(workOf(run.journal.rows, routine, begun), await look());
    return takenBack.length === 0 && after.outcome === 'repaired'
      ? { id, title, ...after }
      : interrupted({ id, title }, takenBack, after.items);
  } catch (thrown) {
    const error = toAppError(thrown);
    // Somebody else is at work on the same thing: the run stays unfinished, and can be recovered when they are done.
    if (error.code === 'busy') throw error;
    return { id, title, outcome: 'not-repaired', reason: 'error', message: error.message, items: [] };
  }
}

/** Steps whose place is not as they left it, nor as it was before: somebody has been at work there since, or may have been. */
async function changedSince(run: RunContext, steps: readonly StepProgress[]): Promise<StepProgress[]> {
  const changed: StepProgress[] = [];
  for (const [index, step] of steps.entries()) {
    // What a later step of the same repair has changed tells nothing of anybody else.
    const isCovered = steps.slice(index + 1).some((later) => later.record.objects.some((object) => isSamePlace(object, step)));
    if (isCovered || step.state === 'restored' || step.record.reversibility.level === 'none') continue;
    const target = await targetOf(run, step.record.body);
    // What cannot be looked at is the roll-back's to tell.
    if ((await compareNow(step, target).catch(() => null)) === 'conflict') changed.push(step);
  }
  return changed;
}

function isSamePlace(object: string, step: StepProgress): boolean {
  const place = (name: string): string => name.replace(/^(?:file|mode):/, '');
  return step.record.objects.some((own) => place(own) === place(object));
}

function leftAsItIs(changed: readonly StepProgress[]): string {
  const titles = changed.map(({ record }) => record.title).join('; ');
  return `The run was interrupted, and what stands there now is not what it left (${titles}). Nothing is wrong with it, so all was left as it is.`;
}

/** Taking this one back now would take back what another run did since. */
function overtaken(routine: { readonly id: string; readonly title: string }, newer: string): RoutineOutcome {
  const message = `The run was interrupted, and a later run, ${newer}, changed the same thing since; it was left as that run made it.`;
  return { ...routine, outcome: 'could-not-run', reason: 'cancelled', message, items: [] };
}

/** All its steps came to an end, and none was begun to be taken back: only then may a good diagnosis be its work. */
function isWhole(rows: readonly Row[], begun: Extract<Row, { type: 'routine' }>): boolean {
  const steps = stepsOf(rows).filter((step) => step.routine === begun.routine);
  const ended = new Set(steps.filter(({ state, restoring }) => state === 'done' && !restoring).map((step) => step.record.id));
  return steps.every((step) => ended.has(step.record.id)) && begun.steps.every((step) => ended.has(step));
}

/** After a roll-back nothing was repaired by it, even where the fault does not show at the moment. */
function interrupted(
  routine: { readonly id: string; readonly title: string },
  takenBack: readonly UndoneStep[],
  items: readonly ItemOutcome[],
): RoutineOutcome {
  const left = notTakenBack(takenBack);
  const how =
    left !== null
      ? `these changes could not be taken back: ${left}.`
      : takenBack.length > 0
        ? 'what this repair had changed was taken back.'
        : 'this repair changed nothing that can be taken back.';
  return {
    ...routine,
    outcome: left !== null ? 'not-repaired' : 'could-not-run',
    reason: left !== null ? 'error' : 'cancelled',
    message: `The run was interrupted; ${how}`,
    items: items.map((item) => (item.outcome === 'repaired' ? { ...item, outcome: 'could-not-run' } : item)),
  };
}

/** Commands and package runs whose step says that running them again is harmless, and which cannot be taken back exactly. */
function mayReplay(step: StepProgress): boolean {
  const { body } = step.record;
  if (step.restoring) return false;
  if (body.kind === 'command' || body.kind === 'script') return body.replay === 'idempotent';
  return body.kind === 'packages';
}

async function replay(run: RunContext, step: StepProgress): Promise<void> {
  const { routine, record } = step;
  const { body } = record;
  const executor = executorOf(body);
  const context = await stepContext(run, routine, record.id, body, true);
  if (body.kind === 'command' || body.kind === 'script') await expectSameDevices(body, context.target, step);
  await keepFound(run, step, context);
  await run.journal.append({
    type: 'planned',
    routine,
    step: record.id,
    record,
    before: step.before,
    backups: step.backups,
    replayed: true,
  });
  await applyJournaled(run, routine, record.id, body, executor, context);
}
