import type { FactCost, Reading } from '../../../src-shared/contract/fact.js';
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

/** Reads facts with the rights asked for, and gives each as it ends. AppError elevation-refused, elevation-unavailable. */
export async function* readFactsNow(
  engines: Engines,
  { ids, cost, root, user, accept, elevate }: ReadRequest,
  signal: AbortSignal,
): AsyncGenerator<FactRead> {
  const engine = elevate || engines.readsAsMachine ? await engines.machine() : engines.local;
  const asked = {
    ids: [...ids],
    cost,
    root,
    ...(user === undefined ? {} : { user }),
    ...(accept === undefined ? {} : { accept: [...accept] }),
  };
  yield* engine['engine.facts'](asked, signal);
}

/** All of them as one record. */
export async function gather(reads: AsyncIterable<FactRead>): Promise<Record<string, Reading>> {
  const readings: Record<string, Reading> = {};
  for await (const { id, reading } of reads) readings[id] = reading;
  return readings;
}
