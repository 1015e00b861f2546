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

type WholeHistory = Omit<History, 'stamps'>;

/** Puts the halves of runs that have a folder in each store together, newest first. */
function joinHistories(machine: History, user: History | null): WholeHistory {
  const byId = new Map<string, RunSummary>();
  for (const run of [...machine.runs, ...(user?.runs ?? [])]) {
    const known = byId.get(run.id);
    byId.set(run.id, known ? joinRuns(known, run) : run);
  }
  return {
    runs: [...byId.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1)),
    checks: [...machine.checks, ...(user?.checks ?? [])],
    unreadable: [...machine.unreadable, ...(user?.unreadable ?? [])],
  };
}

const liveliest = ['running', 'waiting-for-consent', 'unfinished', 'restart-pending', 'finished'] as const;

function joinRuns(a: RunSummary, b: RunSummary): RunSummary {
  const outcomes = [a.outcome, b.outcome].filter((outcome) => outcome !== undefined);
  return {
    ...a,
    state: liveliest.find((state) => state === a.state || state === b.state) ?? a.state,
    cancelled: a.cancelled || b.cancelled,
    undone: a.undone && b.undone,
    routines: [...a.routines, ...b.routines],
    steps: [...a.steps, ...b.steps],
    ...(outcomes.length === 2 ? { outcome: worstOutcome(outcomes) } : {}),
    head: `${a.head}+${b.head}`,
  };
}
