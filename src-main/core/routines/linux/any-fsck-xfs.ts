import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, neededItem, soundItem } from '../item.js';
import { always, command } from '../steps.js';

/**
 * Nothing irreplaceable: xfs_repair takes out what no file can be read from any more; a log that is not yet written back makes it refuse (no -L).
 */
export const anyFsckXfs = defineRoutine({
  id: 'any-fsck-xfs',
  os: ['linux'],
  title: 'Repair a damaged XFS volume',
  explains:
    'The file system of a disk or partition is damaged. Its own repair program puts it right; files without a name are put into the folder lost+found. This cannot be taken back: copy what matters first, if it can still be read.',
  scope: 'machine',
  risk: 'high',
  needsRestart: false,
  after: [],
  touches: ['filesystem'],
  symptoms: ['wont-boot', 'disk-full'],
  target: 'running',
  confirmed: 'lab',
  source: 'xfs_repair(8): exit codes, -n; transcript xfs-repair-n-clean',
  params: {},
  listsAll: true,
  reads: ['xfs-check'],
  diagnose(facts) {
    const check = facts['xfs-check'];
    if (!check.known) return unknown(check);
    if (check.value.length === 0) return { ...healthy('There is no unmounted XFS volume to check.'), outcome: 'not-applicable' };
    const items = check.value.map(({ device, clean, problems }) =>
      clean
        ? soundItem(device)
        : neededItem(device, `${device}: ${problems.length} problems`, {
            source: `xfs_repair -n ${device}`,
            line: problems[0] ?? '',
            meaning: 'damage',
          }),
    );
    const bad = items.filter(({ outcome }) => outcome === 'needed');
    if (bad.length === 0) return healthy(`${check.value.length} XFS volumes were checked; no damage was found.`, check.evidence, items);
    return needed('critical', `Damaged: ${bad.map(({ title }) => title).join(', ')}.`, evidenceOf(bad), items);
  },
  plan({ items }) {
    const steps = items.map((device) =>
      command({
        item: device,
        title: `Repair ${device}`,
        argv: ['xfs_repair', device],
        captures: [{ kind: 'device', path: { text: device } }],
        undo: { kind: 'none', why: 'xfs_repair keeps nothing of what it changes.' },
        replay: 'idempotent',
        interruptible: false,
        timeoutMs: 7_200_000,
      }),
    );
    return always(steps);
  },
});
