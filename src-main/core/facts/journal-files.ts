import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { formatBytes } from '../bytes.js';
import { notUnderstood, stderrText, stdoutText, unread, unusable } from './raw.js';
import { readJournalVerify } from './readers/journal-verify.js';
import { defineFact } from './types.js';

const folder = '/var/log/journal';

/** Room that the system's log takes on the disk. */
export const journalSize = defineFact<{ readonly bytes: number }>({
  id: 'journal-size',
  title: "Size of the system's log",
  cost: 'default',
  needs: [],
  timeoutMs: 20_000,
  async read({ target }): Promise<ReadingOf<{ bytes: number }>> {
    if ((await target.files.stat({ text: folder }))?.kind !== 'dir') return unread('not-applicable', 'No log is kept on the disk.', '');
    const { allocated } = await target.files.census({ text: folder });
    return {
      known: true,
      value: { bytes: allocated },
      evidence: [{ source: folder, line: formatBytes(allocated), meaning: 'on the disk' }],
    };
  },
});

/** Finished files of the system's log that are damaged. Reads all of it. */
export const journalDamage = defineFact<{ readonly checked: number; readonly damaged: readonly string[] }>({
  id: 'journal-damage',
  title: "Damage of the system's log",
  cost: 'deep',
  needs: ['elevation'],
  timeoutMs: 600_000,
  heavy: true,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<{ checked: number; damaged: readonly string[] }>> {
    if ((await target.files.stat({ text: folder }))?.kind !== 'dir') return unread('not-applicable', 'No log is kept on the disk.', '');
    const raw = await target.exec.run({ argv: ['journalctl', '--verify'], timeoutMs: 590_000, signal });
    const bad = unusable(raw);
    if (bad) return bad;
    const read = readJournalVerify(`${stdoutText(raw)}\n${stderrText(raw)}`);
    if (read === null) return raw.code === 0 ? unread('not-applicable', 'The log has no files.', '') : notUnderstood(raw);
    const { unchecked, ...value } = read;
    if (value.damaged.length === 0 && unchecked.length > 0)
      return unread('failed', `journalctl could not look at ${unchecked.join(', ')}.`, 'Try again when more memory is free, as root.');
    return {
      known: true,
      value,
      evidence: value.damaged.map((file) => ({ source: 'journalctl --verify', line: `FAIL: ${file}`, meaning: 'damaged' })),
    };
  },
});
