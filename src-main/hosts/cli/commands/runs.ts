import { parse } from '../args.js';
import { noteUnreadable } from '../note-unreadable.js';
import type { Output } from '../output.js';
import { renderRuns } from '../render/runs.js';
import { openSession } from '../session.js';

export async function main(args: readonly string[], output: Output): Promise<number> {
  parse('runs', args, {}, { min: 0, max: 0, what: 'no words' });
  const session = openSession(output);
  try {
    const { runs, unreadable } = await session.app['history.list']({ check: false, root: '/' });
    const open = runs.filter((run) => run.state !== 'finished');
    output.document({ v: 1, type: 'runs', runs: open });
    const none = unreadable.length === 0 ? 'Nothing is at work, and nothing is unfinished.' : 'Not known: not all runs could be read.';
    output.say(open.length === 0 ? none : renderRuns(open, output));
    for (const run of open.filter((entry) => entry.state === 'unfinished'))
      output.note(`Run ${run.id} was interrupted: rescuepc recover ${run.id}`);
    return noteUnreadable(unreadable, output);
  } finally {
    await session.close();
  }
}
