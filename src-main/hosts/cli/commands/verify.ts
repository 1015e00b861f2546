import { countChanges, type ChangeCounts, type RunSummary } from '../../../../src-shared/contract/run.js';
import { worstOutcome } from '../../../../src-shared/contract/words.js';
import { list, parse } from '../args.js';
import { exit, exitOfRun, worstExit } from '../exit-codes.js';
import { runId } from '../find-run.js';
import { noteUnreadable } from '../note-unreadable.js';
import type { Output } from '../output.js';
import { renderEvent } from '../render/events.js';
import { withRoot } from '../root.js';
import { parseGates, rootOf } from '../selection.js';
import { openSession } from '../session.js';

/** Looks again at one run, or at all that wait for a restart. */
export async function main(args: readonly string[], output: Output): Promise<number> {
  const { words, values: given } = parse(
    'verify',
    args,
    { root: { type: 'string' }, accept: { type: 'string', multiple: true } },
    { min: 0, max: 1, what: 'one run or none' },
  );
  const accept = parseGates(list(given, 'accept'));
  const session = openSession(output);
  try {
    const root = rootOf(await withRoot(session, given, output, true));
    const { runs, unreadable } = await session.app['history.list']({ check: false, root });
    const ids = words[0] === undefined ? runs.filter((run) => run.state === 'restart-pending').map((run) => run.id) : [runId(words[0])];
    const routines = [];
    for (const run of ids) {
      const result = await session.app['repair.verify']({ run, root, accept });
      routines.push(...result.routines);
      output.say(
        renderEvent(
          {
            v: 1,
            run,
            seq: 1,
            at: '',
            type: 'finished',
            outcome: result.outcome,
            cancelled: false,
            routines: result.routines,
            ...changesOf(runs.find(({ id }) => id === run)),
          },
          output,
        ),
      );
    }
    output.document({ v: 1, type: 'verified', runs: ids, outcome: worstOutcome(routines.map((routine) => routine.outcome)), routines });
    if (ids.length === 0) output.say(unreadable.length === 0 ? 'No run waits for a restart.' : 'Not known: not all runs could be read.');
    return worstExit([exitOfRun({ cancelled: false, routines }), words[0] === undefined ? noteUnreadable(unreadable, output) : exit.done]);
  } finally {
    await session.close();
  }
}

function changesOf(run: RunSummary | undefined): { changes?: ChangeCounts } {
  return run ? { changes: countChanges(run.steps) } : {};
}
