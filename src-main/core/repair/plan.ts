import type { Diagnosis, Item, PlanPart, PlanRequest, PlannedRoutine, Selected, Stage } from '../../../src-shared/contract/plan.js';
import type { Step, StepBody } from '../../../src-shared/contract/step.js';
import type { Reversibility } from '../../../src-shared/contract/words.js';
import { AppError } from '../../../src-shared/errors.js';
import type { FactReadings } from '../facts/index.js';
import type { EnginePorts } from '../engine-ports.js';
import type { Routine } from '../routines/define.js';
import type { Catalogue } from './catalogue.js';
import { planDigest } from './digest.js';
import { checkGates, gateFacts, isHeldBack } from './gates.js';
import { inOrder } from './order.js';
import { checkParams } from './params.js';
import { redact, redactArgv, redactDeep } from '../redact.js';
import { executorOf } from './steps/index.js';

/** Looks at the machine and says, step by step, what a run of the selection would do. Changes nothing. */
export async function makePlan(ports: EnginePorts, catalogue: Catalogue, request: PlanRequest, signal: AbortSignal): Promise<PlanPart> {
  const selected = request.selection.map((entry) => ({ ...entry, ...catalogue.routine(entry.routine), selected: entry }));
  const ordered = inOrder(selected);
  const facts = await catalogue.read(ports, [...gateFacts, ...ordered.flatMap((routine) => routine.reads)], {
    root: request.root,
    signal,
    user: request.user,
    accept: request.accept,
  });
  const routines: PlannedRoutine[] = [];
  for (const routine of ordered) routines.push(await planRoutine(ports, routine, routine.selected, facts, request));
  return {
    scope: ports.host.store,
    digest: planDigest(request.root, routines, request.accept),
    provisional: !ports.host.elevated && ordered.some((routine) => routine.scope === 'machine'),
    routines,
  };
}

/** Plans one routine on facts (its own and `gateFacts`) that were just read. AppError bad-input for items or params that do not exist. */
export async function planRoutine(
  ports: EnginePorts,
  routine: Routine,
  selected: Selected,
  facts: FactReadings,
  request: PlanRequest,
): Promise<PlannedRoutine> {
  const params = checkParams(routine, request.params[routine.id] ?? {});
  const target = await ports.target({ root: request.root });
  const applicable = routine.target === 'any' || target.running;
  const diagnosis = redactDeep(applicable ? routine.diagnose(facts) : notHere(routine));
  const items = chooseItems(ports, routine, diagnosis, selected, request);
  const drafts =
    diagnosis.outcome === 'needed' && (items.length > 0 || diagnosis.items.length === 0)
      ? routine.plan({ diagnosis, facts, params, items })
      : [];
  const stages: Stage[] = [];
  for (const [stageIndex, draft] of drafts.entries()) {
    const steps: Step[] = [];
    for (const [stepIndex, body] of draft.steps.entries())
      steps.push(await finishStep(ports, request.root, `${stageIndex + 1}.${stepIndex + 1}`, body));
    stages.push({ onlyIf: draft.onlyIf, steps });
  }
  const planned = {
    id: routine.id,
    title: routine.title,
    diagnosis,
    items,
    params,
    stages,
    risk: routine.risk,
    reversibility: routineReversibility(stages),
    needsRestart: routine.needsRestart,
    ...(routine.undoWarning === undefined ? {} : { undoWarning: routine.undoWarning }),
  };
  // What has nothing to do is not gated, unless a gate is why it could not look.
  if (stages.length === 0 && !isHeldBack(routine, facts)) return { ...planned, gates: [] };
  return { ...planned, gates: await checkGates(ports, routine, facts, request) };
}

/** Adds to a routine's step its number, exact words and the state it replaces. */
async function finishStep(ports: EnginePorts, root: string, id: string, body: StepBody): Promise<Step> {
  const executor = executorOf(body);
  const { does, commands } = executor.describe(body);
  const target = await ports.target({ root, ...userOf(ports, body) });
  return {
    id,
    version: 1,
    body,
    does: does.map(redact),
    commands: commands.map(redactArgv),
    expects: await executor.observe(body, target),
  };
}

/** Which user a step's target acts as: nobody else than this process where the files are its own. */
export function userOf(ports: EnginePorts, body: StepBody): { user?: string } {
  return body.scope === 'user' && body.user !== undefined && body.user !== ports.host.userName ? { user: body.user } : {};
}

function notHere(routine: Routine): Diagnosis {
  return {
    outcome: 'not-applicable',
    severity: 'info',
    summary: `${routine.title} works on the running system only.`,
    evidence: [],
    items: [],
  };
}

/** The items to repair: those asked for, or all that need it and may be touched on whose behalf we work. */
function chooseItems(ports: EnginePorts, routine: Routine, diagnosis: Diagnosis, selected: Selected, request: PlanRequest): string[] {
  const missing = selected.items?.find((name) => !diagnosis.items.some((item) => isNamed(item, [name])));
  if (missing !== undefined && diagnosis.outcome !== 'unknown' && diagnosis.outcome !== 'healthy') {
    const choices = diagnosis.items.map((item) => item.id).join(', ') || 'none';
    throw new AppError('bad-input', `${routine.id} has no item '${missing}' here.`, `Items found: ${choices}.`);
  }
  const wanted = diagnosis.items.filter(
    (item) => item.outcome === 'needed' && (selected.items ? isNamed(item, selected.items) : mayTouchUnasked(ports, item, request)),
  );
  return wanted.map((item) => item.id);
}

/** Whether a selection names an item: by its id, or, for all that is a user's, by that user's name. */
export function isNamed(item: Item, names: readonly string[]): boolean {
  return names.includes(item.id) || (item.user !== undefined && names.includes(item.user));
}

/** Without being named, a user's item is only touched on that user's own behalf, or by root on somebody's behalf. */
export function mayTouchUnasked(ports: EnginePorts, item: Item, request: PlanRequest): boolean {
  if (item.user === undefined) return true;
  if (request.user !== undefined) return item.user === request.user;
  return ports.host.elevated ? ports.host.invoker !== null : item.user === ports.host.userName;
}

/** The weakest of its steps, with that step's reason. */
function routineReversibility(stages: readonly Stage[]): Reversibility {
  const all = stages.flatMap((stage) => stage.steps).map((step) => executorOf(step.body).reversibility(step.body));
  const weakest = all.find((entry) => entry.level === 'none') ?? all.find((entry) => entry.level === 'best-effort');
  return weakest ?? { level: 'exact', why: all[0]?.why ?? 'Nothing is changed.' };
}
