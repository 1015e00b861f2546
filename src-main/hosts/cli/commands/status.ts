import { parse } from '../args.js';
import { findRun, runId } from '../find-run.js';
import type { Output } from '../output.js';
import { renderRun } from '../render/runs.js';
import { rootOf } from '../selection.js';
import { openSession } from '../session.js';

export async function main(args: readonly string[], output: Output): Promise<number> {
  const { words, values } = parse('status', args, { root: { type: 'string' } }, { min: 1, max: 1, what: 'one run' });
  const session = openSession(output);
  try {
    const run = await findRun(session.app, runId(words[0]), rootOf(values));
    output.document({ v: 1, type: 'status', run });
    output.say(renderRun(run, output));
    return 0;
  } finally {
    await session.close();
  }
}
