import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood } from '../raw.js';
import { known, saidLines } from './text.js';

/** Lines that every command of dnf 4 and 5 may print and that say nothing about the packages. */
export const dnfChatter =
  /^(?:No repository match: |Last metadata expiration check: |Updating and loading repositories:|Repositories loaded\.|Updating Subscription Management|Unable to read consumer identity|This system is not registered|Failed loading plugin |Unable to detect release version )/;

export type DnfProblem = { readonly package: string; readonly problem: string };

const dnf4 =
  /^(\S+) (?:has missing requires of|has installed conflict|is obsoleted by|is a duplicate with|provides .* but it cannot be found)/;
const dnf5 = /^\s+(missing require "|installed conflict "|obsoleted by "|duplicate with ")/;

/**
 * `dnf check`: silent with exit code 0 when sound; else its problems and their number. dnf 5 puts the package on a line of its own
 * and its problems, indented, below. Sources: dnf's check command (4 and 5); transcripts dnf-check-*.
 */
export function readDnfCheck(raw: Raw): ReadingOf<DnfProblem[]> {
  const lines = saidLines(raw).filter((line) => !dnfChatter.test(line));
  if (lines.length === 0)
    return raw.code === 0 ? known(raw, [], [['exit code 0, no problem named', 'the package database is sound']]) : notUnderstood(raw);
  const problems: DnfProblem[] = [];
  let owner = '';
  for (const line of lines) {
    const name = dnf4.exec(line)?.[1];
    if (name !== undefined) problems.push({ package: name, problem: line });
    else if (dnf5.test(line) && owner !== '') problems.push({ package: owner, problem: line.trim() });
    else owner = /^\S+$/.test(line) ? line : '';
  }
  const count = lines
    .map((line) => /^(?:Error: )?Check discovered (\d+) problem\(s\)/.exec(line)?.[1])
    .find((found) => found !== undefined);
  if (raw.code === 0 || (count === undefined && problems.length === 0)) return notUnderstood(raw);
  return known(
    raw,
    problems,
    problems.length > 0
      ? problems.map(({ package: name, problem }) => [problem.startsWith(name) ? problem : `${name}: ${problem}`, 'a package is not whole'])
      : [[`Check discovered ${count ?? ''} problem(s)`, 'packages are not whole']],
  );
}

export type RpmTrouble = { readonly kind: 'damaged' | 'closed' | 'busy' | 'no-rights' | 'failed'; readonly line: string };

/**
 * What rpm, dnf and yum say when they cannot work. A database that cannot be opened is by itself no damage (transcript
 * rpmdb-open-failed: read-only); Berkeley DB's environment mismatch is (transcript rpmdb-bdb-version-mismatch).
 */
const rules: readonly { readonly kind: RpmTrouble['kind']; readonly pattern: RegExp }[] = [
  {
    kind: 'damaged',
    pattern:
      /DB_VERSION_MISMATCH|DB_RUNRECOVERY|BDB0087|Thread died in Berkeley DB|\*\*\* in database|malformed|is not a database|DB_PAGE_NOTFOUND/,
  },
  {
    kind: 'busy',
    pattern:
      /transaction lock .*Resource temporarily unavailable|Waiting for process with pid \d+|holding the yum lock|Failed to obtain the transaction lock/,
  },
  { kind: 'no-rights', pattern: /readonly database|Permission denied|superuser privileges|must be root|need to be root/ },
  { kind: 'closed', pattern: /cannot open Packages (?:index|database)|rpmdb open failed|can't create transaction lock/ },
  { kind: 'failed', pattern: /^(?:Error: |Failed to download|Cannot download|Errors during downloading)|Failed to download metadata/ },
];

export function readRpmWords(raw: Raw): RpmTrouble[] {
  return saidLines(raw).flatMap((line) => {
    const rule = rules.find(({ pattern }) => pattern.test(line));
    return rule ? [{ kind: rule.kind, line: line.trim() }] : [];
  });
}
