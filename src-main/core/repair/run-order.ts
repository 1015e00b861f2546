import type { RunSummary } from '../../../src-shared/contract/run.js';
import type { RunStore } from '../store-ports.js';

type About = Readonly<Record<string, unknown>>;

/**
 * A run's place in its store: a number that grows with every run, since a clock can be set back. Runs of 0.1 have none and are
 * before all others. What a foreign disk has there and is no such number counts as none.
 */
export function orderOf(about: About): number {
  const { order } = about;
  return Number.isSafeInteger(order) && (order as number) > 0 ? (order as number) : 0;
}

/** The number for a new run. The store's lock must be held. */
export async function nextOrder(store: RunStore): Promise<number> {
  const orders = (await ordersOf(store)).map(({ order }) => order);
  return Math.max(0, ...orders) + 1;
}

/** Ids of the runs of a store that began after this one, the earliest first. */
export async function idsAfter(store: RunStore, run: string): Promise<string[]> {
  const all = await ordersOf(store);
  const own = { id: run, order: all.find(({ id }) => id === run)?.order ?? 0 };
  return all
    .filter((other) => earliestFirst(own, other) < 0)
    .toSorted(earliestFirst)
    .map(({ id }) => id);
}

/** For sorting runs of one store: the number decides; the time in the id only between runs that have none. */
export function earliestFirst(a: Pick<RunSummary, 'id' | 'order'>, b: Pick<RunSummary, 'id' | 'order'>): number {
  return (a.order ?? 0) - (b.order ?? 0) || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/** A run that cannot be opened has no number. */
async function ordersOf(store: RunStore): Promise<{ id: string; order: number }[]> {
  const ids = await store.list();
  return Promise.all(
    ids.map(async (id) => ({
      id,
      order: await store.open(id).then(
        ({ about }) => orderOf(about),
        () => 0,
      ),
    })),
  );
}
