import type { StepBody } from '../../../../src-shared/contract/step.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, neededItem, soundItem } from '../item.js';
import { always, command } from '../steps.js';

/** The tables of nearly every FAT volume end before this. */
const keptMegabytes = 32;

/** Nothing irreplaceable: tables, kept before they are repaired; pieces of files that belong to nothing become files, and are not freed. */
export const anyFsckFat = defineRoutine({
  id: 'any-fsck-fat',
  os: ['linux'],
  title: 'Repair a damaged FAT volume',
  explains:
    'A stick, a memory card or the boot partition has damaged tables, usually because it was pulled out. They are repaired; pieces that belong to no file are kept as files named FSCK....REC. The first 32 MB, where the tables are, are kept to take it back.',
  scope: 'machine',
  risk: 'medium',
  needsRestart: false,
  after: [],
  touches: ['filesystem'],
  symptoms: ['wont-boot'],
  target: 'running',
  confirmed: 'lab',
  source: 'fsck.fat(8): exit codes, -n, -a, -w; transcripts fsck-fat-*',
  params: {},
  listsAll: true,
  reads: ['fat-check'],
  diagnose(facts) {
    const check = facts['fat-check'];
    if (!check.known) return unknown(check);
    if (check.value.length === 0) return { ...healthy('There is no unmounted FAT volume to check.'), outcome: 'not-applicable' };
    const items = check.value.map(({ device, clean, problems }) =>
      clean
        ? soundItem(device)
        : neededItem(device, `${device}: ${problems[0] ?? 'damaged'}`, {
            source: `fsck.fat -n ${device}`,
            line: problems[0] ?? '',
            meaning: 'damage',
          }),
    );
    const bad = items.filter(({ outcome }) => outcome === 'needed');
    if (bad.length === 0) return healthy(`${check.value.length} FAT volumes were checked and are sound.`, check.evidence, items);
    return needed('critical', `Damaged: ${bad.map(({ title }) => title).join(', ')}.`, evidenceOf(bad), items);
  },
  plan({ items }) {
    return always(items.map(repairStep));
  },
});

function repairStep(device: string): StepBody {
  return command({
    item: device,
    title: `Repair ${device}`,
    argv: ['fsck.fat', '-a', '-w', device],
    captures: [{ kind: 'device', path: { text: device }, keep: keptMegabytes * 1024 * 1024 }],
    okExit: [0, 1],
    undo: {
      kind: 'captures',
      exact: false,
      why: `The first ${keptMegabytes} MB of the volume, which hold its tables, are kept and written back.`,
    },
    replay: 'idempotent',
    interruptible: false,
    timeoutMs: 3_600_000,
  });
}
