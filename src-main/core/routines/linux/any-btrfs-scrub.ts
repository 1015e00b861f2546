import type { Item } from '../../../../src-shared/contract/plan.js';
import type { BtrfsErrors } from '../../facts/btrfs-errors.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, neededItem, soundItem, untouchedItem } from '../item.js';
import { always, command } from '../steps.js';

/** What was repaired stays so, whatever becomes of the next step. */
const stays = { onFailure: 'keep', replay: 'idempotent', interruptible: true } as const;

/** Nothing irreplaceable: a block is written over only where its checksum is wrong, by a copy whose checksum is right. */
export const anyBtrfsScrub = defineRoutine({
  id: 'any-btrfs-scrub',
  os: ['linux'],
  title: 'Repair blocks of a btrfs volume from their second copy',
  explains:
    'The kernel has counted errors on a btrfs volume that is in use. Every block is compared with its checksum, and a wrong one is written anew from its second copy, where there is one. Blocks without a right copy are left alone; then the repair counts as failed. btrfs check --repair is never used: its own manual warns that it can lose what could still be read.',
  scope: 'machine',
  risk: 'medium',
  needsRestart: false,
  after: [],
  touches: ['filesystem'],
  symptoms: ['wont-boot', 'slow'],
  target: 'running',
  confirmed: 'lab',
  source: 'btrfs-scrub(8): exit codes, what it writes; btrfs-device(8): stats, --reset; btrfs-check(8): warning of --repair',
  params: {},
  listsAll: true,
  reads: ['btrfs-errors'],
  diagnose(facts) {
    const volumes = facts['btrfs-errors'];
    if (!volumes.known) return unknown(volumes);
    if (volumes.value.length === 0) return { ...healthy('No btrfs volume is mounted.'), outcome: 'not-applicable' };
    const items = volumes.value.map((volume) => (volume.errors.length > 0 ? itemOf(volume) : soundItem(volume.mount)));
    const bad = items.filter(({ outcome }) => outcome !== 'healthy');
    if (bad.length === 0) return healthy('No errors were counted on any btrfs volume that is mounted.', volumes.evidence, items);
    return needed('critical', `btrfs has counted errors: ${bad.map(({ title }) => title).join('; ')}.`, evidenceOf(bad), items);
  },
  plan({ items }) {
    const steps = items.flatMap((mount) => [
      command({
        item: mount,
        title: `Compare all blocks of ${mount} with their checksums, and repair wrong ones from their second copy`,
        argv: ['btrfs', 'scrub', 'start', '-B', mount],
        undo: { kind: 'none', why: 'Only blocks with a wrong checksum are written over; they are of no use to anybody.' },
        ...stays,
        timeoutMs: 86_400_000,
      }),
      command({
        item: mount,
        title: `Set the error counters of ${mount} back, so that new errors are seen`,
        argv: ['btrfs', 'device', 'stats', '--reset', mount],
        undo: { kind: 'none', why: 'The counts stand in what was found.' },
        ...stays,
        timeoutMs: 60_000,
      }),
    ]);
    return always(steps);
  },
});

function itemOf({ mount, readOnly, errors, copies }: BtrfsErrors): Item {
  const counted = errors.map(({ device, kind, count }) => `${device} ${kind} ${count}`).join(', ');
  const evidence = { source: `btrfs device stats ${mount}`, line: counted, meaning: 'errors since the counters were last set back' };
  if (readOnly) return untouchedItem(mount, `${mount} is mounted read-only: save its data, then look at the disk`, evidence);
  if (copies === 'none')
    return untouchedItem(mount, `${mount} has no second copy of its blocks: save its data, then look at the disk`, evidence);
  if (copies === 'all') return neededItem(mount, `${mount}, with a second copy of every block`, evidence);
  return neededItem(mount, `${mount}, with a second copy of its structure, but not of the contents of files`, evidence);
}
