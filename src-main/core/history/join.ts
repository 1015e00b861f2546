import type { RunSummary } from '../../../src-shared/contract/run.js';
import { worstOutcome } from '../../../src-shared/contract/words.js';
import type { Index } from '../app-ports.js';
import type { Engines } from '../repair/coordinator.js';
import type { History } from '../repair/history.js';
import { readCached } from './cached.js';

/** Both stores joined. Of a mounted system there is only the machine's. */
export async function readWholeHistory(
  engines: Engines,
  index: Index,
  asked: { run?: string; check: boolean; root: string },
): Promise<WholeHistory> {
  if (asked.root === '/' && !asked.check && asked.run === undefined) {
    const [machine, user] = await Promise.all([
      readCached(engines.machineReader, index, 'machine'),
      readCached(engines.local, index, 'user'),
    ]);
    return joinHistories(machine, user);
  }
  const [theirs, own] = await Promise.all([
    engines.machineReader['engine.history'](asked),
    asked.root === '/' ? engines.local['engine.history'](asked) : null,
  ]);
  return joinHistories(theirs, own);
}

/** How often these runs touched the machine: otherwise than before, it was changed in between, whatever the clock says. */
export function touchedIn(runs: readonly RunSummary[]): number {
  return runs.reduce((sum, { touched }) => sum + (touched ?? 0), 0);
}

type WholeHistory = Omit<History, 'stamps'>;

/** Puts the halves of runs that have a folder in each store together, newest first. */
function joinHistories(machine: History, user: History | null): WholeHistory {
  const own = new Map(user?.runs.map((run) => [run.id, run]));
  const joined = machine.runs.map((run) => {
    const half = own.get(run.id);
    own.delete(run.id);
    return half ? joinRuns(run, half) : run;
  });
  return {
    runs: mergeNewestFirst(joined, [...own.values()]),
    checks: [...machine.checks, ...(user?.checks ?? [])],
    unreadable: [...machine.unreadable, ...(user?.unreadable ?? [])],
  };
}

/** The order of each store is kept; only between runs of different ones the clock has to decide. */
function mergeNewestFirst(machine: readonly RunSummary[], user: readonly RunSummary[]): RunSummary[] {
  const merged: RunSummary[] = [];
  let next = 0;
  for (const run of machine) {
    for (let own = user[next]; own && own.id > run.id; own = user[next]) {
      merged.push(own);
      next += 1;
    }
    merged.push(run);
  }
  return [...merged, ...user.slice(next)];
}

const liveliest = ['running', 'waiting-for-consent', 'unfinished', 'restart-pending', 'finished'] as const;

function joinRuns(a: RunSummary, b: RunSummary): RunSummary {
  const outcomes = [a.outcome, b.outcome].filter((outcome) => outcome !== undefined);
  return {
    ...a,
    state: liveliest.find((state) => state === a.state || state === b.state) ?? a.state,
    cancelled: a.cancelled || b.cancelled,
    undone: a.undone && b.undone,
    touched: (a.touched ?? 0) + (b.touched ?? 0),
    routines: [...a.routines, ...b.routines],
    steps: [...a.steps, ...b.steps],
    ...(outcomes.length === 2 ? { outcome: worstOutcome(outcomes) } : {}),
    head: `${a.head}+${b.head}`,
  };
}
