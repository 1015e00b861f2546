import { formatBytes } from '../../bytes.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, neededItem } from '../item.js';
import { always } from '../steps.js';

/** Dumps of this size in one folder are worth naming: 1 GB. */
const largeBytes = 1_000_000_000;

/** Nothing irreplaceable: only dumps by their known names, never another file beside them; the kernel's of the last 30 days stay. */
export const anyCrashDumps = defineRoutine({
  id: 'any-crash-dumps',
  os: ['linux'],
  title: 'Delete what crashed programs left in memory',
  explains:
    "When a program crashes, the system keeps a picture of its memory for developers. These take much room, and may hold private data. They are deleted, those of the system's core only when they are older than 30 days; who wants to look for the cause of a crash copies them first.",
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['disk-full'],
  frees: true,
  target: 'any',
  confirmed: 'lab',
  source: 'systemd-coredump(8), coredump.conf(5), kdump-config(8)',
  params: {},
  reads: ['crash-dumps'],
  diagnose(facts) {
    const dumps = facts['crash-dumps'];
    if (!dumps.known) return unknown(dumps);
    const large = dumps.value.filter(({ allocated }) => allocated >= largeBytes);
    if (large.length === 0) return healthy('Crash dumps take little room.', dumps.evidence);
    const items = large.map(({ folder, entries, allocated }) => {
      const line = `${entries.length} entries, ${formatBytes(allocated)}`;
      return neededItem(folder, `${folder}: ${line}`, { source: folder, line, meaning: 'on the disk' });
    });
    return needed('info', `Crash dumps take room: ${items.map(({ title }) => title).join(', ')}.`, evidenceOf(items), items);
  },
  plan({ facts, items }) {
    const dumps = facts['crash-dumps'];
    if (!dumps.known) return [];
    const steps = dumps.value
      .filter(({ folder, entries }) => items.includes(folder) && entries.length > 0)
      .map(({ folder, entries }) => ({
        kind: 'delete' as const,
        scope: 'machine' as const,
        item: folder,
        title: `Delete the crash dumps in ${folder}`,
        within: { text: folder },
        entries: [...entries],
        onFailure: 'keep' as const,
      }));
    return always(steps);
  },
});
