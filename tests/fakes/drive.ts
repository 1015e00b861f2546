import type { EngineContract } from '../../src-shared/contract/engine.js';
import type { PlanPart, PlanRequest } from '../../src-shared/contract/plan.js';
import type { RunEvent, UndoneStep } from '../../src-shared/contract/run.js';
import type { Handlers } from '../../src-shared/wire/contract.js';
import type { AppError } from '../../src-shared/errors.js';
import type { Catalogue } from '../../src-main/core/repair/catalogue.js';
import { createEngine } from '../../src-main/core/repair/engine.js';
import { readJournal } from '../../src-main/core/repair/journal.js';
import type { Row } from '../../src-main/core/repair/rows.js';
import type { FakeWorld } from './fake-world.js';

const never = new AbortController().signal;
type Verbs = Handlers<EngineContract>;
export type Finished = Extract<RunEvent, { type: 'finished' }>;

/** One engine on a fake world, with its verbs as plain functions that collect events. */
export type Driver = {
  readonly verbs: Verbs;
  plan(request?: Partial<PlanRequest>): Promise<PlanPart>;
  /** Runs a plan; `onEvent` may act while it runs. Ends with all events, and the error if it failed. */
  run(plan: PlanPart, onEvent?: (event: RunEvent, run: string) => void | Promise<void>): Promise<Ran>;
  repair(request?: Partial<PlanRequest>, onEvent?: (event: RunEvent, run: string) => void | Promise<void>): Promise<Ran>;
  undo(run: string, asked?: Partial<UndoAsked>): Promise<UndoneStep[]>;
  recover(run: string): Promise<RunEvent[]>;
  rows(run: string): Promise<Row[]>;
  consent(run: string, digest: string): Promise<void>;
};
export type UndoAsked = { routine: string; step: string; preview: boolean; overwrite: string[]; warned: string[] };
export type Ran = {
  readonly run: string;
  readonly events: RunEvent[];
  readonly finished: Finished | undefined;
  readonly error: AppError | null;
};

export function drive(world: FakeWorld, catalogue: Catalogue): Driver {
  const verbs = createEngine(world.ports, catalogue).handlers;
  const request = (more: Partial<PlanRequest>): PlanRequest => ({
    selection: catalogue.routines.map((routine) => ({ routine: routine.id })),
    params: {},
    accept: [],
    root: '/',
    ...more,
  });
  const driver: Driver = {
    verbs,
    plan: (more = {}) => Promise.resolve(verbs['engine.plan'](request(more), never)),
    async run(plan, onEvent) {
      const run = world.ports.newRunId();
      const events: RunEvent[] = [];
      try {
        for await (const event of verbs['engine.run']({ digest: plan.digest, run }, never)) {
          events.push(event);
          await onEvent?.(event, run);
        }
        return { run, events, finished: finishedOf(events), error: null };
      } catch (thrown) {
        return { run, events, finished: finishedOf(events), error: thrown as AppError };
      }
    },
    repair: async (more = {}, onEvent) => driver.run(await driver.plan(more), onEvent),
    async undo(run, asked = {}) {
      const events = await collect(verbs['engine.undo']({ run, root: '/', preview: false, overwrite: [], warned: [], ...asked }, never));
      const end = events.findLast((event) => event.type === 'undone');
      return end?.type === 'undone' ? end.steps : [];
    },
    recover: (run) => collect(verbs['engine.recover']({ run, root: '/' }, never)),
    async rows(run) {
      return (await readJournal((await world.store.open(run)).folder)).rows;
    },
    async consent(run, digest) {
      await collect(verbs['engine.run']({ digest, run }, never));
    },
  };
  return driver;
}

async function collect(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const all: RunEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

function finishedOf(events: readonly RunEvent[]): Finished | undefined {
  return events.find((event) => event.type === 'finished');
}

/** What a routine ended with, in short: `repaired`, or `could-not-run (gate)`. */
export function outcomesOf(ran: Ran): Record<string, string> {
  return Object.fromEntries(
    (ran.finished?.routines ?? []).map(({ id, outcome, reason }) => [id, reason === undefined ? outcome : `${outcome} (${reason})`]),
  );
}
