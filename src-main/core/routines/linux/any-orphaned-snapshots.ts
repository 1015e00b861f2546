import type { Snapshots } from '../../facts/snapshots.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, untouchedItem } from '../item.js';

/** Only told: a snapshot may be the only copy of something. */
export const anyOrphanedSnapshots = defineRoutine({
  id: 'any-orphaned-snapshots',
  os: ['linux'],
  title: 'Say which snapshots nobody looks after',
  explains:
    'Snapshots keep room occupied by what was deleted long since. Some belong to a program that is no longer installed, or have filled up and cannot be used any more. RescuePC names them and removes none: one of them may be the only copy of something.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['filesystem'],
  symptoms: ['disk-full'],
  target: 'running',
  confirmed: 'no',
  source: 'Timeshift and snapper documentation, lvs(8); nothing is repaired',
  params: {},
  reads: ['snapshots'],
  diagnose(facts) {
    const { snapshots } = facts;
    if (!snapshots.known) return unknown(snapshots);
    const bad = snapshots.value.filter(({ orphaned, broken }) => orphaned || broken);
    if (bad.length === 0) return healthy('No snapshot is left without its program.', snapshots.evidence);
    const items = bad.map((one) =>
      untouchedItem(one.place, `${one.place}: ${why(one)}`, { source: one.place, line: `${one.count} by ${one.tool}`, meaning: why(one) }),
    );
    return needed('info', `Snapshots that nobody looks after: ${items.map(({ title }) => title).join('; ')}.`, evidenceOf(items), items);
  },
  plan: () => [],
});

function why({ tool, count, broken }: Snapshots): string {
  return broken
    ? 'it has filled up and cannot be used any more; look whether anything in it is needed, then lvremove'
    : `${count} made by ${tool}, which is no longer installed; install it again to look into them and remove them`;
}
