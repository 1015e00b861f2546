/**
 * Puts routines into an order in which each comes after those it names in `after`, as far as they are selected;
 * otherwise the given order stays. A circle (a mistake in the catalogue) is cut where it is met.
 */
export function inOrder<T extends { readonly id: string; readonly after: readonly string[] }>(routines: readonly T[]): T[] {
  const byId = new Map(routines.map((routine) => [routine.id, routine]));
  const done = new Set<string>();
  const ordered: T[] = [];
  function visit(routine: T): void {
    if (done.has(routine.id)) return;
    done.add(routine.id);
    for (const id of routine.after) {
      const earlier = byId.get(id);
      if (earlier) visit(earlier);
    }
    ordered.push(routine);
  }
  for (const routine of routines) visit(routine);
  return ordered;
}
