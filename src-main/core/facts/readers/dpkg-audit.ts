import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { commandLine, notUnderstood, stderrText, stdoutText, unusable } from '../raw.js';

export type DpkgAudit = { readonly packages: readonly { readonly name: string; readonly problem: string }[] };

/**
 * `dpkg --audit`: silent when all is well. Exit code 0 either way up to dpkg 1.21, so only silence is health.
 * Headings end with a colon; package lines are indented by one space. Source: transcripts dpkg-audit-*.
 */
export function readDpkgAudit(raw: Raw): ReadingOf<DpkgAudit> {
  const bad = unusable(raw);
  if (bad) return bad;
  const text = stdoutText(raw);
  if (text.trim() === '')
    return raw.code === 0 && stderrText(raw).trim() === '' ? { known: true, value: { packages: [] }, evidence: [] } : notUnderstood(raw);
  const packages: { name: string; problem: string }[] = [];
  let heading = '';
  for (const line of text.split('\n')) {
    const name = /^ ([a-z0-9][a-z0-9+.:-]+)/.exec(line)?.[1];
    if (name !== undefined) packages.push({ name, problem: heading });
    else if (line.trim() !== '' && !line.startsWith(' ')) heading = headingWords(line, heading);
  }
  if (packages.length === 0) return notUnderstood(raw);
  const evidence = packages.map(({ name, problem }) => ({ source: commandLine(raw), line: name, meaning: problem }));
  return { known: true, value: { packages }, evidence };
}

/** What the audit says of a package of which dpkg knows no files. */
export const listMissing = 'its list of files is missing';

/** The kind of trouble in a few words; a heading is several lines long, and its first decides. */
function headingWords(line: string, current: string): string {
  if (/unpacked but not yet configured/.test(line)) return 'unpacked but not configured';
  if (/only half configured/.test(line)) return 'half configured';
  if (/only half installed/.test(line)) return 'half installed';
  if (/in a mess due to serious problems/.test(line)) return 'must be reinstalled';
  if (/missing the list control file/.test(line)) return listMissing;
  if (/trigger/i.test(line) && line.startsWith('The following')) return 'waiting for triggers';
  return line.startsWith('The following') ? line.replace(/[.:]$/, '') : current;
}
