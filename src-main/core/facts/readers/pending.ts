import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { commandLine, notUnderstood, stderrText, stdoutText, unread, unusable } from '../raw.js';

/** A package for which a newer version is known. `security` null: the lists do not say. */
export type PendingUpdate = { readonly name: string; readonly from: string; readonly to: string; readonly security: boolean | null };

/** `apt-get -s upgrade`: `Inst NAME [OLD] (NEW ORIGIN:RELEASE/SUITE [ARCH])` and the count below, without which it is no answer. */
export function readAptPending(raw: Raw): ReadingOf<PendingUpdate[]> {
  const bad = unusable(raw);
  if (bad) return bad;
  const text = stdoutText(raw);
  if (raw.code !== 0 || !/^\d+ upgraded, \d+ newly installed|^Summary:/m.test(text)) return notUnderstood(raw);
  const lines = [...text.matchAll(/^Inst (\S+) \[([^\]]*)\] \((\S+) ([^)]*)\)/gm)];
  const value = lines.map(([, name = '', from = '', to = '', origin = '']) => ({ name, from, to, security: /security/i.test(origin) }));
  return known(raw, value);
}

/** `dnf -q -C check-update`: exit 100 where there are any, 0 where not; `NAME.ARCH VERSION REPOSITORY`. Source: dnf(8). */
export function readDnfPending(raw: Raw): ReadingOf<PendingUpdate[]> {
  const bad = unusable(raw);
  if (bad) return bad;
  if (/Cache-only enabled but no cache/.test(stderrText(raw)))
    return unread('failed', 'dnf has no lists of packages here.', "Run 'dnf makecache'.");
  if (raw.code === 0 && stdoutText(raw).trim() === '') return known(raw, []);
  if (raw.code !== 100) return notUnderstood(raw);
  const [updates = ''] = stdoutText(raw).split(/^Obsoleting/m);
  const rows = [...updates.matchAll(/^(\S+)\.(?:\w+)\s+(\d\S*)\s+(\S+)\s*$/gm)];
  if (rows.length === 0) return notUnderstood(raw);
  return known(
    raw,
    rows.map(([, name = '', to = '']) => ({ name, from: '', to, security: null })),
  );
}

/** `pacman -Qu`: `NAME OLD -> NEW`; exit 1 and silence where there are none. Source: pacman(8). */
export function readPacmanPending(raw: Raw): ReadingOf<PendingUpdate[]> {
  const bad = unusable(raw);
  if (bad) return bad;
  const text = stdoutText(raw).trim();
  if (raw.code === 1 && text === '' && stderrText(raw).trim() === '') return known(raw, []);
  const rows = text.split('\n').map((line) => /^(\S+) (\S+) -> (\S+)(?: \[ignored\])?$/.exec(line));
  if (raw.code !== 0 || rows.some((row) => row === null)) return notUnderstood(raw);
  return known(
    raw,
    rows.flatMap((row) => [{ name: row?.[1] ?? '', from: row?.[2] ?? '', to: row?.[3] ?? '', security: null }]),
  );
}

function known(raw: Raw, value: PendingUpdate[]): ReadingOf<PendingUpdate[]> {
  const shown = value.toSorted((a, b) => Number(b.security ?? false) - Number(a.security ?? false)).slice(0, 40);
  return {
    known: true,
    value,
    evidence: shown.map(({ name, from, to, security }) => ({
      source: commandLine(raw),
      line: `${name} ${from === '' ? '' : `${from} -> `}${to}`,
      meaning: security === true ? 'a security update' : 'an update',
    })),
  };
}
