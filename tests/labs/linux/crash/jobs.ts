import type { CaseOptions, Row } from '../run-case.ts';
import { failingCalls } from './disk-errors.ts';
import { orderOfDurability } from './durability.ts';
import { fullDisk } from './full-disk.ts';
import { killAtRows, killAtSyncs, killByStrace } from './kill-repair.ts';
import { killRecover, killUndo } from './kill-undo.ts';
import type { Report } from './points.ts';
import { cutPowerInMidRun } from './power-cut.ts';
import { restartPending } from './restart-pending.ts';
import { sabotaged } from './sabotage.ts';
import { repairBeforeRecover, waitForLivingChild } from './stale.ts';
import { dpkg, dropin, hosts } from './subjects.ts';

type CrashJob = { readonly id: string; readonly title: string; readonly prove: () => Promise<Report> };

const proofs: readonly CrashJob[] = [
  ...[hosts, dropin, dpkg].map((subject) => ({
    id: `kill-worker ${subject.id}`,
    title: 'kill -9 of the worker at every journal row',
    prove: () => killAtRows(subject, 'worker', subject === hosts ? ['absent', 'torn', 'durable'] : ['absent', 'durable']),
  })),
  ...[hosts, dropin, dpkg].map((subject) => ({
    id: `kill-cli ${subject.id}`,
    title: 'kill -9 of the command line at every journal row',
    prove: () => killAtRows(subject, 'cli', ['durable']),
  })),
  { id: `kill-at-fsync ${hosts.id}`, title: 'kill -9 of the worker at every fsync', prove: () => killAtSyncs(hosts) },
  { id: `kill-by-strace ${hosts.id}`, title: 'kill -9 of the worker by strace at every fdatasync', prove: () => killByStrace(hosts) },
  ...[hosts, dropin].flatMap((subject) => [
    { id: `kill-undo ${subject.id}`, title: 'kill -9 of the worker at every row of an undo', prove: () => killUndo(subject) },
    { id: `kill-recover ${subject.id}`, title: 'kill -9 of the worker at every row of a recovery', prove: () => killRecover(subject) },
  ]),
  { id: 'kill-then-repair', title: 'a dead run blocks nobody, and its late recovery harms nothing', prove: repairBeforeRecover },
  { id: 'kill-living-child', title: 'a recovery waits for a dpkg that outlived its worker', prove: () => waitForLivingChild() },
  { id: 'power-cut', title: 'the power goes in the middle of a repair', prove: cutPowerInMidRun },
  { id: 'durable-in-order', title: 'kept and journaled on the disk before the target is touched', prove: () => orderOfDurability() },
  { id: 'disk-errors', title: 'ENOSPC and EIO in the middle of a repair', prove: failingCalls },
  { id: 'disk-full', title: 'a full disk before and in a repair, and before an undo', prove: fullDisk },
  { id: 'restart-pending', title: 'a repair that only a restart can prove', prove: restartPending },
  { id: 'crash-sabotage', title: 'each proof fails on a product that lacks what it is about', prove: sabotaged },
];

/** The proofs of crash safety as further rows of the lab's table. */
export const crashJobs = proofs.map(({ id, title, prove }) => ({ id, title, run: (options: CaseOptions) => asRow(id, prove, options) }));

async function asRow(id: string, prove: () => Promise<Report>, options: CaseOptions): Promise<Row> {
  const started = Date.now();
  const nothing: Report = { tried: '-', found: '-', failures: [] };
  const { tried, found, failures } = await (options.product ? prove() : Promise.resolve(nothing)).catch((error: unknown) => ({
    ...nothing,
    failures: [error instanceof Error ? error.message : String(error)],
  }));
  return { id, failures, sound: '-', broken: tried, repaired: found, undone: '-', times: [], seconds: (Date.now() - started) / 1000 };
}
