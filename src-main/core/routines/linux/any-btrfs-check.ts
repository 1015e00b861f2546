import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, untouchedItem } from '../item.js';

/** Only told: btrfs-check(8) itself warns of --repair, which can lose what could still be read. */
export const anyBtrfsCheck = defineRoutine({
  id: 'any-btrfs-check',
  os: ['linux'],
  title: 'Say that a btrfs volume is damaged',
  explains:
    'A btrfs volume that is not mounted has errors. Its automatic repair can make it worse, so RescuePC does not start it: save the data first, by mounting it read-only or with btrfs restore, then ask somebody who knows this file system.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['filesystem'],
  symptoms: ['wont-boot'],
  target: 'running',
  confirmed: 'no',
  source: 'btrfs-check(8): --readonly and its warning of --repair; nothing is repaired',
  params: {},
  reads: ['btrfs-check'],
  diagnose(facts) {
    const volumes = facts['btrfs-check'];
    if (!volumes.known) return unknown(volumes);
    const damaged = volumes.value.filter(({ clean }) => !clean);
    if (volumes.value.length === 0)
      return { ...healthy('No btrfs volume could be checked: none is there, or all are mounted.'), outcome: 'not-applicable' };
    if (damaged.length === 0) return healthy('No btrfs volume that is not mounted is damaged.', volumes.evidence);
    const items = damaged.map(({ device, problems }) =>
      untouchedItem(device, `${device}: save its data first (mount -o ro, or: btrfs restore ${device} FOLDER)`, {
        source: `btrfs check --readonly ${device}`,
        line: problems[0] ?? 'errors found',
        meaning: 'damage',
      }),
    );
    return needed('critical', `Damaged: ${items.map(({ title }) => title).join('; ')}.`, evidenceOf(items), items);
  },
  plan: () => [],
});
