import type { Index } from '../app-ports.js';
import type { EngineClient } from '../repair/coordinator.js';
import type { History } from '../repair/history.js';
import { earliestFirst } from '../repair/run-order.js';

/**
 * The runs of one store: only those whose journals have changed since the index last saw them are read from
 * their folders. Without the index, or with a damaged one, all are read: the folders are the truth.
 */
export async function readCached(engine: EngineClient, index: Index, store: 'machine' | 'user'): Promise<History> {
  // What 0.1 cached lacks what is told of a run today, and is read anew.
  const cached = new Map(
    (await index.runs(store)).filter(({ summary }) => summary.touched !== undefined).map((run) => [run.summary.id, run]),
  );
  const known = Object.fromEntries([...cached].map(([id, { stamp }]) => [id, stamp]));
  const history = await engine['engine.history']({ check: false, root: '/', known });
  const fresh = new Map(history.runs.map((run) => [run.id, run]));
  const ids = Object.keys(history.stamps);
  const runs = ids.flatMap((id) => fresh.get(id) ?? cached.get(id)?.summary ?? []).toSorted((a, b) => earliestFirst(b, a));
  const changed = fresh.size > 0 || [...cached.keys()].some((id) => history.stamps[id] === undefined);
  if (changed) {
    // What is at work, or could not be read whole, is looked at again next time.
    const settled = runs.filter((run) => run.state === 'finished' && !history.unreadable.some((problem) => problem.includes(run.id)));
    await index.saveRuns(
      store,
      settled.map((summary) => ({ stamp: history.stamps[summary.id] ?? '', summary })),
    );
  }
  return { ...history, runs };
}
