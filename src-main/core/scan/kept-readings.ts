import { createHash } from 'node:crypto';
import type { Reading } from '../../../src-shared/contract/fact.js';
import type { FactRead } from '../facts/collect.js';
import type { Index, KeptReading } from '../app-ports.js';
import type { Engines } from '../repair/coordinator.js';
import { askFacts, type ReadRequest } from './read.js';

/** What goes bad on the disk by itself changes no date: after a day everything is read anew. */
const longestMs = 24 * 60 * 60 * 1000;

/**
 * Readings for a whole scan. With `use`, facts that are slow to read come from an earlier scan, marked with its time, where the
 * engine says that nothing they depend on has changed since. Only a scan shows them: the engine itself is given stamps and never
 * a reading, so that plans, repairs and proofs always look for themselves.
 */
export async function* readSince(
  engines: Engines,
  index: Index,
  request: ReadRequest,
  how: { readonly at: Date; readonly use: boolean },
  signal: AbortSignal,
): AsyncGenerator<FactRead> {
  const kept = how.use ? usable(await index.readings(), how.at) : new Map<string, Usable>();
  const known = Object.fromEntries([...kept].map(([fact, { stamp }]) => [fact, stamp]));
  const fresh = new Map<string, Reading>();
  const readAt = how.at.toISOString();
  for await (const item of askFacts(engines, { ...request, known }, signal)) {
    if ('reading' in item) {
      fresh.set(item.id, item.reading);
      yield item;
    } else if ('unchanged' in item) {
      const earlier = kept.get(item.id);
      if (earlier) yield { id: item.id, reading: earlier.reading };
    } else {
      const worth = Object.entries(item.stamps).map(([fact, stamp]): KeptReading => {
        const row = { fact, stamp, readAt, reading: JSON.stringify(fresh.get(fact)) };
        return { ...row, sum: sumOf(row) };
      });
      if (worth.length > 0) await index.saveReadings(worth);
    }
  }
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
