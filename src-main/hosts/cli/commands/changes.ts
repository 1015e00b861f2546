import type { AppContract } from '../../../../src-shared/contract/app.js';
import type { MachineChanges } from '../../../../src-shared/contract/machine-changes.js';
import type { RunSummary } from '../../../../src-shared/contract/run.js';
import type { Scan } from '../../../../src-shared/contract/scan.js';
import { AppError } from '../../../../src-shared/errors.js';
import type { Client } from '../../../../src-shared/wire/contract.js';
import { allChecks } from '../../../core/scan/checks/index.js';
import { compareScans, isWholeScan } from '../../../core/scan/compare.js';
import { parse, text } from '../args.js';
import type { Output } from '../output.js';
import { renderChanges } from '../render/changes.js';
import { openSession } from '../session.js';

type App = Client<AppContract>;

/** What RescuePC changed since a run or a date and has not put back, and what else is otherwise on the machine since. */
export async function main(args: readonly string[], output: Output): Promise<number> {
  const { values } = parse('changes', args, { since: { type: 'string' } }, { min: 0, max: 0, what: 'no words, only --since' });
  const since = text(values, 'since');
  if (since === undefined) throw new AppError('usage', 'Since when? Give --since RUN or --since DATE.', 'For instance --since 2026-11-01.');
  const session = openSession(output);
  try {
    const { runs } = await session.app['history.list']({ check: false, root: '/' });
    const start = startOf(since, runs);
    const changes = runs
      .filter((run) => run.startedAt >= start)
      .flatMap((run) => run.steps.filter((step) => step.state === 'done').map((step) => ({ run: run.id, at: run.startedAt, ...step })));
    const machine = await machineChanges(session.app, start);
    output.document({ v: 1, type: 'changes', since: start, changes, machine });
    output.say(renderChanges(changes, machine, output));
    return 0;
  } finally {
    await session.close();
  }
}

/** The earliest and the newest whole scan since then, compared. null: there are no two. */
export async function machineChanges(app: App, start: string): Promise<MachineChanges | null> {
  const kept = (await app['scan.list']({})).filter(({ startedAt }) => startedAt >= start);
  const oldestFirst = kept.toSorted((a, b) => a.startedAt.localeCompare(b.startedAt)).map(({ id }) => id);
  const from = await firstWhole(app, oldestFirst);
  const to = await firstWhole(app, oldestFirst.toReversed());
  if (!from || !to || from.scan.id === to.scan.id) return null;
  const reads = new Map(allChecks.map((check): [string, readonly string[]] => [check.id, check.reads]));
  for (const routine of await app['routines.list']({})) reads.set(routine.id, routine.reads);
  return compareScans(from, to, (finding) => reads.get(finding));
}

async function firstWhole(app: App, ids: readonly string[]): Promise<Scan | undefined> {
  for (const id of ids) {
    // A scan that cannot be read any more is passed over: the next one says as much.
    const scan = await app['scan.get']({ id }).catch(() => undefined);
    if (scan && isWholeScan(scan)) return scan;
  }
  return undefined;
}

function startOf(since: string, runs: readonly RunSummary[]): string {
  const run = runs.find((candidate) => candidate.id === since);
  if (run) return run.startedAt;
  const date = new Date(since);
  if (Number.isNaN(date.getTime()))
    throw new AppError('usage', `'${since}' is neither a run nor a date.`, 'Write a date as 2026-11-01 or 2026-11-01T09:30.');
  return date.toISOString();
}
