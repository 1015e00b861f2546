import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood } from '../raw.js';
import { known, notContradicted, saidLines } from './text.js';

export type PacmanProblem = { readonly package: string; readonly problem: string };

/** A warning that a sync database was never fetched says nothing about what is installed. */
const harmless = /^warning: database file for '\S+' does not exist/;

/** `pacman -Dk[k]`: one sentence for health; "missing 'X' dependency for 'Y'" and the like else. Source: pacman's check.c; transcript pacman-dk-clean. */
export function readPacmanDatabase(raw: Raw): ReadingOf<PacmanProblem[]> {
  const lines = saidLines(raw).filter((line) => !harmless.test(line));
  const [only] = lines;
  if (notContradicted(raw) && lines.length === 1 && only === 'No database errors have been found!')
    return known(raw, [], [[only, 'sound']]);
  const problems = lines.flatMap((line): PacmanProblem[] => {
    // What keeps pacman from looking ("could not open", "failed to") is no error of the database.
    const found = /^(?:error: )?(missing '.+' dependency for '(.+)'|'(\S+)'(?:: | conflicts with ).+|file owned by '(\S+)' and .+)$/.exec(
      line,
    );
    return found ? [{ package: found[2] ?? found[3] ?? found[4] ?? '', problem: found[1] ?? '' }] : [];
  });
  if (problems.length === 0 || raw.code === 0) return notUnderstood(raw);
  return known(
    raw,
    problems,
    problems.map(({ problem }) => [problem, 'the package database has an error']),
  );
}

/** `pacman -Qk[k]`: "NAME: N total files, M missing files" (-kk: altered). 1 with damage. Source: pacman's check.c; transcript pacman-qk-missing-files. */
export function readPacmanFiles(raw: Raw): ReadingOf<PacmanProblem[]> {
  const lines = saidLines(raw);
  const counted = lines.flatMap((line) => {
    const match = /^(\S+): (\d+) total files?, (\d+) (missing|altered) files?$/.exec(line);
    return match ? [{ line, name: match[1] ?? '', lost: Number(match[3]), total: match[2] ?? '', how: match[4] ?? '' }] : [];
  });
  const isRemark = (line: string): boolean => harmless.test(line) || /^(?:warning|backup file): \S+: /.test(line);
  if (counted.length === 0 || lines.length !== counted.length + lines.filter(isRemark).length) return notUnderstood(raw);
  const damaged = counted.filter(({ lost }) => lost > 0);
  if (damaged.length === 0 && raw.code !== 0) return notUnderstood(raw);
  return known(
    raw,
    damaged.map(({ name, lost, total, how }) => ({ package: name, problem: `${lost} of ${total} files ${how}` })),
    (damaged.length > 0 ? damaged : counted).map(({ line, lost }) => [
      line,
      lost > 0 ? 'files of the package are damaged' : 'all files are there',
    ]),
  );
}

export type PacmanWork = { readonly state: 'done' | 'nothing' | 'busy' | 'failed' };

/** `pacman -S...`, `-U`, `-R`: a lock in the way, an error, or done. Source: transcripts pacman-db-lock, pacman-sync-mirror-fail. */
export function readPacmanWork(raw: Raw): ReadingOf<PacmanWork> {
  const lines = saidLines(raw);
  const lock = lines.find((line) => /unable to lock database/.test(line));
  if (lock !== undefined) return known(raw, { state: 'busy' }, [[lock, 'another pacman is at work, or its lock was left behind']]);
  const errors = lines.filter((line) => line.startsWith('error: '));
  if (errors.length > 0)
    return known(
      raw,
      { state: 'failed' },
      errors.map((line) => [line, 'it could not do its work']),
    );
  const nothing = lines.find((line) => line.trim() === 'there is nothing to do');
  if (raw.code !== 0) return notUnderstood(raw);
  if (nothing !== undefined) return known(raw, { state: 'nothing' }, [[nothing, 'up to date']]);
  const done = lines.find((line) => / is up to date$|^:: (?:Processing package changes|Running post-transaction hooks)\.\.\.$/.test(line));
  return done === undefined ? notUnderstood(raw) : known(raw, { state: 'done' }, [[done, 'done']]);
}
