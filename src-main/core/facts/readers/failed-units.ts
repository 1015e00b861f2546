import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { commandLine, notUnderstood, stderrText, stdoutText, unread, unusable } from '../raw.js';

export type FailedUnit = { readonly unit: string; readonly description: string };

/**
 * `systemctl list-units --failed`: exit code 0 whether or not there are any (systemd issue 3335). JSON from
 * systemd 246 on; before, `--plain --no-legend` lines. Without systemd: not applicable. With `restarting`: also those
 * that wait to be started again by themselves.
 */
export function readFailedUnits(raw: Raw, restarting = false): ReadingOf<FailedUnit[]> {
  const bad = unusable(raw);
  if (bad?.code === 'missing-tool') return unread('not-applicable', 'There is no systemd here.', '');
  if (bad) return bad;
  if (/has not been booted with systemd/.test(stderrText(raw) + stdoutText(raw)))
    return unread('not-applicable', 'This system does not run under systemd.', '');
  if (raw.code !== 0) return notUnderstood(raw);
  // Silence is an answer of the plain form alone: JSON has at least its brackets.
  if (stdoutText(raw).trim() === '' && raw.argv.includes('--output=json')) return notUnderstood(raw);
  const counts = (active: unknown, sub: unknown): boolean =>
    active === 'failed' || (restarting && typeof sub === 'string' && sub.startsWith('auto-restart'));
  const units = fromJson(stdoutText(raw), counts) ?? fromPlain(stdoutText(raw), counts);
  if (units === null) return notUnderstood(raw);
  const evidence = units.map(({ unit, description }) => ({ source: commandLine(raw), line: unit, meaning: `failed: ${description}` }));
  return { known: true, value: units, evidence };
}

type Counts = (active: unknown, sub: unknown) => boolean;

function fromJson(text: string, counts: Counts): FailedUnit[] | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (!Array.isArray(parsed)) return null;
    const entries = parsed.map((entry: unknown) => (entry ?? {}) as Record<string, unknown>);
    if (!entries.every(({ unit, active }) => typeof unit === 'string' && typeof active === 'string')) return null;
    return entries
      .filter(({ active, sub }) => counts(active, sub))
      .map(({ unit, description }) => ({ unit: String(unit), description: typeof description === 'string' ? description : '' }));
  } catch {
    return null;
  }
}

/**
 * Lines with or without the mark and the legend: `● NAME loaded failed failed DESCRIPTION`. The legend's count has to be
 * that of the lines that were understood.
 */
function fromPlain(text: string, counts: Counts): FailedUnit[] | null {
  const units: FailedUnit[] = [];
  let understood = text.trim() === '';
  let lines = 0;
  for (const line of text.split('\n')) {
    const match =
      /^(?:\s*[*●×○↻x]\s)?\s*(\S+\.(?:service|socket|mount|timer|path|target|swap|scope|slice|automount|device))\s+(\S+)\s+(\S+)\s+(\S+)\s*(.*)/.exec(
        line,
      );
    if (match && counts(match[3], match[4])) units.push({ unit: match[1] ?? '', description: match[5] ?? '' });
    if (match) lines += 1;
    const listed = /^(\d+) loaded units listed\b/.exec(line)?.[1];
    if (listed !== undefined && Number(listed) !== lines) return null;
    if (match || listed !== undefined) understood = true;
  }
  return understood ? units : null;
}
