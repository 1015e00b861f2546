import { AppError } from '../../../../src-shared/errors.js';
import { parse } from '../args.js';
import { clean } from '../../terminal-text.js';
import { exit, worstExit } from '../exit-codes.js';
import { runId } from '../find-run.js';
import { noteUnreadable } from '../note-unreadable.js';
import type { Output } from '../output.js';
import { rootOf } from '../selection.js';
import { openSession } from '../session.js';

export async function main(args: readonly string[], output: Output): Promise<number> {
  const { words, values } = parse('journal', args, { root: { type: 'string' } }, { min: 1, max: 2, what: "'verify' and perhaps a run" });
  if (words[0] !== 'verify')
    throw new AppError('usage', `There is no 'journal ${words[0] ?? ''}'.`, "Write 'rescuepc journal verify [RUN]'.");
  const session = openSession(output);
  try {
    const run = words[1] === undefined ? undefined : runId(words[1]);
    const { checks, unreadable } = await session.app['history.list']({
      ...(run === undefined ? {} : { run }),
      check: true,
      root: rootOf(values),
    });
    if (run !== undefined && checks.length === 0)
      throw new AppError('not-found', `There is no run ${run} here.`, "'rescuepc history' lists all runs.");
    output.document({ v: 1, type: 'journal', checks });
    for (const check of checks)
      output.say(
        `${check.ok ? output.style('green', 'whole  ') : output.style('yellow', 'damaged')}  ${check.run} (${check.store}), ${check.rows} rows, head ${check.head.slice(0, 16)}${check.problems.map((problem) => `\n         ${clean(problem)}`).join('')}`,
      );
    // Of runs that were listed the check itself says what is wrong.
    const unlisted = checks.length === 0 ? unreadable : [];
    if (checks.length === 0 && unlisted.length === 0) output.say('No runs yet.');
    return worstExit([noteUnreadable(unlisted, output), checks.every((check) => check.ok) ? exit.done : exit.notRepaired]);
  } finally {
    await session.close();
  }
}
