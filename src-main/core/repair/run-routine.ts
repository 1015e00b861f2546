import { canonical } from '../../../src-shared/canonical.js';
import type { PlannedRoutine, PlanRequest, Stage } from '../../../src-shared/contract/plan.js';
import type { RoutineOutcome, UndoneStep } from '../../../src-shared/contract/run.js';
import type { Step } from '../../../src-shared/contract/step.js';
import { toAppError, type AppError } from '../../../src-shared/errors.js';
import type { FactId, FactReadings } from '../facts/index.js';
import type { Routine } from '../routines/define.js';
import { notAgreed, planDigest } from './digest.js';
import { gateFacts } from './gates.js';
import { isNamed, mayTouchUnasked, planRoutine } from './plan.js';
import { stepsOf } from './progress.js';
import { notTakenBack, rollBack } from './restore.js';
import { runStep } from './run-step.js';
import type { RunContext } from './run-context.js';
import { executorOf } from './steps/index.js';
import { notRun, outcomeAfter, workOf } from './verify.js';

/** Asks a person to agree to a changed plan; false: not agreed. */
export type Consent = (routine: string, digest: string) => Promise<boolean>;

/** Runs one routine of an agreed plan at its turn: plans it again, asks if it is something new, applies, verifies. */
export async function runRoutine(run: RunContext, agreed: PlannedRoutine, request: PlanRequest, consent: Consent): Promise<RoutineOutcome> {
  const routine = run.catalogue.routine(agreed.id);
  const gate = agreed.gates.find((closed) => !closed.accepted);
  if (gate) return notRun(agreed, 'gate', gate.why);
  const fresh = await planAgain(run, routine, agreed, request);
  run.emit({ type: 'routine', routine: agreed.id, title: agreed.title, outcome: fresh.diagnosis.outcome });
  await run.journal.append({
    type: 'routine',
    routine: agreed.id,
    title: agreed.title,
    diagnosis: fresh.diagnosis,
    items: fresh.items,
    steps: allSteps(fresh.stages.filter((stage) => stage.onlyIf === 'always')).map((step) => step.id),
  });
  const newGate = fresh.gates.find((closed) => !closed.accepted);
  if (newGate) return notRun(agreed, 'gate', newGate.why);
  if (fresh.stages.length === 0) return withoutSteps(run, routine, fresh, request);
  if (!(await agreedTo(run, agreed, fresh, consent))) return notRun(agreed, 'cancelled', 'The plan had changed and was not agreed to.');
  return applyStages(run, routine, fresh);
}

async function planAgain(run: RunContext, routine: Routine, agreed: PlannedRoutine, request: PlanRequest): Promise<PlannedRoutine> {
  const facts = await readFacts(run, routine, gateFacts);
  const selected = request.selection.find((entry) => entry.routine === routine.id) ?? { routine: routine.id };
  const items = selected.items ?? (agreed.items.length > 0 ? agreed.items : undefined);
  const stillThere = items?.filter((name) => routine.diagnose(facts).items.some((item) => isNamed(item, [name])));
  return planRoutine(run.ports, routine, stillThere ? { routine: routine.id, items: stillThere } : { routine: routine.id }, facts, request);
}

async function readFacts(run: RunContext, routine: Routine, further: readonly FactId[] = []): Promise<FactReadings> {
  // Not the run's own signal: a cancelled run still has to look at what it left.
  return run.catalogue.read(run.ports, [...routine.reads, ...further], {
    root: run.root,
    signal: new AbortController().signal,
    accept: run.accept,
  });
}

/** Nothing to do: what the diagnosis says is the outcome, except that "needed" without steps cannot be run. */
function withoutSteps(run: RunContext, routine: Routine, fresh: PlannedRoutine, request: PlanRequest): RoutineOutcome {
  const { id, title, diagnosis } = fresh;
  const items = diagnosis.items.map((item) => ({ id: item.id, title: item.title, outcome: item.outcome }));
  const asked = request.selection.find((entry) => entry.routine === id)?.items;
  // What was asked for may be well although others' things could not be looked at.
  const concerned = diagnosis.items.filter((item) => (asked ? isNamed(item, asked) : mayTouchUnasked(run.ports, item, request)));
  if (diagnosis.outcome === 'unknown' && concerned.length > 0 && concerned.every((item) => item.outcome === 'healthy'))
    return { id, title, outcome: 'healthy', items };
  if (diagnosis.outcome !== 'needed')
    return { id, title, outcome: diagnosis.outcome, ...(diagnosis.outcome === 'healthy' ? {} : { message: diagnosis.summary }), items };
  const users = [...new Set(diagnosis.items.flatMap(({ outcome, user }) => (outcome === 'needed' && user !== undefined ? [user] : [])))];
  const why =
    routine.scope === 'user' && users.length > 0
      ? `Root has no such files of its own: say whose they are, with --user NAME or as ${id}=${users.join(',')}.`
      : 'Nothing that was selected can be repaired here.';
  return { id, title, outcome: 'could-not-run', message: `${diagnosis.summary} ${why}`, items };
}

async function agreedTo(run: RunContext, agreed: PlannedRoutine, fresh: PlannedRoutine, consent: Consent): Promise<boolean> {
  const touched = [...new Set(stepsOf(run.journal.rows).flatMap((step) => step.record.objects))];
  const ours = (step: Step): boolean =>
    executorOf(step.body)
      .objects(step.body)
      .some((object) => touched.some((other) => other === object || other.startsWith(`${object}/`)));
  const before = allSteps(agreed.stages);
  const now = allSteps(fresh.stages);
  const sameCourse = agreed.stages.every(
    (stage, index) => fresh.stages[index] === undefined || fresh.stages[index].onlyIf === stage.onlyIf,
  );
  const added = sameCourse ? notAgreed(now, before, ours) : now;
  if (added.length === 0) return true;
  const digest = planDigest(run.root, [fresh], run.accept);
  const removed = before.filter((step) => !now.some((other) => canonical(other.body) === canonical(step.body)));
  await run.journal.append({ type: 'asked', routine: fresh.id, digest });
  // Asked before it is announced, so that the quickest answer finds the run waiting.
  const answer = consent(fresh.id, digest);
  run.emit({ type: 'plan-changed', routine: fresh, added: added.flatMap(words), removed: removed.flatMap(words), digest });
  if (!(await answer)) return false;
  await run.journal.append({ type: 'consented', routine: fresh.id, digest });
  return true;
}

function allSteps(stages: readonly Stage[]): Step[] {
  return stages.flatMap((stage) => stage.steps);
}

function words(step: Step): string[] {
  return [...step.does, ...step.commands.map((argv) => argv.join(' '))];
}

async function applyStages(run: RunContext, routine: Routine, planned: PlannedRoutine): Promise<RoutineOutcome> {
  const failures = new Map<string, string>();
  for (const [index, stage] of planned.stages.entries()) {
    if (index > 0 && stage.onlyIf === 'still-needed' && routine.diagnose(await readFacts(run, routine)).outcome !== 'needed') break;
    // What a later stage does after a step that is no single item's, it does in its place.
    failures.delete('');
    const stopped = await applyStage(run, routine, stage, failures);
    if (stopped) return stopped;
  }
  if (routine.settleMs !== undefined) await run.ports.sleep(routine.settleMs);
  return judge(run, routine, planned, failures);
}

/** Runs a stage's steps. A failed step that says `keep` fails its item alone; any other ends and takes back the routine. */
async function applyStage(run: RunContext, routine: Routine, stage: Stage, failures: Map<string, string>): Promise<RoutineOutcome | null> {
  for (const step of stage.steps) {
    const item = step.body.item ?? '';
    if (failures.has(item) && item !== '') continue;
    if (await isCancelled(run)) {
      return cancelled(routine, await rollBack(run, routine.id));
    }
    try {
      await runStep(run, routine.id, step);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (step.body.onFailure !== 'keep') {
        const takenBack = await rollBack(run, routine.id);
        if (await isCancelled(run)) return cancelled(routine, takenBack);
        return failed(routine, error, takenBack);
      }
      if (error.code === 'busy') return { id: routine.id, title: routine.title, outcome: 'busy', message: said(error), items: [] };
      failures.set(item, said(error));
    }
  }
  return null;
}

function cancelled(routine: Routine, takenBack: readonly UndoneStep[]): RoutineOutcome {
  const left = notTakenBack(takenBack);
  if (left === null)
    return notRun(routine, 'cancelled', 'Cancelled; the steps of this repair that were done were taken back where that is possible.');
  const message = `Cancelled; these changes could not be taken back: ${left}.`;
  return { ...notRun(routine, 'cancelled', message), outcome: 'not-repaired' };
}

/** A failure whose roll-back was not whole has left something: then nobody may say that it did not run. */
function failed(routine: Routine, error: AppError, takenBack: readonly UndoneStep[]): RoutineOutcome {
  const left = notTakenBack(takenBack);
  const message = left === null ? said(error) : `${said(error)} These changes could not be taken back: ${left}.`;
  const untouched = error.code === 'busy' ? 'busy' : error.code === 'plan-changed' ? 'could-not-run' : 'not-repaired';
  return { ...notRun(routine, 'error', message), outcome: left === null ? untouched : 'not-repaired' };
}

function said(error: { message: string; hint?: string | undefined }): string {
  return error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
}

async function isCancelled(run: RunContext): Promise<boolean> {
  return run.cancel.aborted || (await run.folder.cancelRequested());
}

async function judge(
  run: RunContext,
  routine: Routine,
  planned: PlannedRoutine,
  failures: ReadonlyMap<string, string>,
): Promise<RoutineOutcome> {
  const after = routine.diagnose(await readFacts(run, routine));
  const { outcome, items } = outcomeAfter(workOf(run.journal.rows, routine, planned), after);
  const settled = routine.needsRestart && outcome !== 'repaired' && failures.size === 0 ? 'restart-pending' : outcome;
  const why = [...failures.values()].join(' ') || (settled === 'repaired' ? '' : after.summary);
  return { id: routine.id, title: routine.title, outcome: settled, ...(why === '' ? {} : { message: why }), items };
}
