import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { evidenceOf, soundItem } from '../item.js';
import { command } from '../steps.js';

export const anyFsckExt4 = defineRoutine({
  id: 'any-fsck-ext4',
  os: ['linux'],
  title: 'Repair a damaged ext4 volume',
  explains:
    'The file system of a disk or partition is damaged. It is repaired first with the changes that are always safe, and only if that is not enough with all changes the checker proposes. The old blocks are kept, so that the repair can be taken back.',
  scope: 'machine',
  risk: 'medium',
  needsRestart: false,
  after: [],
  touches: ['filesystem'],
  symptoms: ['wont-boot', 'disk-full'],
  target: 'running',
  confirmed: 'lab',
  source: 'e2fsck(8): exit codes, -p, -y, -z; e2undo(8); transcripts e2fsck-*, e2undo-ok',
  params: {},
  listsAll: true,
  reads: ['ext4-volumes', 'ext4-check'],
  diagnose(facts) {
    const volumes = facts['ext4-volumes'];
    const checks = facts['ext4-check'];
    if (!volumes.known) return unknown(volumes);
    const damaged = checks.known ? checks.value.filter((check) => !check.clean) : [];
    const marked = volumes.value.filter(
      (volume) => !volume.clean && !damaged.some((check) => check.device === volume.device) && !isProvedClean(volume.device),
    );
    const bad = [
      ...damaged.map((check) => ({
        id: check.device,
        title: `${check.device}: ${check.problems.length} problems`,
        outcome: 'needed' as const,
        evidence: checks.known ? checks.evidence.filter((entry) => entry.source.endsWith(check.device)) : [],
      })),
      ...marked
        .filter((volume) => volume.mountedAt === null)
        .map((volume) => ({
          id: volume.device,
          title: `${volume.device}: ${volume.state}`,
          outcome: 'needed' as const,
          evidence: volumes.evidence.filter((entry) => entry.source.endsWith(volume.device)),
        })),
    ];
    const clean = checks.known ? checks.value.filter((check) => !bad.some(({ id }) => id === check.device)) : [];
    const items = [...bad, ...clean.map(({ device }) => soundItem(device))];
    if (bad.length > 0) return needed('critical', `Damaged: ${bad.map(({ title }) => title).join(', ')}.`, evidenceOf(bad), items);
    if (!checks.known) return unknown(checks);
    if (checks.value.length === 0) return { ...healthy('There is no unmounted ext4 volume to check.'), outcome: 'not-applicable' };
    return healthy(`${checks.value.length} ext4 volumes were checked and are sound.`, checks.evidence, items);

    function isProvedClean(device: string): boolean {
      return checks.known && checks.value.some((check) => check.device === device && check.clean);
    }
  },
  plan({ items }) {
    return [
      { onlyIf: 'always', steps: items.map((device, index) => check(device, '-p', `preen-${index + 1}.e2undo`)) },
      { onlyIf: 'still-needed', steps: items.map((device, index) => check(device, '-y', `full-${index + 1}.e2undo`)) },
    ];
  },
});

/** `-p` ends with 4 when it leaves damage for the next stage: that is its answer, not a failure. */
function check(device: string, how: '-p' | '-y', undoFile: string) {
  const file = `\${run}/backup/${undoFile}`;
  return command({
    item: device,
    title: how === '-p' ? `Make the safe repairs on ${device}` : `Make all repairs on ${device}`,
    argv: ['e2fsck', '-f', how, '-z', file, device],
    captures: [{ kind: 'device', path: { text: device } }],
    okExit: how === '-p' ? [0, 1, 2, 4] : [0, 1, 2],
    undo: {
      kind: 'inverse',
      argv: ['e2undo', file, device],
      exact: true,
      why: 'The blocks that are changed are kept and written back.',
    },
    produces: [undoFile],
    replay: 'idempotent',
    interruptible: false,
    timeoutMs: 7_200_000,
  });
}
