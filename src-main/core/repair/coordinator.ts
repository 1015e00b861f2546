import type { EngineContract } from '../../../src-shared/contract/engine.js';
import type { Plan, PlannedRoutine, PlanPart, PlanRequest, Selected } from '../../../src-shared/contract/plan.js';
import type { ChangeCounts, EventBody, NextRung, RoutineOutcome, RunEvent, UndoneStep } from '../../../src-shared/contract/run.js';
import { worstOutcome } from '../../../src-shared/contract/words.js';
import { AppError, toAppError } from '../../../src-shared/errors.js';
import type { Client } from '../../../src-shared/wire/contract.js';
import type { Catalogue } from './catalogue.js';
import { joinedDigest } from './digest.js';
import { notRun } from './verify.js';

export type EngineClient = Client<EngineContract>;

/** The two engines a person's repair may need: his own, and the machine's (which may have to be asked for with a prompt). */
export type Engines = {
  readonly local: EngineClient;
  /** The elevated worker; AppError elevation-refused, elevation-unavailable, unsafe-place. */
  machine(): Promise<EngineClient>;
  /** Whether the one that reads facts for people is the machine's even when nobody asked for its rights: it is there without a prompt. */
  readonly readsAsMachine: boolean;
  /** Reads the machine's store without any rights. */
  readonly machineReader: EngineClient;
  readonly elevated: boolean;
  readonly userName: string;
};

/** Splits a selection by who has to do it. A user's own files are his own process's work; all else is the machine's. */
export function splitSelection(
  engines: Engines,
  catalogue: Catalogue,
  selection: readonly Selected[],
): { machine: Selected[]; user: Selected[] } {
  const machine: Selected[] = [];
  const user: Selected[] = [];
  for (const selected of selection) {
    const routine = catalogue.routine(selected.routine);
    if (routine.scope === 'machine' || engines.elevated) machine.push(selected);
    else {
      // A user's items are named after him, or begin with his name.
      const isOwn = (item: string): boolean => item === engines.userName || item.startsWith(`${engines.userName}/`);
      const others = selected.items?.filter((item) => !isOwn(item)) ?? [];
      const own = selected.items?.filter(isOwn);
      if (others.length > 0) machine.push({ routine: selected.routine, items: others });
      if (own === undefined || own.length > 0)
        user.push(own === undefined ? { routine: selected.routine } : { routine: selected.routine, items: own });
    }
  }
  return { machine, user };
}

/** The whole plan. Without `elevate` the machine's part is made with the rights there are, and is provisional. */
export async function planWhole(engines: Engines, catalogue: Catalogue, request: PlanRequest, elevate: boolean): Promise<Plan> {
  const split = splitSelection(engines, catalogue, request.selection);
  const parts: PlanPart[] = [];
  if (split.machine.length > 0) {
    const engine = elevate ? await engines.machine() : engines.local;
    const part = await engine['engine.plan']({ ...request, selection: split.machine });
    parts.push({ ...part, scope: 'machine', provisional: part.provisional || !elevate });
  }
  if (split.user.length > 0)
    parts.push({ ...(await engines.local['engine.plan']({ ...request, selection: split.user })), scope: 'user', provisional: false });
  return { digest: joinedDigest(parts), request, parts };
}

/** What a run of several parts needs from the application. */
export type WholeRun = {
  emit(event: EventBody): void;
  /** Called with the engine that works from now on. */
  using(engine: EngineClient): void;
  /** Resolves when a changed plan was agreed to or the run was cancelled. */
  consented(): Promise<void>;
  cancelled(): boolean;
  /** Where the complaint goes on that the run was for. `engine`: the machine's where it worked, else the user's. */
  offer(engine: EngineClient, results: readonly RoutineOutcome[]): Promise<NextRung | undefined>;
};

/** Runs the parts of a plan under one id, the machine's first, as one series of events. */
export async function runWhole(engines: Engines, plan: Plan, run: string, whole: WholeRun): Promise<void> {
  const results: RoutineOutcome[] = [];
  let changes: ChangeCounts = { standing: 0, canUndo: 0, takenBack: 0 };
  let cancelled = false;
  const emit = withWholePlan(plan, whole.emit);
  for (const part of plan.parts) {
    if (whole.cancelled()) {
      cancelled = true;
      results.push(...part.routines.map((routine) => notRun(routine, 'cancelled', 'Cancelled before it began.')));
      continue;
    }
    const engine = await engineFor(engines, part.scope);
    whole.using(engine);
    const end = await forward(engine['engine.run']({ digest: part.digest, run }), run, { ...whole, emit });
    results.push(...end.routines);
    changes = addChanges(changes, end.changes);
    cancelled ||= end.cancelled;
  }
  const next = cancelled ? undefined : await offered(engines, plan, results, whole);
  const outcome = worstOutcome(results.map((result) => result.outcome));
  whole.emit({ type: 'finished', outcome, cancelled, routines: results, changes, ...(next === undefined ? {} : { next }) });
}

function addChanges(a: ChangeCounts, b: ChangeCounts | undefined): ChangeCounts {
  if (!b) return a;
  return { standing: a.standing + b.standing, canUndo: a.canUndo + b.canUndo, takenBack: a.takenBack + b.takenBack };
}

/** A look that fails spoils no run. */
async function offered(engines: Engines, plan: Plan, results: readonly RoutineOutcome[], whole: WholeRun): Promise<NextRung | undefined> {
  const [first] = plan.parts;
  if (first === undefined || plan.request.symptom === undefined) return undefined;
  try {
    return await whole.offer(await engineFor(engines, first.scope), results);
  } catch (thrown) {
    whole.emit({ type: 'warning', message: `The complaint could not be looked at again: ${toAppError(thrown).message}` });
    return undefined;
  }
}

/** Adds to the first `started` what all parts will do: whoever begins to watch later then knows it too. */
function withWholePlan({ parts }: Plan, emit: WholeRun['emit']): WholeRun['emit'] {
  let told = false;
  return (event) => {
    const first = event.type === 'started' && !told;
    told ||= first;
    emit(first ? { ...event, routines: parts.flatMap((part) => part.routines).map(willDo) } : event);
  };
}

function willDo({ id, title, stages, gates }: PlannedRoutine): { id: string; title: string; steps: number } {
  const runs = gates.every((gate) => gate.accepted) ? stages.filter((stage) => stage.onlyIf === 'always') : [];
  return { id, title, steps: runs.flatMap((stage) => stage.steps).length };
}

/** Hands events on, and keeps an engine's own `finished` back so that the whole has one. A run that broke off says how it is mended. */
async function forward(
  events: AsyncIterable<RunEvent>,
  run: string,
  whole: WholeRun,
): Promise<Pick<Extract<RunEvent, { type: 'finished' }>, 'routines' | 'cancelled' | 'changes'>> {
  let begun = false;
  try {
    for await (const { v: _v, run: _run, seq: _seq, at: _at, ...event } of events) {
      begun ||= event.type === 'started';
      if (event.type === 'finished') return event;
      whole.emit(event);
      if (event.type === 'plan-changed') await whole.consented();
    }
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    throw begun
      ? new AppError(code, `The run broke off: ${message}.`.replace('..', '.'), `Bring it to a clean end with 'rescuepc recover ${run}'.`)
      : thrown;
  }
  throw new AppError('closed', 'The engine ended before the run did.', `Bring it to a clean end with 'rescuepc recover ${run}'.`);
}

/** The engine of a store. */
export function engineFor(engines: Engines, store: 'machine' | 'user'): Promise<EngineClient> {
  return store === 'machine' ? engines.machine() : Promise.resolve(engines.local);
}

/** In which stores a run has a folder, newest knowledge first. */
export async function storesOf(engines: Engines, run: string, root: string): Promise<('machine' | 'user')[]> {
  const [machine, user] = await Promise.all([
    engines.machineReader['engine.history']({ run, check: false, root }),
    root === '/' ? engines.local['engine.history']({ run, check: false, root }) : { runs: [], unreadable: [] },
  ]);
  const found = (history: { runs: unknown[]; unreadable: string[] }): boolean => history.runs.length > 0 || history.unreadable.length > 0;
  const stores = [...(found(machine) ? (['machine'] as const) : []), ...(found(user) ? (['user'] as const) : [])];
  if (stores.length === 0) throw new AppError('not-found', `There is no run ${run} here.`, "'rescuepc history' lists all runs.");
  return stores;
}

/**
 * The engines of all stores that know the run, the machine's first. All of them before anything is done with one: who refuses
 * the machine's rights must not find half of it done.
 */
export async function enginesOf(engines: Engines, run: string, root: string): Promise<EngineClient[]> {
  const found: EngineClient[] = [];
  for (const store of await storesOf(engines, run, root)) found.push(await engineFor(engines, store));
  return found;
}

/** Runs a verb of the engine in every store that knows the run, and joins the undone steps into one answer. */
export async function undoWhole(
  engines: Engines,
  asked: {
    run: string;
    routine?: string | undefined;
    step?: string | undefined;
    root: string;
    preview: boolean;
    overwrite: string[];
    warned: string[];
  },
  emit: (event: EventBody) => void,
): Promise<UndoneStep[]> {
  const { routine, step, ...rest } = asked;
  const input = { ...rest, ...(routine === undefined ? {} : { routine }), ...(step === undefined ? {} : { step }) };
  const steps: UndoneStep[] = [];
  for (const engine of (await enginesOf(engines, asked.run, asked.root)).toReversed()) {
    for await (const { v: _v, run: _run, seq: _seq, at: _at, ...event } of engine['engine.undo'](input)) {
      if (event.type === 'undone') steps.push(...event.steps);
      else emit(event);
    }
  }
  return steps;
}
