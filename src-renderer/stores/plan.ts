import { create } from 'zustand';
import { canonical } from '../../src-shared/canonical.js';
import type { Params, Plan, PlannedRoutine } from '../../src-shared/contract/plan.js';
import type { Gate, Symptom } from '../../src-shared/contract/words.js';
import { toAppError, type AppError } from '../../src-shared/errors.js';
import { api } from '../api/connection.js';
import { entriesOf } from '../features/plan/plan-summary.js';
import { noChoices, parseSelection, requestOf, withItem, withRoutine, type Choices } from '../features/plan/selection.js';
import { useHost } from './host.js';
import { keepPlan, keptPlan } from './kept-plan.js';
import { useRuns } from './run.js';

type State = Choices & {
  /** The plan as it is now; null until it is made, and after another selection was opened. */
  readonly plan: Plan | null;
  /** The plan before, where this one differs from it. */
  readonly before: Plan | null;
  /** Every routine as it was last planned, by id: those that were left out since, too. */
  readonly known: Readonly<Record<string, readonly PlannedRoutine[]>>;
  /** Whether it is made with the rights of an administrator from now on. */
  readonly elevate: boolean;
  readonly making: 'no' | 'plan' | 'final-plan' | 'start';
  readonly error: AppError | null;
  /** Who agreed last, for the next time. */
  readonly agreedBy: string;
  /** Plans of runs that were started here. */
  readonly started: Readonly<Record<string, Plan>>;
  /** Begins a new plan for these repairs: `ROUTINE` or `ROUTINE=ITEM`, as findings name them. It is made by the page `/plan`. */
  open(
    selection: readonly string[],
    options?: { readonly user?: string; readonly params?: Readonly<Record<string, Params>>; readonly symptom?: Symptom },
  ): void;
  /** Makes the plan. `elevate`: for good, with the rights it needs, for which a password may be asked. */
  make(elevate?: boolean): Promise<void>;
  tickItem(routine: string, item: string, wanted: boolean): Promise<void>;
  tickRoutine(routine: string, wanted: boolean): Promise<void>;
  leaveOut(routines: readonly string[]): Promise<void>;
  setParam(routine: string, name: string, value: string | number): Promise<void>;
  acceptGate(gate: Gate, accepted: boolean): Promise<void>;
  /** Takes back all ticks of single items, for instance where one is not there any more. */
  forgetItems(): Promise<void>;
  /** Stops marking what is otherwise than in the plan before. */
  seen(): void;
  setAgreedBy(name: string): void;
  /** Starts the plan; the run's id, or null where it could not be started (`error` says why). */
  start(agreedBy: string): Promise<string | null>;
};

let latest: AbortController | null = null;

/** The plan that is being made ready: what was chosen, what would happen, and the consent. */
export const usePlan = create<State>((set, get) => {
  function chosen(): Choices {
    const { selection, itemsOf, leftOut, params, accept, user, symptom } = get();
    return { selection, itemsOf, leftOut, params, accept, user, symptom };
  }
  const kept = keptPlan();
  /** The plan that a reload interrupted, until it is made again. */
  let interrupted = kept?.plan ?? null;
  let opened = kept?.opened ?? noChoices;
  function keep(plan: Plan | null): void {
    const { known, elevate } = get();
    keepPlan({ opened, choices: chosen(), known, elevate, plan });
  }
  function choose(change: Partial<Choices>): Promise<void> {
    set(change);
    keep(null);
    return get().make();
  }
  return {
    ...(kept?.choices ?? noChoices),
    plan: null,
    before: null,
    known: kept?.known ?? {},
    elevate: kept?.elevate ?? false,
    making: 'no',
    error: null,
    agreedBy: '',
    started: {},
    open(selection, { user, params, symptom } = {}) {
      latest?.abort();
      opened = { ...noChoices, selection: parseSelection(selection), params: params ?? {}, user: user ?? null, symptom: symptom ?? null };
      interrupted = null;
      set({ ...opened, plan: null, before: null, known: {}, elevate: false, making: 'no', error: null });
      keep(null);
    },
    async make(final = false) {
      latest?.abort();
      const own = new AbortController();
      latest = own;
      const elevate = final || get().elevate || useHost.getState().about?.elevation === 'already';
      const request = requestOf(get());
      // Everything was left out: nothing is asked, and all can be taken in again.
      if (request.selection.length === 0) return set({ plan: { digest: '', request, parts: [] }, before: null, making: 'no', error: null });
      set({ making: elevate ? 'final-plan' : 'plan', error: null });
      try {
        const plan = await api()['repair.plan']({ request, elevate }, own.signal);
        const old = get().plan ?? interrupted;
        const changed = old !== null && old.digest !== plan.digest;
        const stale = changed && old === interrupted && canonical(chosen()) !== canonical(opened);
        interrupted = null;
        // What was chosen was chosen in another plan: all is proposed again, and marked where it is otherwise than in that one.
        if (stale) {
          set({ ...opened, plan: old });
          return await get().make();
        }
        set({ plan, elevate, before: changed ? old : null, known: { ...get().known, ...byId(plan) } });
        keep(plan);
      } catch (thrown) {
        const error = toAppError(thrown);
        if (latest === own && error.code !== 'cancelled') set({ error });
      } finally {
        if (latest === own) set({ making: 'no' });
      }
    },
    tickItem: (routine, item, wanted) => choose(withItem(chosen(), get().known[routine] ?? [], item, wanted)),
    tickRoutine: (routine, wanted) => choose(withRoutine(chosen(), routine, wanted)),
    leaveOut: (routines) => choose(routines.reduce<Choices>((choices, routine) => withRoutine(choices, routine, false), chosen())),
    setParam(routine, name, value) {
      const { params } = get();
      return choose({ params: { ...params, [routine]: { ...params[routine], [name]: value } } });
    },
    acceptGate(gate, accepted) {
      const others = get().accept.filter((other) => other !== gate);
      return choose({ accept: accepted ? [...others, gate] : others });
    },
    forgetItems: () => choose({ itemsOf: {}, selection: get().selection.map(({ routine }) => ({ routine })) }),
    seen: () => set({ before: null }),
    setAgreedBy: (agreedBy) => set({ agreedBy }),
    async start(agreedBy) {
      const { plan } = get();
      if (plan === null) return null;
      set({ making: 'start', error: null, agreedBy });
      try {
        const { run } = await api()['repair.start']({ digest: plan.digest, agreedBy });
        set({ started: { ...get().started, [run]: plan }, plan: null, before: null });
        keepPlan(null);
        void useRuns
          .getState()
          .load()
          .catch(() => undefined);
        return run;
      } catch (thrown) {
        set({ error: toAppError(thrown) });
        return null;
      } finally {
        set({ making: 'no' });
      }
    },
  };
});

function byId(plan: Plan): Record<string, PlannedRoutine[]> {
  const known: Record<string, PlannedRoutine[]> = {};
  for (const { routine } of entriesOf(plan)) known[routine.id] = [...(known[routine.id] ?? []), routine];
  return known;
}
