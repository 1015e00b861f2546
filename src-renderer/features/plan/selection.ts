import type { Params, PlannedRoutine, PlanRequest, Selected } from '../../../src-shared/contract/plan.js';
import type { Gate, Symptom } from '../../../src-shared/contract/words.js';

/** What a person has chosen so far. Nothing in `itemsOf`: whatever the routine finds. */
export type Choices = {
  readonly selection: readonly Selected[];
  readonly itemsOf: Readonly<Record<string, readonly string[]>>;
  readonly leftOut: readonly string[];
  readonly params: Readonly<Record<string, Params>>;
  readonly accept: readonly Gate[];
  readonly user: string | null;
  /** The complaint that it is for: at the end it is looked at again. */
  readonly symptom: Symptom | null;
};

export const noChoices: Choices = { selection: [], itemsOf: {}, leftOut: [], params: {}, accept: [], user: null, symptom: null };

/** `ROUTINE` or `ROUTINE=ITEM,...`, as findings name them; the same routine twice is one selection, with all it finds if that was named. */
export function parseSelection(entries: readonly string[]): Selected[] {
  const byRoutine = new Map<string, readonly string[] | null>();
  for (const entry of entries) {
    const at = entry.indexOf('=');
    const routine = at < 0 ? entry : entry.slice(0, at);
    const items = at < 0 ? null : entry.slice(at + 1).split(',');
    const known = byRoutine.get(routine);
    byRoutine.set(routine, items === null || known === null ? null : [...new Set([...(known ?? []), ...items])]);
  }
  return [...byRoutine].map(([routine, items]) => (items === null ? { routine } : { routine, items: [...items] }));
}

/** What is asked of the planner: the routines that were not left out, with the items that were ticked. */
export function requestOf({ selection, itemsOf, leftOut, params, accept, user, symptom }: Choices): PlanRequest {
  return {
    selection: selection
      .filter(({ routine }) => !leftOut.includes(routine))
      .map((selected) => {
        const items = itemsOf[selected.routine] ?? selected.items;
        return items === undefined ? { routine: selected.routine } : { routine: selected.routine, items: [...items] };
      }),
    params: Object.fromEntries(Object.entries(params).filter(([routine]) => !leftOut.includes(routine))),
    accept: [...accept],
    root: '/',
    ...(user === null ? {} : { user }),
    ...(symptom === null ? {} : { symptom }),
  };
}

/** Ticks or unticks an item of a routine; with the last one the routine itself is left out. `planned`: it, in every part of the plan. */
export function withItem(choices: Choices, planned: readonly PlannedRoutine[], item: string, wanted: boolean): Choices {
  const id = planned[0]?.id;
  if (id === undefined) return choices;
  const ticked = tickedItems(choices, planned).filter((other) => other !== item);
  const items = wanted ? [...ticked, item] : ticked;
  return items.length === 0 ? withRoutine(choices, id, false) : { ...choices, itemsOf: { ...choices.itemsOf, [id]: items } };
}

/** Leaves a routine out, or takes it in again with all that it finds. */
export function withRoutine(choices: Choices, id: string, wanted: boolean): Choices {
  const { [id]: _forgotten, ...itemsOf } = choices.itemsOf;
  const others = choices.leftOut.filter((other) => other !== id);
  return { ...choices, itemsOf, leftOut: wanted ? others : [...others, id] };
}

/** The items that are ticked: as chosen, or, without a choice, all that are planned. A routine may be in two parts of a plan. */
export function tickedItems({ itemsOf }: Pick<Choices, 'itemsOf'>, planned: readonly PlannedRoutine[]): readonly string[] {
  const chosen = itemsOf[planned[0]?.id ?? ''];
  return chosen ?? [...new Set(planned.flatMap(({ items }) => items))];
}
