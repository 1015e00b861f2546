import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import { perLine } from '../../foreign-lines.js';
import type { Raw } from '../../ports.js';
import { commandLine, notUnderstood, stderrText, stdoutText, unusable } from '../raw.js';
import { readAptCheck } from './apt-check.js';

export type DamagedList = { readonly file: string; readonly why: string };

/**
 * `apt-get check` as a reader of package lists: it names the list it cannot read, in one of two sentences, and stops. Any
 * other known answer was given after all lists were read. Seen with apt 2.6 on Debian 12.
 */
export function readUnreadableList(raw: Raw): ReadingOf<DamagedList[]> {
  const bad = unusable(raw);
  if (bad) return bad;
  const named = /^E: (?:Problem with MergeList|Unable to parse package file) (\/\S+).*/m.exec(stderrText(raw));
  const [line = '', file = ''] = named ?? [];
  if (file.startsWith('/var/lib/apt/lists/')) {
    const evidence = [{ source: commandLine(raw), line, meaning: 'apt cannot read this package list and refuses to work' }];
    return { known: true, value: [{ file, why: 'apt cannot read it' }], evidence };
  }
  if (named) return notUnderstood(raw);
  const check = readAptCheck(raw);
  if (!check.known) return check;
  return check.value.state.startsWith('bad-') ? notUnderstood(raw) : { known: true, value: [], evidence: check.evidence };
}

/** SHA256 of the files that a Release or InRelease file names, by their path in it. Source: Debian's repository format. */
export function releaseSums(text: string): Map<string, string> {
  const section = /^SHA256:[ \t]*\n((?:[ \t]+.*\n?)*)/m.exec(text)?.[1] ?? '';
  return new Map(
    perLine(section, (line): [string, string][] => {
      const [, sum, path] = /^\s+([0-9a-f]{64})\s+\d+\s+(\S+)$/.exec(line) ?? [];
      return sum === undefined || path === undefined ? [] : [[path, sum]];
    }),
  );
}

/** The path in its Release file of a list: apt writes `/` as `_` and `_` as `%5f`. null if the two do not belong together. */
export function pathInRelease(list: string, release: string): string | null {
  const prefix = release.replace(/(InRelease|Release)$/, '');
  return prefix !== release && list.startsWith(prefix) ? list.slice(prefix.length).replaceAll('_', '/').replaceAll('%5f', '_') : null;
}

/** `sha256sum -- FILE...`: sum, two characters, name. null if it could not read them all. */
export function readSums(raw: Raw): Map<string, string> | null {
  if (raw.code !== 0) return null;
  return new Map(
    stdoutText(raw)
      .split('\n')
      .flatMap((line): [string, string][] => {
        const [, sum, path] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
        return sum === undefined || path === undefined ? [] : [[path, sum]];
      }),
  );
}
