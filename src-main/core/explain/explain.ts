import type { ItemOutcome } from '../../../src-shared/contract/run.js';
import type { Evidence, Outcome } from '../../../src-shared/contract/words.js';
import { known, saidLines } from '../facts/readers/text.js';
import type { Raw } from '../ports.js';
import { parseCommand, type CommandLine } from './command-line.js';
import { normalise } from './normalise.js';
import { pkexecFailure, startFailure } from './start-failures.js';
import { commandTable } from './table.js';
import { verdict, type Verdict } from './verdict.js';

/** What a command printed, as it was kept. Both streams may stand in `stdout`. `code` null: it was not told, and nobody guesses it. */
export type Printed = { readonly stdout: Uint8Array; readonly stderr: Uint8Array; readonly code: number | null };

export type Explanation = {
  readonly command: string;
  readonly outcome: Outcome;
  readonly evidence: readonly Evidence[];
  readonly items: readonly ItemOutcome[];
  /** What to do, for people; '' if nothing. */
  readonly advice: string;
};

const most = 500;

/** Reads the output of a command that is known. Pure: nothing is run, and unknown words are never "healthy". */
export function explainOutput(command: string, printed: Printed): Explanation {
  const { outcome, evidence, items, advice } = read(parseCommand(command), printed);
  return { command, outcome, evidence: evidence.slice(0, most), items: items.slice(0, most), advice };
}

function read(line: CommandLine, printed: Printed): Verdict {
  const encoder = new TextEncoder();
  const [out, err] = [normalise(printed.stdout), normalise(printed.stderr)];
  const raw: Raw = {
    argv: [line.name, ...line.args],
    code: printed.code,
    signal: null,
    timedOut: false,
    truncated: false,
    missing: false,
    // Some readers look at standard output alone: what came on the other stream must not look like silence to them.
    stdout: encoder.encode(out.trim() === '' ? err : out),
    stderr: encoder.encode(out.trim() === '' ? '' : err),
  };
  if (line.several) return verdict('unknown', [], 'Whose output is it? Give one command and its output at a time.');
  if (line.name === 'pkexec') {
    const [name = '', ...args] = behindPkexec(line.args);
    return pkexecFailure(raw) ?? read({ ...line, name: name.split('/').at(-1) ?? '', args }, printed);
  }
  const entry = commandTable.find((candidate) => candidate.matches(line));
  if (!entry) return startFailure(raw) ?? notKnown(line);
  const answer = entry.read(raw, line);
  if (answer.outcome === 'unknown') return startFailure(raw) ?? withFirstLine(raw, answer);
  if (answer.outcome !== 'healthy' || !line.filtered) return answer;
  return verdict('unknown', answer.evidence, 'A filter may have hidden what matters: give the whole output.', answer.items);
}

function behindPkexec(args: readonly string[]): readonly string[] {
  const [first, ...rest] = args;
  if (first === '--user' || first === '-u') return behindPkexec(rest.slice(1));
  return first?.startsWith('-') === true ? behindPkexec(rest) : args;
}

function notKnown({ name }: CommandLine): Verdict {
  const what = name === '' ? 'No command was given.' : `The output of '${name}' with these words is not known here.`;
  return verdict('unknown', [], `${what} Known are: ${commandTable.map(({ usage }) => usage).join('; ')}.`);
}

/** Words that are not known are shown. */
function withFirstLine(raw: Raw, answer: Verdict): Verdict {
  const [line] = saidLines(raw);
  if (answer.evidence.length > 0) return answer;
  const shown: [string, string] =
    line === undefined
      ? ['nothing was printed', 'silence alone is no answer here']
      : [line.slice(0, 300), 'these words are not known here'];
  const hint = raw.code === null ? ' If you know the exit code, give it with --exit-code.' : '';
  return verdict('unknown', known(raw, null, [shown]).evidence, `${answer.advice}${hint}`.trim(), answer.items);
}
