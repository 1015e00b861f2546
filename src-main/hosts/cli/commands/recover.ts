import { parse } from '../args.js';
import { worstExit } from '../exit-codes.js';
import { runId } from '../find-run.js';
import { noteUnreadable } from '../note-unreadable.js';
import type { Output } from '../output.js';
import { withRoot } from '../root.js';
import { rootOf } from '../selection.js';
import { openSession } from '../session.js';
import { watchRun } from '../watch.js';

/** Brings one interrupted run, or all of them, to a clean end. */
export async function main(args: readonly string[], output: Output): Promise<number> {
  const { words, values: given } = parse('recover', args, { root: { type: 'string' } }, { min: 0, max: 1, what: 'one run or none' });
  const session = openSession(output);
  try {
    const root = rootOf(await withRoot(session, given, output, true));
    const { runs, unreadable } = await session.app['history.list']({ check: false, root });
    // Oldest first: a later run may stand on an earlier one.
    const ids =
      words[0] === undefined
        ? runs
            .filter((run) => run.state === 'unfinished')
            .map((run) => run.id)
            .toReversed()
        : [runId(words[0])];
    if (ids.length === 0) {
      output.document({ v: 1, type: 'recovered', runs: [] });
      output.say(unreadable.length === 0 ? 'Nothing is unfinished.' : 'Not known: not all runs could be read.');
    }
    const codes: number[] = words[0] === undefined ? [noteUnreadable(unreadable, output)] : [];
    for (const id of ids) {
      const { run } = await session.app['repair.recover']({ run: id, root });
      codes.push(await watchRun(session.app, run, output, { ask: false, cancelLabel: 'Recovery is not cut off; it ends by itself.' }));
    }
    return worstExit(codes);
  } finally {
    await session.close();
  }
}
