import { holdFile } from '../tiny-packages.ts';
import { type Found, recoverAndLook } from './aftermath.ts';
import type { Point } from './entry.ts';
import { type Report, freshlyBroken, nameOf, onRig, repairOf, report, rowsOf } from './points.ts';
import type { Rig } from './rig.ts';
import { type Subject, dpkg, dropin, hosts } from './subjects.ts';

/** Cuts the power of a machine in the middle of its repairs, boots it again, and recovers. */
export async function cutPowerInMidRun(): Promise<Report> {
  const found: Found[] = [];
  for (const subject of [hosts, dropin, dpkg]) found.push(...(await onRig(subject, (rig, before) => cutPower(rig, subject, before))));
  return report('3 routines', found);
}

async function cutPower(rig: Rig, subject: Subject, before: string): Promise<readonly Found[]> {
  const rows = await rowsOf(rig, repairOf(subject));
  const found: Found[] = [];
  for (const point of pointsIn(rows)) {
    await freshlyBroken(rig, subject);
    // dpkg is to be in its work, not before or after it. The hold is gone with the power.
    if (subject === dpkg) await rig.machine.must(['touch', holdFile]);
    const { said } = await rig.freeze(point, repairOf(subject));
    await rig.machine.restart();
    await said;
    const runs = await rig.call(['runs']);
    const unfinished = JSON.stringify(runs.documents).includes('"unfinished"');
    const { where, failures } = await recoverAndLook(rig, subject, before);
    const all = [...(unfinished ? [] : ['the run is not shown as unfinished']), ...failures];
    found.push({ where, failures: all.map((failure) => `power cut, ${subject.id}, ${nameOf(point)}: ${failure}`) });
  }
  return found;
}

/** Intention journaled, a child at work (if there is one), and the change made but not journaled. */
function pointsIn(rows: readonly string[]): readonly Point[] {
  const child = rows.lastIndexOf('child') + 1;
  if (child > 0) return [{ row: child, moment: 'durable', victim: 'machine' }];
  return [
    { row: rows.lastIndexOf('planned') + 1, moment: 'durable', victim: 'machine' },
    { row: rows.lastIndexOf('done') + 1, moment: 'absent', victim: 'machine' },
  ];
}
