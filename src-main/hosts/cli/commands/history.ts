import { parse } from '../args.js';
import { noteUnreadable } from '../note-unreadable.js';
import type { Output } from '../output.js';
import { renderRuns, renderScans } from '../render/runs.js';
import { withRoot } from '../root.js';
import { rootOf } from '../selection.js';
import { openSession } from '../session.js';

export async function main(args: readonly string[], output: Output): Promise<number> {
  const { values: given } = parse('history', args, { root: { type: 'string' } }, { min: 0, max: 0, what: 'no words' });
  const session = openSession(output);
  try {
    const values = await withRoot(session, given, output, false);
    const { runs, unreadable } = await session.app['history.list']({ check: false, root: rootOf(values) });
    const scans = await session.app['scan.list']({});
    output.document({ v: 1, type: 'history', runs, scans, unreadable });
    const none = unreadable.length === 0 ? 'No repairs yet.' : 'No repair here can be read.';
    output.say(runs.length === 0 ? none : renderRuns(runs, output));
    if (scans[0]) output.say(renderScans(scans.length, scans[0]));
    return noteUnreadable(unreadable, output);
  } finally {
    await session.close();
  }
}
