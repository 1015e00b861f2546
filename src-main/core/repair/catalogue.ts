import type { FactItem, Reading } from '../../../src-shared/contract/fact.js';
import { AppError } from '../../../src-shared/errors.js';
import { collectFacts, readFacts, type FactsOf } from '../facts/collect.js';
import { readFactsSince } from '../facts/collect-since.js';
import type { DataFirst } from '../facts/data-first.js';
import type { FactReadings } from '../facts/index.js';
import { unread } from '../facts/raw.js';
import type { Fact } from '../facts/types.js';
import type { EnginePorts } from '../engine-ports.js';
import type { Routine } from '../routines/define.js';
import type { Check } from '../scan/checks/define.js';
import { diskFailing } from '../scan/checks/disk-failing.js';

/** All facts and routines of a product; tests may make one of their own. */
export type Catalogue = {
  readonly routines: readonly Routine[];
  readonly facts: readonly Fact<unknown>[];
  /** Looks at facts that no single repair stands for. */
  readonly checks: readonly Check[];
  /** AppError not-found, with names that are near. */
  routine(id: string): Routine;
  /**
   * Reads facts by id, for showing, each as it ends; with `known`, those alone that changed since these stamps were made.
   * AppError not-found for an id that does not exist.
   */
  readings(ports: EnginePorts, ids: readonly string[], where: FactsOf, known?: Readonly<Record<string, string>>): AsyncIterable<FactItem>;
  /** Reads facts by id, for a routine. Facts not asked for are there as `not-asked`, so that a reader's mistake is visible. */
  read(ports: EnginePorts, ids: readonly string[], where: FactsOf): Promise<FactReadings>;
};

export function createCatalogue(routines: readonly Routine[], facts: readonly Fact<unknown>[], checks: readonly Check[] = []): Catalogue {
  const byId = new Map(routines.map((routine) => [routine.id, routine]));
  const dataFirst: DataFirst = {
    reads: facts.filter((fact) => diskFailing.reads.some((id) => id === fact.id)),
    failing: (readings) => diskFailing.look(withNotAsked(facts, readings))?.title ?? null,
  };
  return {
    routines,
    facts,
    checks,
    routine(id) {
      const found = byId.get(id);
      if (found) return found;
      const word = id.split('-').at(-1) ?? id;
      const near = routines.map((routine) => routine.id).filter((known) => known.includes(word));
      throw new AppError(
        'not-found',
        `There is no routine '${id}'.`,
        near.length > 0 ? `Did you mean ${near.join(' or ')}?` : "'rescuepc routines' lists them.",
      );
    },
    readings(ports, ids, where, known) {
      const strange = ids.find((id) => !facts.some((fact) => fact.id === id));
      if (strange !== undefined) throw new AppError('not-found', `There is no fact '${strange}'.`, "'rescuepc facts' lists them.");
      const asked = facts.filter((fact) => ids.includes(fact.id));
      return known === undefined ? readFacts(ports, asked, where, dataFirst) : readFactsSince(ports, asked, where, known, dataFirst);
    },
    async read(ports, ids, where) {
      const wanted = new Set(ids);
      const asked = facts.filter((fact) => wanted.has(fact.id));
      return withNotAsked(facts, await collectFacts(ports, asked, where, dataFirst));
    },
  };
}

/** Readings with every fact in them: those not asked for say so. */
export function withNotAsked(facts: readonly Fact<unknown>[], readings: Readonly<Record<string, Reading>>): FactReadings {
  const notAsked = Object.fromEntries(facts.map((fact) => [fact.id, unread('not-asked', `${fact.title} was not asked for.`, '')]));
  return { ...notAsked, ...readings } as unknown as FactReadings;
}
