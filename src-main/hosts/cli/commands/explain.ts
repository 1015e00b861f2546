import type { Readable } from 'node:stream';
import type { Outcome } from '../../../../src-shared/contract/words.js';
import { AppError } from '../../../../src-shared/errors.js';
import { explainOutput } from '../../../core/explain/explain.js';
import { parse, text, type Values } from '../args.js';
import { exit } from '../exit-codes.js';
import { openGiven, readGiven } from '../given-file.js';
import type { Output } from '../output.js';
import { renderExplanation } from '../render/explain.js';

const options = { file: { type: 'string', short: 'f' }, 'exit-code': { type: 'string' } } as const;

/** Reads what a command printed, from a file or stdin, and says what it means. Nothing is run. */
export async function main(args: readonly string[], output: Output): Promise<number> {
  const { words, values } = parse('explain', args, options, { min: 1, max: 1, what: 'the command line, in quotes' });
  const code = exitCode(values);
  const stdout = await collect(source(values));
  const { advice, ...said } = explainOutput(words[0] ?? '', { stdout, stderr: new Uint8Array(), code });
  output.document({ v: 1, type: 'explain', ...said });
  output.say(renderExplanation({ ...said, advice }, output));
  return byOutcome[said.outcome];
}

/** What an output says about a machine is a finding, not a failure of ours. */
const byOutcome: Readonly<Record<Outcome, number>> = {
  healthy: exit.done,
  repaired: exit.done,
  'not-applicable': exit.done,
  needed: exit.findings,
  'not-repaired': exit.notRepaired,
  'could-not-run': exit.notRepaired,
  unknown: exit.notRepaired,
  busy: exit.busy,
  'restart-pending': exit.restart,
};

function exitCode(values: Values): number | null {
  const given = text(values, 'exit-code');
  if (given === undefined) return null;
  if (!/^\d{1,10}$/.test(given)) throw new AppError('usage', '--exit-code must be a number.', 'In a shell it is in $? after the command.');
  return Number(given);
}

function source(values: Values): Readable {
  const file = text(values, 'file');
  if (file !== undefined && file !== '-') return openGiven(file);
  if (process.stdin.isTTY)
    throw new AppError(
      'usage',
      'There is no output to read.',
      "Give it with --file FILE, or through a pipe: COMMAND 2>&1 | rescuepc explain 'COMMAND' --exit-code N",
    );
  return process.stdin;
}

async function collect(stream: Readable): Promise<Uint8Array> {
  try {
    return await readGiven(stream);
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new AppError('not-found', 'There is no such file.', 'Check the name after --file.');
    if (code === 'EACCES')
      throw new AppError('not-permitted', 'The file may not be read by this user.', 'Run this as its owner, or copy it.');
    throw new AppError('bad-input', `The output cannot be read: ${message}`);
  }
}
