import { bootMachine } from '../machine.ts';
import { type Found, type Where, journalRows, recoverAndLook } from './aftermath.ts';
import type { Moment, Point, RowPoint, Victim } from './entry.ts';
import { type Rig, layRig } from './rig.ts';
import type { Subject } from './subjects.ts';

/** What a job of this folder found out, for the table. */
export type Report = { readonly tried: string; readonly found: string; readonly failures: readonly string[] };

/** Runs `body` on a machine with a rig on which `subject` is broken; the machine is off afterwards. */
export async function onRig<T>(
  subject: Subject,
  body: (rig: Rig, before: string) => Promise<T>,
  { sizeMb = 512, product }: { readonly sizeMb?: number; readonly product?: string | undefined } = {},
): Promise<T> {
  const machine = await bootMachine({ sizeMb });
  try {
    await subject.prepare(machine);
    return await body(await layRig(machine, product), await subject.state(machine));
  } finally {
    machine.off();
  }
}

export function repairOf(subject: Subject): readonly string[] {
  return ['repair', subject.id, '--yes'];
}

/** Every point of `moments` at the rows `first` to `last`. */
export function rowPoints(first: number, last: number, victim: Victim, moments: readonly Moment[]): readonly RowPoint[] {
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return rows.flatMap((row) => moments.map((moment) => ({ row, moment, victim })));
}

/** Strikes once and looks at what recovery makes of it. */
export async function tryPoint(rig: Rig, subject: Subject, before: string, point: Point, args: readonly string[]): Promise<Found> {
  const { struck, code } = await rig.strike(point, args);
  await rig.workerGone();
  // A command that ends at once has no row of its own, so a run may have a row less than the one that was counted.
  const ended = !struck && 'row' in point && (await journalRows(rig)).length < point.row;
  const early = [
    ...(struck || ended ? [] : ['the point was not reached']),
    ...(point.victim === 'worker' && code === 0 && struck ? ['the command says 0 although its worker was killed'] : []),
    ...(point.victim === 'cli' ? await stepsInFlight(rig) : []),
  ];
  const { where, failures } = await recoverAndLook(rig, subject, before);
  return { where, tried: struck, failures: [...early, ...failures].map((failure) => `${nameOf(point)}: ${failure}`) };
}

/** A worker whose command line was killed ends its step and journals it. */
async function stepsInFlight(rig: Rig): Promise<readonly string[]> {
  const rows = await journalRows(rig);
  const ended = rows.filter(({ type }) => ['done', 'failed', 'restored'].includes(String(type))).map(({ step }) => step);
  const open = rows.filter(({ type, step }) => type === 'planned' && !ended.includes(step));
  return open.map(({ step }) => `the worker left step ${String(step)} in flight`);
}

export function nameOf(point: Point): string {
  return 'row' in point ? `row ${point.row} ${point.moment}` : `fsync ${point.sync}`;
}

/** The machine is broken as at first, and no run is in its store. */
export async function freshlyBroken(rig: Rig, subject: Subject): Promise<void> {
  await rig.machine.must(['sh', '-c', 'rm -rf /var/lib/rescuepc/runs/* /var/lib/rescuepc/quarantine/*']);
  await subject.breakAgain(rig.machine);
}

/** Types of the journal's rows after an undisturbed call; the machine is not broken any more. */
export async function rowsOf(rig: Rig, args: readonly string[]): Promise<readonly string[]> {
  const said = await rig.call(args);
  if (said.code !== 0) throw new Error(`undisturbed ${args.join(' ')}: exit ${said.code}: ${said.text}`);
  return (await journalRows(rig)).map((row) => String(row['type']));
}

/** `of`: what the points are counted against, e.g. `6 rows`. Points that a shorter run never came to do not count. */
export function report(of: string, all: readonly Found[], more: readonly string[] = []): Report {
  const found = all.filter((one) => one.tried !== false);
  const count = (where: Where): number => found.filter((one) => one.where === where).length;
  const between = count('between');
  const words = `${count('before')} before, ${count('after')} after${between === 0 ? '' : `, ${between} BETWEEN`}`;
  return { tried: `${found.length} points / ${of}`, found: words, failures: [...all.flatMap((one) => one.failures), ...more] };
}
