import type { LostSnapshot } from '../../facts/lost-snapshots.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, fewOf, neededItem } from '../item.js';
import { always } from '../steps.js';

/** Nothing is removed: what snapper knows again, a person can look into and remove with snapper (decision 15). */
export const anyLostSnapshots = defineRoutine({
  id: 'any-lost-snapshots',
  os: ['linux'],
  title: 'Let snapper see its lost snapshots again',
  explains:
    'Snapshots whose note is gone, after a power cut or a full disk, are not listed by snapper and never removed: they keep room occupied for good. The note is written anew, with the number and the time of the snapshot. No snapshot is removed: look into it first, then remove it with snapper.',
  scope: 'machine',
  risk: 'low',
  needsRestart: false,
  after: [],
  touches: ['files'],
  symptoms: ['disk-full'],
  target: 'running',
  confirmed: 'lab',
  source: 'snapper(8), snapper-configs(5); info.xml as snapper 0.10.4 writes it; btrfs-subvolume(8): show',
  params: {},
  reads: ['lost-snapshots'],
  diagnose(facts) {
    const lost = facts['lost-snapshots'];
    if (!lost.known) return unknown(lost);
    if (lost.value.length === 0) return healthy('snapper knows all of its snapshots.', lost.evidence);
    const items = lost.value.map(({ folder, note, created }) =>
      neededItem(folder, `${folder} of ${created} UTC`, {
        source: `${folder}/info.xml`,
        line: note,
        meaning: 'snapper does not list this snapshot and never removes it',
      }),
    );
    return needed('warning', `Snapshots that snapper has lost: ${fewOf(items.map(({ title }) => title))}.`, evidenceOf(items), items);
  },
  plan({ facts, items }) {
    const lost = facts['lost-snapshots'];
    const chosen = lost.known ? lost.value.filter(({ folder }) => items.includes(folder)) : [];
    const steps = chosen.map((snapshot) => ({
      kind: 'write-file' as const,
      scope: 'machine' as const,
      item: snapshot.folder,
      title: `Write the note of ${snapshot.folder} anew`,
      path: { text: `${snapshot.folder}/info.xml` },
      contentBase64: Buffer.from(noteOf(snapshot)).toString('base64'),
      mode: 0o600,
    }));
    return always(steps);
  },
});

/** Without a word on cleaning up: snapper then never removes it by itself. */
function noteOf({ number, created }: LostSnapshot): string {
  return `<?xml version="1.0"?>
<snapshot>
  <type>single</type>
  <num>${number}</num>
  <date>${created}</date>
  <description>found again by RescuePC</description>
</snapshot>
`;
}
