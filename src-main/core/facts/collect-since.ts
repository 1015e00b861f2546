import { createHash } from 'node:crypto';
import type { FactItem, Reading } from '../../../src-shared/contract/fact.js';
import type { EnginePorts } from '../engine-ports.js';
import type { Target } from '../ports.js';
import { readFacts, type FactsOf } from './collect.js';
import type { DataFirst } from './data-first.js';
import type { Fact, Stamp } from './types.js';

/**
 * A file that was changed as short a while before it was read may be changed again without a later date: the dates of
 * file systems have steps of up to two seconds.
 */
const settledMs = 2_000;

/**
 * Reads facts, but those not again of which the caller knows the reading and nothing has changed since its stamp was made.
 * A reading may be kept if it found nothing wrong and what it depends on was settled before and the same afterwards.
 */
export async function* readFactsSince(
  ports: EnginePorts,
  facts: readonly Fact<unknown>[],
  where: FactsOf,
  known: Readonly<Record<string, string>>,
  dataFirst?: DataFirst,
): AsyncGenerator<FactItem> {
  const target = await ports.target({ root: where.root });
  const before = await stampsOf(ports, target, facts);
  const unchanged = facts.filter(({ id }) => known[id] !== undefined && known[id] === before.get(id)?.stamp);
  for (const { id } of unchanged) yield { id, unchanged: true };
  const changed = facts.filter((fact) => !unchanged.includes(fact));
  const startedMs = ports.now().getTime();
  const readings = new Map<string, Reading>();
  for await (const read of readFacts(ports, changed, where, dataFirst)) {
    readings.set(read.id, read.reading);
    yield read;
  }
  const after = await stampsOf(ports, target, changed);
  const stamps = changed.flatMap(({ id, keeping }): [string, string][] => {
    const [first, last, reading] = [before.get(id), after.get(id), readings.get(id)];
    if (first === undefined || first.stamp !== last?.stamp || first.youngestMs > startedMs - settledMs) return [];
    const whole = reading?.known === true && (reading.unread ?? []).length === 0;
    return whole && keeping?.sound(reading.value) === true ? [[id, first.stamp]] : [];
  });
  yield { stamps: Object.fromEntries(stamps) };
}

/** Stamps by fact. They fit for this version, this user and until the next start of the machine only. */
async function stampsOf(
  ports: EnginePorts,
  target: Target,
  facts: readonly Fact<unknown>[],
): Promise<Map<string, { stamp: string; youngestMs: number }>> {
  const { version, uid, bootId } = ports.host;
  const made = new Map<unknown, Promise<Stamp | null>>();
  const stamps = new Map<string, { stamp: string; youngestMs: number }>();
  for (const { id, keeping } of facts) {
    if (keeping === undefined) continue;
    const making = made.get(keeping.stamp) ?? keeping.stamp(target).catch(() => null);
    made.set(keeping.stamp, making);
    const state = await making;
    if (state === null) continue;
    const words = JSON.stringify([id, version, uid, await bootId(), state.words]);
    stamps.set(id, { stamp: createHash('sha256').update(words).digest('hex'), youngestMs: state.youngestMs });
  }
  return stamps;
}
