import type { ReadingOf, Unread } from '../../../src-shared/contract/fact.js';
import type { ItemOutcome } from '../../../src-shared/contract/run.js';
import type { Evidence, Outcome } from '../../../src-shared/contract/words.js';
import type { Raw } from '../ports.js';
import { notUnderstood } from '../facts/raw.js';
import type { CommandLine } from './command-line.js';

/** What an output says, with the things it names and what to do next, in words. */
export type Verdict = {
  readonly outcome: Outcome;
  readonly evidence: readonly Evidence[];
  readonly items: readonly ItemOutcome[];
  readonly advice: string;
};

/** A command that is known: how people write it, whether a command line is it, and how its output is read. */
export type Known = {
  readonly usage: string;
  matches(command: CommandLine): boolean;
  read(raw: Raw, command: CommandLine): Verdict;
};

export function verdict(
  outcome: Outcome,
  evidence: readonly Evidence[],
  advice = '',
  items: readonly (Omit<ItemOutcome, 'outcome'> & { outcome?: Outcome })[] = [],
): Verdict {
  return { outcome, evidence, advice, items: items.map((item) => ({ id: item.id, title: item.title, outcome: item.outcome ?? outcome })) };
}

/** A reading judged; one that is not known becomes the outcome that its reason has. */
export function judge<T>(reading: ReadingOf<T>, say: (value: T, evidence: readonly Evidence[]) => Verdict): Verdict {
  return reading.known
    ? say(reading.value, reading.evidence)
    : verdict(byReason[reading.code], [], `${reading.reason} ${reading.cure}`.trim());
}

const byReason: Readonly<Record<Unread['code'], Outcome>> = {
  'not-applicable': 'not-applicable',
  'needs-elevation': 'could-not-run',
  'not-permitted': 'could-not-run',
  'missing-tool': 'could-not-run',
  'no-network': 'could-not-run',
  'timed-out': 'unknown',
  'unexpected-output': 'unknown',
  failed: 'unknown',
  'not-asked': 'unknown',
  'failing-disk': 'unknown',
};

/** The same reading with the code that its words prove, where none was told; only for verdicts that are not "healthy". */
export function withImpliedCode(raw: Raw, code: number): Raw {
  return raw.code === null ? { ...raw, code } : raw;
}

/** No exit code, and the answer would be "healthy": that is not proven. */
export function provenByCode(raw: Raw, answer: Verdict): Verdict {
  if (raw.code !== null || answer.outcome !== 'healthy') return answer;
  return verdict('unknown', answer.evidence, 'This command tells health by its exit code: give it with --exit-code.', answer.items);
}

/** Words that are not known: they are shown, and nothing is concluded from them. */
export function unclear(raw: Raw): Verdict {
  return judge(notUnderstood(raw), () => verdict('unknown', []));
}
