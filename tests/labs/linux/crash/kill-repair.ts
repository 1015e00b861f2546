import { type Found, recoverAndLook, repairAndUndo } from './aftermath.ts';
import type { Moment, Point, Victim } from './entry.ts';
import { type Report, freshlyBroken, onRig, repairOf, report, rowPoints, rowsOf, tryPoint } from './points.ts';
import type { Rig } from './rig.ts';
import { type Subject, dpkg } from './subjects.ts';

/** Kills `victim` at every row of a repair, at the given moments, recovers each time, and at last repairs and takes back. */
export function killAtRows(subject: Subject, victim: Victim, moments: readonly Moment[], product?: string): Promise<Report> {
  return onRig(
    subject,
    async (rig, before) => {
      const rows = (await rowsOf(rig, repairOf(subject))).length;
      // One more, for a run that is a row longer.
      const points = rowPoints(1, rows + 1, victim, moments);
      const found = await tryAll(rig, subject, before, points);
      return report(`${rows} rows`, found, await atLast(rig, subject));
    },
    { product },
  );
}

/** Kills the worker at every fsync and fdatasync of a repair: finer than the rows, also while folders and backups are made. */
export function killAtSyncs(subject: Subject): Promise<Report> {
  return onRig(subject, async (rig, before) => {
    const syncs = (await rig.syncsOf(repairOf(subject))).length;
    const points = Array.from({ length: syncs }, (_, index): Point => ({ sync: index + 1, victim: 'worker' }));
    // The first run of a machine makes the store, too.
    const found = await tryAll(rig, subject, before, points, () => rig.machine.must(['rm', '-rf', '/var/lib/rescuepc']));
    return report(`${syncs} fsyncs`, found, await atLast(rig, subject));
  });
}

/** The same from outside: strace kills the worker as it enters the N-th fdatasync, when the row is written and perhaps not on the disk. */
export function killByStrace(subject: Subject): Promise<Report> {
  return onRig(subject, async (rig, before) => {
    const rows = (await rowsOf(rig, repairOf(subject))).length;
    const found: Found[] = [];
    for (let row = 1; row <= rows; row++) {
      await freshlyBroken(rig, subject);
      const { trace } = await rig.trace(['-e', 'trace=fdatasync', '-e', `inject=fdatasync:signal=KILL:when=${row}`], repairOf(subject));
      await rig.workerGone();
      const early = trace.includes('+++ killed by SIGKILL +++') ? [] : ['nothing was killed'];
      const { where, failures } = await recoverAndLook(rig, subject, before);
      found.push({ where, failures: [...early, ...failures].map((failure) => `fdatasync ${row}: ${failure}`) });
    }
    return report(`${rows} rows`, found);
  });
}

async function tryAll(
  rig: Rig,
  subject: Subject,
  before: string,
  points: readonly Point[],
  first?: () => Promise<unknown>,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const point of points) {
    await freshlyBroken(rig, subject);
    await first?.();
    found.push(await tryPoint(rig, subject, before, point, repairOf(subject)));
  }
  return found;
}

async function atLast(rig: Rig, subject: Subject): Promise<readonly string[]> {
  await freshlyBroken(rig, subject);
  return repairAndUndo(rig, subject, subject !== dpkg);
}
