import { parse } from '../args.js';
import type { Output } from '../output.js';
import { renderRuns } from '../render/runs.js';
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
    output.say(runs.length === 0 ? 'No repairs yet.' : renderRuns(runs, output));
    if (scans[0]) output.say(`${scans.length} scans, the last ${scans[0].id}`);
    for (const problem of unreadable) output.note(problem);
    return unreadable.length === 0 ? 0 : 3;
  } finally {
    await session.close();
  }
}
