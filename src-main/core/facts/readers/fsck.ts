import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { commandLine, notUnderstood, stderrText, stdoutText, unread, unusable } from '../raw.js';

export type FsCheck = { readonly clean: boolean; readonly problems: readonly string[] };

/** `fsck.fat -n DEV`: 0 clean, 1 something to correct (its words claim to correct, and do not), else not checked. Source: fsck.fat(8). */
export function readFsckFat(raw: Raw): ReadingOf<FsCheck> {
  return readCheck(
    raw,
    "Install 'dosfstools'.",
    (line) => line !== '' && !/^fsck\.fat \d|^Leaving|^\S+: \d+ files|^Automatically|^Not automatically/.test(line),
  );
}

/** `xfs_repair -n DEV`: 0 no damage found, 1 damage, 2 a log that must be replayed by mounting, else not checked. Source: xfs_repair(8). */
export function readXfsRepair(raw: Raw): ReadingOf<FsCheck> {
  const text = `${stdoutText(raw)}\n${stderrText(raw)}`;
  if (/metadata changes in a log that needs to be replayed|ALERT: The filesystem has valuable metadata changes/.test(text))
    return unread('failed', 'Changes in the log of an XFS volume were not finished.', 'Mount and unmount it once, then look again.');
  return readCheck(raw, "Install 'xfsprogs'.", (line) => /would |bad |corrupt|mismatch|invalid|incorrect|wrong/i.test(line));
}

function readCheck(raw: Raw, install: string, isProblem: (line: string) => boolean): ReadingOf<FsCheck> {
  const bad = unusable(raw, install);
  if (bad) return bad;
  const source = commandLine(raw);
  if (raw.code === 0)
    return { known: true, value: { clean: true, problems: [] }, evidence: [{ source, line: 'exit code 0', meaning: 'no errors' }] };
  if (raw.code !== 1) return notUnderstood(raw);
  const lines = `${stdoutText(raw)}\n${stderrText(raw)}`.split('\n').map((line) => line.trim());
  const problems = lines.filter(isProblem);
  // Exit code 1 is also that of a device that is no such volume: then nothing of damage is said.
  if (problems.length === 0) return notUnderstood(raw);
  return {
    known: true,
    value: { clean: false, problems },
    evidence: problems.slice(0, 12).map((line) => ({ source, line, meaning: 'damage' })),
  };
}
