import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { commandLine, notUnderstood, stderrText, stdoutText, unread, unusable } from '../raw.js';

export type Ext4Check = { readonly clean: boolean; readonly problems: readonly string[] };

/** `e2fsck -f -n DEV`: 0 clean once its last pass was made, 4 errors left, 8 could not check, 12 both. Source: e2fsck(8); transcripts e2fsck-n-*. */
export function readE2fsckCheck(raw: Raw): ReadingOf<Ext4Check> {
  const bad = unusable(raw, "Install 'e2fsprogs'.");
  if (bad) return bad;
  const text = stdoutText(raw);
  if (raw.code === 0 && /^Pass 5:/m.test(text))
    return {
      known: true,
      value: { clean: true, problems: [] },
      evidence: [{ source: commandLine(raw), line: lastLine(text), meaning: 'no errors' }],
    };
  if (raw.code !== null && (raw.code & 8) !== 0)
    return unread('failed', `e2fsck could not check: ${(stderrText(raw) || text).trim().split('\n').at(-1) ?? ''}`, '');
  if (raw.code !== 4) return notUnderstood(raw);
  const problems = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /\? no$|WARNING|error|invalid|should be|Unattached|unreferenced|corrupt|wrong/i.test(line));
  return {
    known: true,
    value: { clean: false, problems },
    evidence: problems.slice(0, 12).map((line) => ({ source: commandLine(raw), line, meaning: 'damage' })),
  };
}

export type Ext4State = { readonly state: string; readonly errors: number; readonly clean: boolean };

/** `dumpe2fs -h DEV` or `tune2fs -l DEV`: "Filesystem state" and the error count the kernel keeps. */
export function readExt4State(raw: Raw): ReadingOf<Ext4State> {
  const bad = unusable(raw, "Install 'e2fsprogs'.");
  if (bad) return bad;
  const text = stdoutText(raw);
  const state = /^Filesystem state:\s*(.+)/m.exec(text)?.[1]?.trim();
  if (raw.code !== 0 || state === undefined) return notUnderstood(raw);
  const errors = Number(/^FS Error count:\s*(\d+)/m.exec(text)?.[1] ?? 0);
  const clean = state === 'clean' && errors === 0;
  const evidence = [
    {
      source: commandLine(raw),
      line: `Filesystem state: ${state}`,
      meaning: clean ? 'marked clean' : 'marked as damaged or not cleanly unmounted',
    },
  ];
  return { known: true, value: { state, errors, clean }, evidence };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
