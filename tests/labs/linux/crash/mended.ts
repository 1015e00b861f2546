import { last, textOf } from '../product.ts';
import { type Report, freshlyBroken, onRig, repairOf, rowsOf } from './points.ts';
import type { RowPoint } from './entry.ts';
import { hosts } from './subjects.ts';

const file = '/etc/hosts';

/** What a person makes of the file who finds the machine in the middle of a repair: still broken, or sound. */
const mendings: readonly (readonly [string, string, RegExp])[] = [
  ['in part', `echo '10.1.1.1 mine' >>${file}; echo '127.0.0.1 www.virustotal.com' >>${file}`, /changed since|left alone/],
  ['well', `printf '127.0.0.1 localhost\\n127.0.1.1 %s\\n10.1.1.1 mine\\n' "$(hostname)" >${file}`, /not what it left/],
];

/** A file that was mended by hand after a kill is written over neither by the recovery nor by an undo, and both say so. */
export function mendedByHand(): Promise<Report> {
  return onRig(hosts, async (rig) => {
    const rows = await rowsOf(rig, repairOf(hosts));
    const [planned, done] = [rows.indexOf('planned') + 1, rows.indexOf('done') + 1];
    const points: readonly RowPoint[] = [
      { row: planned, moment: 'durable', victim: 'worker' },
      { row: done, moment: 'absent', victim: 'worker' },
      { row: done, moment: 'durable', victim: 'worker' },
    ];
    const failures: string[] = [];
    for (const point of points)
      for (const [how, script, words] of mendings) {
        await freshlyBroken(rig, hosts);
        await rig.strike(point, repairOf(hosts));
        await rig.workerGone();
        await rig.machine.must(['sh', '-c', script]);
        const mended = rig.machine.read(file).toString('latin1');
        const recovered = await rig.call(['recover']);
        const said = JSON.stringify(recovered.documents);
        const at = `row ${point.row} ${point.moment}, mended ${how}`;
        if (rig.machine.read(file).toString('latin1') !== mended) failures.push(`${at}: recover wrote over it`);
        if (!words.test(said)) failures.push(`${at}: recover does not say it: ${said.slice(-600)}`);
        await rig.call(['undo', textOf(last(recovered, 'finished'), 'run'), '--yes']);
        if (rig.machine.read(file).toString('latin1') !== mended) failures.push(`${at}: undo wrote over it`);
      }
    const tried = points.length * mendings.length;
    return { tried: `${tried} mendings`, found: `${tried - failures.length} left`, failures };
  });
}
