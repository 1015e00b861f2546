import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, neededItem } from '../item.js';
import { quarantine } from '../switch-off.js';
import { always } from '../steps.js';

export const anyJournalCorrupt = defineRoutine({
  id: 'any-journal-corrupt',
  os: ['linux'],
  title: "Set damaged parts of the system's log aside",
  explains:
    "Parts of the system's log are damaged, usually since a power failure: looking into the log is slow, or stops in the middle. The damaged parts are set aside; nothing is deleted.",
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: ['any-fsck-ext4'],
  touches: ['files'],
  symptoms: ['slow'],
  target: 'running',
  confirmed: 'lab',
  source: 'journalctl(1): --verify',
  params: {},
  reads: ['journal-damage'],
  diagnose(facts) {
    const damage = facts['journal-damage'];
    if (!damage.known) return unknown(damage);
    const { checked, damaged } = damage.value;
    if (damaged.length === 0)
      return healthy("The finished parts of the system's log are sound.", [
        { source: 'journalctl --verify', line: `${checked} files`, meaning: 'no finished file is damaged' },
      ]);
    const items = damaged.map((file) =>
      neededItem(file, file, { source: 'journalctl --verify', line: `FAIL: ${file}`, meaning: 'damaged' }),
    );
    return needed(
      'info',
      `${damaged.length} ${damaged.length === 1 ? 'part' : 'parts'} of the system's log are damaged.`,
      evidenceOf(items),
      items,
    );
  },
  plan({ items }) {
    return always(items.map((file) => quarantine(file, `Set ${file} aside`, file)));
  },
});
