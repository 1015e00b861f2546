import { failingCalls } from './disk-errors.ts';
import { orderOfDurability } from './durability.ts';
import { fullDisk } from './full-disk.ts';
import { killAtRows, killAtSyncs, killByStrace } from './kill-repair.ts';
import { killRecover, killUndo } from './kill-undo.ts';
import { mendedByHand } from './mended.ts';
import type { Report } from './points.ts';
import { cutPowerInMidRun } from './power-cut.ts';
import { restartPending } from './restart-pending.ts';
import { sabotaged } from './sabotage.ts';
import type { Job } from '../row.ts';
import { repairBeforeRecover, waitForLivingChild } from './stale.ts';
import { dpkg, dropin, hosts } from './subjects.ts';

type Proof = Pick<Job, 'id' | 'title'> & Partial<Pick<Job, 'about'>> & { readonly prove: () => Promise<Report> };

const every = [hosts, dropin, dpkg];

const proofs: readonly Proof[] = [
  ...every.map((subject) => ({
    id: `kill-worker ${subject.id}`,
    title: 'kill -9 of the worker at every journal row',
    prove: () => killAtRows(subject, 'worker', subject === hosts ? ['absent', 'torn', 'durable'] : ['absent', 'durable']),
  })),
  ...every.map((subject) => ({
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
  { id: 'kill-then-mend', title: 'what was mended by hand after a kill stays, and that is said', prove: mendedByHand },
  { id: 'kill-living-child', title: 'a recovery waits for a dpkg that outlived its worker', prove: () => waitForLivingChild() },
  { id: 'power-cut', title: 'the power goes in the middle of a repair', prove: cutPowerInMidRun },
  { id: 'durable-in-order', title: 'kept and journaled on the disk before the target is touched', prove: () => orderOfDurability() },
  { id: 'disk-errors', title: 'ENOSPC and EIO in the middle of a repair', prove: failingCalls },
  { id: 'disk-full', title: 'a full disk before and in a repair, and before an undo', prove: fullDisk },
  { id: 'restart-pending', title: 'a repair that only a restart can prove', prove: restartPending, about: 'everything' },
  { id: 'crash-sabotage', title: 'each proof fails on a product that lacks what it is about', prove: sabotaged },
];

/** The proofs of crash safety as further rows of the lab's table. */
export const crashJobs: readonly Job[] = proofs.map(({ id, title, prove, about = every.map((subject) => subject.id) }) => ({
  id,
  title,
  run: async ({ product }) => {
    if (!product) return { failures: [] };
    const { tried, found, failures } = await prove();
    return { failures, broken: tried, repaired: found };
  },
  from: [import.meta.url],
  about,
}));
