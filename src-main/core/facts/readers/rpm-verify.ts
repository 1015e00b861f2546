import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood } from '../raw.js';
import { known, saidLines } from './text.js';

export type RpmDamage = { readonly what: string; readonly kind: 'missing' | 'changed' | 'mode' | 'dependency' };

/**
 * `rpm -V`: silent with exit code 0 when all is as packaged. `S.5....T.  c PATH`: size, sum, ...; `c` marks a configuration file,
 * which may be changed, T alone is a time; `missing PATH`; unsatisfied dependencies. Source: rpm(8); transcript rpm-verify-missing-file.
 */
export function readRpmVerify(raw: Raw): ReadingOf<RpmDamage[]> {
  const lines = saidLines(raw);
  if (lines.length === 0)
    return raw.code === 0 ? known(raw, [], [['exit code 0, silent', 'all files are as packaged']]) : notUnderstood(raw);
  const damage: (RpmDamage & { line: string })[] = [];
  let unseen = 0;
  for (const line of lines) {
    const [, how, mark, path] = /^(missing|[.?SM5DLUGTP]{8,9})\s+(?:([cdglr])\s+)?(\/.*)$/.exec(line) ?? [];
    const needs = /^\s+(\S.*) is needed by \(installed\) (\S+)$/.exec(line)?.[2];
    if (needs !== undefined) damage.push({ what: needs, kind: 'dependency', line });
    else if (how !== undefined && path !== undefined) {
      // "?" and "(Permission denied)": it could not be looked at, which is neither damage nor health.
      if (/ \([A-Z][a-z ]+\)$/.test(path) || how.includes('?')) unseen += 1;
      else if (mark !== undefined && mark !== 'd' && how !== 'missing') continue;
      else if (how === 'missing') damage.push({ what: path, kind: 'missing', line });
      else if (/[S5DL]/.test(how)) damage.push({ what: path, kind: 'changed', line });
      else if (/[MUGP]/.test(how)) damage.push({ what: path, kind: 'mode', line });
    } else if (!/^Unsatisfied dependencies for \S+:$/.test(line)) return notUnderstood(raw);
  }
  // Only allowed differences: that is a whole answer, if rpm itself came to its end with 0 or 1.
  if (damage.length === 0 && (unseen > 0 || (raw.code !== 0 && raw.code !== 1))) return notUnderstood(raw);
  return known(
    raw,
    damage.map(({ what, kind }) => ({ what, kind })),
    damage.length === 0
      ? [[lines[0] ?? '', 'only configuration files and times differ']]
      : damage.map(({ line, kind }) => [line, meanings[kind]]),
  );
}

const meanings: Readonly<Record<RpmDamage['kind'], string>> = {
  missing: 'a file of the package is missing',
  changed: 'a file is not as packaged',
  mode: 'owner or mode is not as packaged',
  dependency: 'something that the package needs is missing',
};
