import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood, unread } from '../raw.js';
import type { FsCheck } from './fsck.js';
import { known, notContradicted, saidLines } from './text.js';

/**
 * `btrfs check [--readonly]`: "found N bytes used, no error found" ("err is 0" before 4.17) once it has looked at everything.
 * Damage that keeps it from being opened at all ends before that, with "ERROR: cannot open file system"; a device that is missing, or
 * is no btrfs, says so too, and is no damage. Source: btrfs-progs' check; transcript btrfs-check-clean; 6.2 on damaged images.
 */
export function readBtrfsCheck(raw: Raw): ReadingOf<FsCheck> {
  const lines = saidLines(raw);
  const mounted = lines.find((line) => /is (?:currently )?mounted/.test(line));
  if (mounted !== undefined)
    return unread('not-permitted', `It was not checked: ${mounted.trim()}`, 'Unmount it, or check from a live system.');
  const verdict = lines.find((line) => /^found \d+ bytes used,? (?:no error found|error\(s\) found|err is -?\d+)$/.test(line));
  const problems = lines.filter((line) =>
    /^ERROR: |checksum verify failed|parent transid verify failed|bad tree block|backpointer mismatch|errors \d+/.test(line),
  );
  const good = verdict !== undefined && /no error found|err is 0$/.test(verdict);
  if (verdict !== undefined && good && problems.length === 0 && notContradicted(raw))
    return known(raw, { clean: true, problems: [] }, [[verdict, 'no errors']]);
  const shut = lines.includes('ERROR: cannot open file system') && problems.some((line) => /verify failed|bad tree block/.test(line));
  if ((verdict === undefined && !shut) || (good && problems.length === 0)) return notUnderstood(raw);
  return known(
    raw,
    { clean: false, problems },
    [...problems.slice(0, 12), ...(good || verdict === undefined ? [] : [verdict])].map((line) => [line, 'damage']),
  );
}

/** `fstrim -v`: "PATH: 3.5 GiB (N bytes) trimmed", one a file system. The sum in bytes. Source: fstrim(8); transcript fstrim-ok. */
export function readFstrim(raw: Raw): ReadingOf<{ readonly bytes: number }> {
  const lines = saidLines(raw);
  if (lines.some((line) => /the discard operation is not supported/.test(line)))
    return unread('not-applicable', 'This disk takes no word about free blocks.', '');
  if (lines.length === 0 && raw.code === 0) return known(raw, { bytes: 0 }, [['exit code 0, silent', 'done']]);
  const trimmed = lines.map((line) => /^\/.*: .+ \((\d+) bytes\) trimmed(?: on .+)?$/.exec(line)?.[1]);
  if (!notContradicted(raw) || lines.length === 0 || trimmed.some((bytes) => bytes === undefined)) return notUnderstood(raw);
  const bytes = trimmed.reduce((sum, next) => sum + Number(next), 0);
  return known(
    raw,
    { bytes },
    lines.map((line) => [line, 'free blocks were told to the disk']),
  );
}
