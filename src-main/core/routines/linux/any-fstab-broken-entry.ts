import type { FstabDevice } from '../../facts/fstab.js';
import { isAwaited, vitalMounts, withOption } from '../../facts/readers/fstab.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { switchedOff } from '../item.js';
import { always } from '../steps.js';

export const anyFstabBrokenEntry = defineRoutine({
  id: 'any-fstab-broken-entry',
  os: ['linux'],
  title: 'Let the machine start without a disk that is gone',
  explains:
    'The system waits at every start for a disk or partition that is not there any more, and then stops in emergency mode. The entry is marked so that the start goes on without it; if the disk comes back, it is mounted as before. A line for a swap file that is gone, or that was pasted wrongly, is switched off.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: ['any-fsck-ext4'],
  touches: ['files', 'boot'],
  symptoms: ['wont-boot', 'slow'],
  target: 'any',
  confirmed: 'lab',
  source: 'fstab(5), systemd.mount(5): nofail; findfs(8)',
  params: {},
  reads: ['fstab'],
  diagnose(facts) {
    const table = facts.fstab;
    if (!table.known) return unknown(table);
    const awaited = table.value.filter(isAwaited);
    const wrong = awaited.filter(isWrong);
    if (wrong.length === 0 && awaited.some((entry) => entry.found === null))
      return unknown({
        known: false,
        code: 'failed',
        reason: 'No disk can be seen here, so entries of /etc/fstab cannot be checked.',
        cure: '',
      });
    if (wrong.length === 0)
      return healthy('Every disk that the start waits for is there.', [
        { source: '/etc/fstab', line: `${awaited.length} entries`, meaning: 'their devices exist' },
      ]);
    const items = wrong.map((entry) => ({
      id: itemId(entry),
      title: entry.malformed === null ? `${entry.spec} for ${entry.mount} does not exist` : `line ${entry.line}: ${entry.malformed}`,
      outcome: vitalMounts.has(entry.mount) ? ('unknown' as const) : ('needed' as const),
      evidence: table.evidence.filter(({ source }) => source === `/etc/fstab:${entry.line}`),
    }));
    const evidence = items.flatMap((item) => item.evidence);
    if (items.every((item) => item.outcome === 'unknown'))
      return {
        outcome: 'unknown',
        severity: 'critical',
        summary: `${items[0]?.title ?? ''}; only a person can say which disk it should be.`,
        evidence,
        items,
      };
    return needed('critical', `The next start will fail: ${items.map((item) => item.title).join('; ')}.`, evidence, items);
  },
  plan({ facts, items }) {
    const table = facts.fstab;
    if (!table.known) return [];
    const edits = table.value
      .filter((entry) => isAwaited(entry) && isWrong(entry) && !vitalMounts.has(entry.mount) && items.includes(itemId(entry)))
      .map((entry) => ({ line: entry.line, old: entry.text, new: mended(entry) }));
    if (edits.length === 0) return [];
    const base = { kind: 'edit-file', scope: 'machine', title: 'Let the start go on without them', path: { text: '/etc/fstab' } } as const;
    // systemd made its mount units from the old table.
    return always([{ ...base, edits, refresh: [['systemctl', 'daemon-reload']] }]);
  },
});

function isWrong(entry: FstabDevice): boolean {
  return entry.found === false || entry.malformed !== null;
}

/** Swap has no place of its own. */
function itemId(entry: FstabDevice): string {
  return entry.malformed !== null || entry.swapFile ? `line-${entry.line}` : entry.mount;
}

/** A disk may come back; a swap file and a line that was pasted wrongly do not. */
function mended(entry: FstabDevice): string {
  return entry.malformed !== null || entry.swapFile ? `${switchedOff}${entry.text}` : withOption(entry.text, 'nofail');
}
