import type { Job } from '../../../../src-shared/contract/job.js';
import type { RunSummary } from '../../../../src-shared/contract/run.js';
import { AppError } from '../../../../src-shared/errors.js';
import { parse, text } from '../args.js';
import { noteUnreadable } from '../note-unreadable.js';
import type { Output } from '../output.js';
import { renderChanges } from '../render/changes.js';
import { openSession } from '../session.js';

/** What RescuePC changed since a run, a job or a date and has not put back, and what else is otherwise on the machine since. */
export async function main(args: readonly string[], output: Output): Promise<number> {
  const { values } = parse('changes', args, { since: { type: 'string' } }, { min: 0, max: 0, what: 'no words, only --since' });
  const since = text(values, 'since');
  if (since === undefined) throw new AppError('usage', 'Since when? Give --since RUN, JOB or DATE.', 'For instance --since 2026-11-01.');
  const session = openSession(output);
  try {
    const { runs, unreadable } = await session.app['history.list']({ check: false, root: '/' });
    const start = startOf(since, runs, (await session.app['job.list']({})).jobs);
    const { changes, machine } = await session.app['history.changes']({ since: start });
    output.document({ v: 1, type: 'changes', since: start, changes, machine });
    output.say(renderChanges(changes, machine, unreadable.length === 0, output));
    return noteUnreadable(unreadable, output);
  } finally {
    await session.close();
  }
}

/** A job is named by its id or its ticket. */
function startOf(since: string, runs: readonly RunSummary[], jobs: readonly Job[]): string {
  const run = runs.find((candidate) => candidate.id === since);
  if (run) return run.startedAt;
  const job = jobs.find(({ id }) => id === since) ?? jobs.find(({ details }) => details.ticket === since);
  if (job) return job.openedAt;
  const date = new Date(since);
  if (Number.isNaN(date.getTime()))
    throw new AppError('usage', `'${since}' is no run, no job and no date.`, 'Write a date as 2026-11-01 or 2026-11-01T09:30.');
  return date.toISOString();
}
