import { bootMachine } from '../machine.ts';
import { type Found, recoverAndLook, repairAndUndo } from './aftermath.ts';
import type { Moment, Point, Victim } from './entry.ts';
import { type Rig, layRig } from './rig.ts';
import type { Subject } from './subjects.ts';

/** What a job of this folder found out, for the table. */
export type Report = { readonly tried: string; readonly found: string; readonly failures: readonly string[]; readonly ms: readonly number[] };

/** Runs `body` on a machine with a rig on which `subject` is broken; the machine is off afterwards. */
export async function onRig<T>(subject: Subject, body: (rig: Rig, before: string) => Promise<T>): Promise<T> {
  const machine = await bootMachine();
  try {
    await subject.prepare(machine);
    return await body(await layRig(machine), await subject.state(machine));
  } finally {
    machine.off();
  }
}

/** Kills `victim` at every row of a repair, at the given moments, recovers each time, and at last repairs and takes back. */
export function killAtRows(subject: Subject, victim: Victim, moments: readonly Moment[]): Promise<Report> {
  return onRig(subject, async (rig, before) => {
    const rows = await countRows(rig, ['repair', subject.id, '--yes']);
    const points = allPoints(1, rows, victim, moments);
    const found: Found[] = [];
    for (const point of points) {
      await freshlyBroken(rig, subject);
      found.push(await tryPoint(rig, subject, before, point, ['repair', subject.id, '--yes']));
    }
    await freshlyBroken(rig, subject);
    const last = await repairAndUndo(rig, subject, subject.id !== 'deb-dpkg-interrupted');
    return report(`${points.length} points, ${rows} rows`, found, last);
  });
}

/** Every point of `moments` at the rows `first` to `last`. */
export function allPoints(first: number, last: number, victim: Victim, moments: readonly Moment[]): readonly Point[] {
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return rows.flatMap((row) => moments.map((moment) => ({ row, moment, victim })));
}

/** Strikes once and looks at what recovery makes of it. */
export async function tryPoint(rig: Rig, subject: Subject, before: string, point: Point, args: readonly string[]): Promise<Found> {
  const { struck, code } = await rig.strike(point, args);
  await rig.workerGone();
  const early = [
    ...(struck ? [] : ['the point was not reached']),
    ...(point.victim === 'worker' && code === 0 ? ['the command says 0 although its worker was killed'] : []),
  ];
  const { where, failures } = await recoverAndLook(rig, subject, before);
  return { where, failures: [...early, ...failures].map((failure) => `${nameOf(point)}: ${failure}`) };
}

function nameOf(point: Point): string {
  return 'row' in point ? `row ${point.row} ${point.moment}` : `fsync ${point.sync}`;
}

/** The machine is broken as at first, and no run is in its store. */
export async function freshlyBroken(rig: Rig, subject: Subject): Promise<void> {
  await rig.machine.must(['sh', '-c', 'rm -rf /var/lib/rescuepc/runs/* /var/lib/rescuepc/quarantine/*']);
  await subject.breakAgain(rig.machine);
}

/** The journal's rows after an undisturbed call; the machine is not broken any more. */
export async function countRows(rig: Rig, args: readonly string[]): Promise<number> {
  const said = await rig.call(args);
  if (said.code !== 0) throw new Error(`undisturbed ${args.join(' ')}: exit ${said.code}: ${said.text}`);
  return journalRows(rig);
}

/** Rows in all journals of the machine's store; the jobs keep one run at a time there. */
export async function journalRows(rig: Rig): Promise<number> {
  return Number(await rig.machine.must(['sh', '-c', 'cat /var/lib/rescuepc/runs/*/journal.ndjson | wc -l']));
}

export function report(tried: string, found: readonly Found[], more: readonly string[] = []): Report {
  const count = (where: Found['where']): number => found.filter((one) => one.where === where).length;
  const between = count('between');
  const words = `${count('before')} before, ${count('after')} after${between === 0 ? '' : `, ${between} BETWEEN`}`;
  return { tried, found: words, failures: [...found.flatMap((one) => one.failures), ...more], ms: [] };
}
