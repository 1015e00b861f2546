import { parse } from '../args.js';
import { findRun, runId } from '../find-run.js';
import type { Output } from '../output.js';
import { openSession } from '../session.js';

export async function main(args: readonly string[], output: Output): Promise<number> {
  const { words } = parse('cancel', args, {}, { min: 1, max: 1, what: 'one run' });
  const session = openSession(output);
  try {
    const run = await findRun(session.app, runId(words[0]));
    const answer =
      run.state === 'running'
        ? await session.app['repair.cancel']({ run: run.id })
        : { accepted: false, message: `Run ${run.id} is not at work (${run.state}).` };
    output.document({ v: 1, type: 'cancel', run: run.id, ...answer });
    output.say(answer.message);
    return answer.accepted ? 0 : 3;
  } finally {
    await session.close();
  }
}
