import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood, unread } from '../raw.js';
import { known, saidLines } from './text.js';

export type Ext4Run = { readonly state: 'clean' | 'fixed' | 'fixed-restart' | 'left'; readonly undoFile: string };

/**
 * `e2fsck` or `fsck` as a repair (-p, -y, -z): exit code bits 1 fixed, 2 fixed and a restart is needed, 4 errors left, from 8 on it
 * did not work. Without the code its closing words count. Source: e2fsck(8); transcripts e2fsck-p-result, e2fsck-y-fixed.
 */
export function readE2fsckRun(raw: Raw): ReadingOf<Ext4Run> {
  const lines = saidLines(raw);
  const find = (pattern: RegExp): string | undefined => lines.find((line) => pattern.test(line));
  const aborted = find(/Cannot continue, aborting|Superblock invalid|superblock could not be read|while trying to open/);
  const left = find(/UNEXPECTED INCONSISTENCY|WARNING: Filesystem still has errors/);
  const restart = find(/REBOOT (?:LINUX|SYSTEM)/);
  const fixed = find(/FILE SYSTEM WAS MODIFIED|FIXED\.$|\? yes$/);
  const done = lines.find((line) => summary.test(summaryIn(line)));
  const undoFile = /^\s+e2undo (\S+) \S+$/.exec(find(/^\s+e2undo /) ?? '')?.[1] ?? '';
  const { code } = raw;
  const answer = (state: Ext4Run['state'], line: string, meaning: string): ReadingOf<Ext4Run> =>
    known(raw, { state, undoFile }, [
      [line, meaning],
      ...(undoFile === '' ? [] : [[`e2undo ${undoFile}`, 'takes these changes back'] as const]),
    ]);
  if (code !== null && code >= 8) return unread('not-permitted', `It did not work: ${aborted?.trim() ?? `exit code ${code}`}`, '');
  if (left !== undefined || (code !== null && (code & 4) !== 0 && lines.length > 0))
    return code === 0 ? notUnderstood(raw) : answer('left', left ?? `exit code ${code ?? ''}`, 'errors are left');
  if (aborted !== undefined)
    return unread('not-permitted', `It did not work: ${aborted.trim()}`, 'Unmount it, or check from a live system.');
  if (done === undefined) return notUnderstood(raw);
  if (restart !== undefined || (code !== null && (code & 2) !== 0))
    return answer('fixed-restart', restart ?? done, 'repaired; restart now');
  if (fixed !== undefined) return code === 0 ? notUnderstood(raw) : answer('fixed', fixed, 'errors were repaired');
  return code === 0 ? answer('clean', done, 'no errors') : notUnderstood(raw);
}

/** Every line of a full `e2fsck -f -n` that found nothing: its words alone prove it, without an exit code. */
export function isWholeCleanCheck(raw: Raw): boolean {
  const lines = saidLines(raw);
  const passes = lines.filter((line) => /^Pass [1-5]: /.test(line)).length;
  const allowed = (line: string): boolean => /^(?:e2fsck \d|Pass [1-5]: )/.test(line) || wholeSummary.test(summaryIn(line));
  return passes === 5 && lines.every(allowed) && (lines.at(-1) ?? '').endsWith(' blocks');
}

const summary = /^(?:clean, )?\d+\/\d+ files(?: \([^()]*\))?, \d+\/\d+ blocks/;
const wholeSummary = /^\d+\/\d+ files \([^()]*\), \d+\/\d+ blocks$/;

/** Behind the name of the volume, which a stranger may have chosen: `NAME: 11/16384 files (0.0% non-contiguous), 6484/65536 blocks`. */
function summaryIn(line: string): string {
  return /^\S/.test(line) ? line.slice(line.lastIndexOf(': ') + 2) : '';
}
