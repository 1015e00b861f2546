import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { commandLine, notUnderstood, stderrText, stdoutText, unread, unusable } from '../raw.js';

export type AptCheck = {
  readonly state: 'ok' | 'unmet' | 'interrupted' | 'bad-sources' | 'bad-lists';
  /** "demo-app : Depends: demo-lib but it is not installed" */
  readonly details: readonly string[];
};

/**
 * `apt-get check`: 0, after it has built the tree, is well as far as dependencies go; 100 with the reason in words.
 * Source: transcripts apt-get-check-*.
 */
export function readAptCheck(raw: Raw): ReadingOf<AptCheck> {
  const bad = unusable(raw);
  if (bad) return bad;
  const text = `${stdoutText(raw)}\n${stderrText(raw)}`;
  const source = commandLine(raw);
  if (/Could not get lock|Unable to acquire the dpkg frontend lock/.test(text))
    return unread('failed', 'Another package program holds the lock.', 'Wait until it has finished.');
  if (raw.code === 0 && /^Building dependency tree/m.test(text))
    return {
      known: true,
      value: { state: 'ok', details: [] },
      evidence: [{ source, line: 'exit code 0', meaning: 'no unmet dependencies' }],
    };
  if (raw.code !== 100) return notUnderstood(raw);
  if (/dpkg was interrupted/.test(text)) return answer('interrupted', [lineWith(text, 'dpkg was interrupted')], source);
  if (/Unmet dependencies/i.test(text))
    return answer(
      'unmet',
      text
        .split('\n')
        .filter((line) => /(Depends|Breaks|Conflicts|PreDepends):/.test(line))
        .map((line) => line.trim()),
      source,
    );
  // Also for dpkg's own list, which apt reads as one of them.
  if (/^E: (?:Problem with MergeList|Unable to parse package file)/m.test(text)) return answer('bad-lists', [lineWith(text, 'E:')], source);
  if (/Malformed|could not be parsed|is not known on line|The list of sources could not be read/.test(text))
    return answer('bad-sources', [lineWith(text, 'E:')], source);
  return notUnderstood(raw);
}

const meanings = {
  unmet: 'a dependency is missing',
  interrupted: 'a package run was not finished',
  'bad-sources': 'a package source cannot be read',
  'bad-lists': 'a list of packages cannot be read',
} as const;

function answer(state: Exclude<AptCheck['state'], 'ok'>, details: string[], source: string): ReadingOf<AptCheck> {
  return { known: true, value: { state, details }, evidence: details.map((line) => ({ source, line, meaning: meanings[state] })) };
}

function lineWith(text: string, word: string): string {
  return (
    text
      .split('\n')
      .find((line) => line.includes(word))
      ?.trim() ?? word
  );
}
