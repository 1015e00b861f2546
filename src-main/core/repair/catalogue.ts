import { AppError } from '../../../src-shared/errors.js';
import { collectFacts, type FactsOf } from '../facts/collect.js';
import { collectSince, type FactsSince } from '../facts/collect-since.js';
import type { FactReadings } from '../facts/index.js';
import { unread } from '../facts/raw.js';
import type { Fact } from '../facts/types.js';
import type { EnginePorts } from '../ports.js';
import type { Routine } from '../routines/define.js';
import type { Check } from '../scan/checks/define.js';

/** All facts and routines of a product; tests may make one of their own. */
export type Catalogue = {
  readonly routines: readonly Routine[];
  readonly facts: readonly Fact<unknown>[];
  /** Looks at facts that no single repair stands for. */
  readonly checks: readonly Check[];
  /** AppError not-found, with names that are near. */
  routine(id: string): Routine;
  /**
   * Reads facts by id, for showing; with `known`, those alone that changed since these stamps were made.
   * AppError not-found for an id that does not exist.
   */
  readings(ports: EnginePorts, ids: readonly string[], where: FactsOf, known?: Readonly<Record<string, string>>): Promise<FactsSince>;
  /** Reads facts by id, for a routine. Facts not asked for are there as `not-asked`, so that a reader's mistake is visible. */
  read(ports: EnginePorts, ids: readonly string[], where: FactsOf): Promise<FactReadings>;
};

export function createCatalogue(routines: readonly Routine[], facts: readonly Fact<unknown>[], checks: readonly Check[] = []): Catalogue {
  const byId = new Map(routines.map((routine) => [routine.id, routine]));
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
    async readings(ports, ids, where, known) {
      const strange = ids.find((id) => !facts.some((fact) => fact.id === id));
      if (strange !== undefined) throw new AppError('not-found', `There is no fact '${strange}'.`, "'rescuepc facts' lists them.");
      const asked = facts.filter((fact) => ids.includes(fact.id));
      if (known === undefined) return { readings: await collectFacts(ports, asked, where), unchanged: [], stamps: {} };
      return collectSince(ports, asked, where, known);
    },
    async read(ports, ids, where) {
      const wanted = new Set(ids);
      const asked = facts.filter((fact) => wanted.has(fact.id));
      const readings = await collectFacts(ports, asked, where);
      const notAsked = facts
        .filter((fact) => !wanted.has(fact.id))
        .map((fact) => [fact.id, unread('not-asked', `${fact.title} was not asked for.`, '')] as const);
      return { ...Object.fromEntries(notAsked), ...readings } as unknown as FactReadings;
    },
  };
}
