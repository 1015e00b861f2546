import { formatBytes } from '../../bytes.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem } from '../item.js';
import { always, command } from '../steps.js';

/** Old revisions of this size together are worth naming: 1 GB. */
const largeBytes = 1_000_000_000;

/** Nothing irreplaceable: disabled revisions of snaps; data of the present one stay, and the store has the revision's program. */
export const anySnapOldRevisions = defineRoutine({
  id: 'any-snap-old-revisions',
  os: ['linux'],
  title: 'Remove old revisions of snaps',
  explains:
    "Of each snap the system keeps the revision before the present one, to go back to it with 'snap revert'. Together they take much room. They are removed; the present ones and people's data stay.",
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['packages'],
  symptoms: ['disk-full'],
  frees: true,
  target: 'running',
  confirmed: 'no',
  source: 'snap documentation: snap list --all, snap remove --revision; not seen on a real machine',
  params: {},
  reads: ['snap-revisions'],
  diagnose(facts) {
    const revisions = facts['snap-revisions'];
    if (!revisions.known) return unknown(revisions);
    const bytes = revisions.value.reduce((sum, one) => sum + one.bytes, 0);
    if (bytes < largeBytes) return healthy('Old revisions of snaps take little room.', revisions.evidence);
    const items = revisions.value.map(({ name, revision, bytes: own }) =>
      neededItem(`${name}_${revision}`, `${name} ${revision}`, {
        source: 'snap list --all',
        line: `${name} ${revision} disabled`,
        meaning: `replaced, ${formatBytes(own)}`,
      }),
    );
    return needed('info', `Old snaps take ${formatBytes(bytes)}: ${fewOf(items.map(({ title }) => title))}.`, evidenceOf(items), items);
  },
  plan({ facts, items }) {
    const revisions = facts['snap-revisions'];
    if (!revisions.known) return [];
    const steps = revisions.value
      .filter(({ name, revision }) => items.includes(`${name}_${revision}`))
      .map(({ name, revision }) =>
        command({
          item: `${name}_${revision}`,
          title: `Remove revision ${revision} of ${name}`,
          argv: ['snap', 'remove', name, `--revision=${revision}`],
          undo: { kind: 'none', why: 'The old revision is no longer there to go back to.' },
          replay: 'idempotent',
          interruptible: false,
          timeoutMs: 300_000,
          onFailure: 'keep',
        }),
      );
    return always(steps);
  },
});
