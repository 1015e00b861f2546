import { createHash } from 'node:crypto';
import type { EngineContract } from '../../../src-shared/contract/engine.js';
import type { Reading } from '../../../src-shared/contract/fact.js';
import type { Client } from '../../../src-shared/wire/contract.js';
import type { Index, KeptReading } from '../ports.js';

type Ask = Omit<Parameters<Client<EngineContract>['engine.facts']>[0], 'known'>;

/** What goes bad on the disk by itself changes no date: after a day everything is read anew. */
const longestMs = 24 * 60 * 60 * 1000;

/**
 * Readings for a whole scan. With `use`, facts that are slow to read come from an earlier scan, marked with its time, where the
 * engine says that nothing they depend on has changed since. Only a scan shows them: the engine itself is given stamps and never
 * a reading, so that plans, repairs and proofs always look for themselves.
 */
export async function readSince(
  engine: Client<EngineContract>,
  index: Index,
  ask: Ask,
  how: { readonly at: Date; readonly use: boolean },
): Promise<Record<string, Reading>> {
  const kept = how.use ? usable(await index.readings(), how.at) : new Map<string, Usable>();
  const known = Object.fromEntries([...kept].map(([fact, { stamp }]) => [fact, stamp]));
  const { readings, unchanged, stamps } = await engine['engine.facts']({ ...ask, known });
  const readAt = how.at.toISOString();
  const worth = Object.entries(stamps).flatMap(([fact, stamp]): KeptReading[] => {
    const row = { fact, stamp, readAt, reading: JSON.stringify(readings[fact]) };
    return [{ ...row, sum: sumOf(row) }];
  });
  if (worth.length > 0) await index.saveReadings(worth);
  const earlier = unchanged.flatMap((fact) => {
    const found = kept.get(fact);
    return found === undefined ? [] : [[fact, found.reading] as const];
  });
  return { ...readings, ...Object.fromEntries(earlier) };
}

type Usable = { readonly stamp: string; readonly reading: Reading };

/** Those that are whole and not too old, by fact. What is damaged is read anew as if it had never been kept. */
function usable(rows: readonly KeptReading[], at: Date): Map<string, Usable> {
  return new Map(
    rows.flatMap(({ sum, ...row }): [string, Usable][] => {
      const age = at.getTime() - Date.parse(row.readAt);
      // A date in the future: the clock was put back, and nobody knows how old it is.
      if (sum !== sumOf(row) || !(age >= 0 && age < longestMs)) return [];
      const reading = JSON.parse(row.reading) as Reading;
      return reading.known ? [[row.fact, { stamp: row.stamp, reading: { ...reading, readAt: row.readAt } }]] : [];
    }),
  );
}

function sumOf({ fact, stamp, readAt, reading }: Omit<KeptReading, 'sum'>): string {
  return createHash('sha256')
    .update(JSON.stringify([fact, stamp, readAt, reading]))
    .digest('hex');
}
