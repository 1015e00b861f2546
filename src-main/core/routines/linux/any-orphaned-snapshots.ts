import type { Snapshots } from '../../facts/snapshots.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, untouchedItem } from '../item.js';

/** Only told: a snapshot may be the only copy of something (decision 15). */
export const anyOrphanedSnapshots = defineRoutine({
  id: 'any-orphaned-snapshots',
  os: ['linux'],
  title: 'Say which snapshots nobody looks after',
  explains:
    'Snapshots keep room occupied by what was deleted long since. Some belong to a program that is no longer installed, or have filled up and cannot be used any more. RescuePC names them and removes none: one of them may be the only copy of something, and nobody can bring it back.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['filesystem'],
  symptoms: ['disk-full'],
  target: 'running',
  confirmed: 'no',
  source: 'Timeshift, snapper and apt-btrfs-snapshot documentation, btrfs-subvolume(8), lvs(8); nothing is repaired',
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

function why({ tool, place, count, broken }: Snapshots): string {
  if (broken) return 'it has filled up and cannot be used any more; look whether anything in it is needed, then lvremove';
  const made = `${count} made by ${tool}, which is no longer installed`;
  if (!place.includes(', subvolume ')) return `${made}; install it again to look into them and remove them`;
  return `${made}; mount the volume with -o subvolid=5 and look into them, then btrfs subvolume delete`;
}
