import type { FactCost, FactItem, Reading } from '../../../src-shared/contract/fact.js';
import type { Gate } from '../../../src-shared/contract/words.js';
import type { FactRead } from '../facts/collect.js';
import type { Engines } from '../repair/coordinator.js';

/** What is read, of which system, for whom, and with whose rights. */
export type ReadRequest = {
  readonly ids: readonly string[];
  readonly cost: FactCost;
  readonly root: string;
  readonly user?: string | undefined;
  readonly accept?: readonly Gate[] | undefined;
  readonly elevate: boolean;
};

/** Asks the engine that has the rights asked for. AppError elevation-refused, elevation-unavailable. */
export async function* askFacts(
  engines: Engines,
  { ids, elevate, user, accept, known, ...rest }: ReadRequest & { readonly known?: Readonly<Record<string, string>> },
  signal: AbortSignal,
): AsyncGenerator<FactItem> {
  const engine = elevate || engines.readsAsMachine ? await engines.machine() : engines.local;
  const asked = {
    ...rest,
    ids: [...ids],
    ...(user === undefined ? {} : { user }),
    ...(accept === undefined ? {} : { accept: [...accept] }),
    ...(known === undefined ? {} : { known }),
  };
  yield* engine['engine.facts'](asked, signal);
}

/** Reads facts with the rights asked for, and gives each as it ends. */
export function readFactsNow(engines: Engines, request: ReadRequest, signal: AbortSignal): AsyncGenerator<FactRead> {
  return readingsIn(askFacts(engines, request, signal));
}

/** Only what was read. */
async function* readingsIn(items: AsyncIterable<FactItem>): AsyncGenerator<FactRead> {
  for await (const item of items) if ('reading' in item) yield item;
}

/** All of them as one record. */
export async function gather(items: AsyncIterable<FactItem>): Promise<Record<string, Reading>> {
  const readings: Record<string, Reading> = {};
  for await (const { id, reading } of readingsIn(items)) readings[id] = reading;
  return readings;
}
