import { last, textOf } from '../product.ts';
import { type Found, journalRows } from './aftermath.ts';
import type { Point, RowPoint } from './entry.ts';
import { type Report, freshlyBroken, nameOf, onRig, repairOf, report, rowPoints, rowsOf, tryPoint } from './points.ts';
import type { Rig } from './rig.ts';
import type { Subject } from './subjects.ts';

/** Kills the worker at every row of an undo: what was begun is taken back to its end, what was not begun stays repaired. */
export function killUndo(subject: Subject): Promise<Report> {
  return onRig(subject, async (rig, before) => {
    const repaired = (await rowsOf(rig, repairOf(subject))).length;
    const rows = (await rowsOf(rig, ['undo', '--last', '--yes'])).length - repaired;
    // Counted from the undo's own first row.
    const points = rowPoints(1, rows, 'worker', ['absent', 'durable']);
    const found: Found[] = [];
    for (const point of points) {
      await freshlyBroken(rig, subject);
      found.push(await undoStruck(rig, subject, before, point));
    }
    return report(`${rows} rows`, found);
  });
}

async function undoStruck(rig: Rig, subject: Subject, before: string, point: RowPoint): Promise<Found> {
  const run = textOf(last(await rig.call(repairOf(subject)), 'finished'), 'run');
  const repaired = (await journalRows(rig)).length;
  const found = await tryPoint(rig, subject, before, { ...point, row: repaired + point.row }, ['undo', run, '--yes']);
  const expected = point.row > 1 || point.moment === 'durable' ? 'before' : 'after';
  if (found.where === expected || found.tried === false) return found;
  return { ...found, failures: [...found.failures, `${nameOf(point)} of the undo: the machine is ${found.where}, not ${expected}`] };
}

/** Kills the worker at every row of a recovery that has the most to take back, and recovers from that. */
export function killRecover(subject: Subject): Promise<Report> {
  return onRig(subject, async (rig, before) => {
    const rows = await rowsOf(rig, repairOf(subject));
    const crash: Point = { row: rows.lastIndexOf('done') + 1, moment: 'absent', victim: 'worker' };
    const crashed = async (): Promise<number> => {
      await freshlyBroken(rig, subject);
      await rig.strike(crash, repairOf(subject));
      await rig.workerGone();
      return crash.row - 1;
    };
    const first = await crashed();
    await rig.call(['recover']);
    const all = Number(await rig.machine.must(['sh', '-c', 'cat /var/lib/rescuepc/runs/*/journal.ndjson | wc -l']));
    const points = rowPoints(first + 1, all, 'worker', ['absent', 'durable']);
    const found: Found[] = [];
    for (const point of points) {
      await crashed();
      found.push(await tryPoint(rig, subject, before, point, ['recover']));
    }
    return report(`${all - first} rows`, found);
  });
}
