import type { CaseOptions, Row } from '../run-case.ts';
import { type Report, killAtRows } from './kill-points.ts';
import { dpkg, dropin, hosts } from './subjects.ts';

type CrashJob = { readonly id: string; readonly title: string; readonly prove: () => Promise<Report> };

const proofs: readonly CrashJob[] = [
  ...[hosts, dropin, dpkg].map((subject) => ({
    id: `kill-worker ${subject.id}`,
    title: 'kill -9 of the worker at every journal row',
    prove: () => killAtRows(subject, 'worker', ['absent', 'durable']),
  })),
  ...[hosts, dropin, dpkg].map((subject) => ({
    id: `kill-cli ${subject.id}`,
    title: 'kill -9 of the command line at every journal row',
    prove: () => killAtRows(subject, 'cli', ['durable']),
  })),
];

/** The proofs of crash safety as further rows of the lab's table. */
export const crashJobs = proofs.map(({ id, title, prove }) => ({ id, title, run: (options: CaseOptions) => asRow(id, prove, options) }));

async function asRow(id: string, prove: () => Promise<Report>, options: CaseOptions): Promise<Row> {
  const started = Date.now();
  const nothing: Report = { tried: '-', found: '-', failures: [], ms: [] };
  const { tried, found, failures, ms } = await (options.product ? prove() : Promise.resolve(nothing)).catch((error: unknown) => ({
    ...nothing,
    failures: [error instanceof Error ? error.message : String(error)],
  }));
  return { id, failures, sound: '-', broken: tried, repaired: found, undone: '-', times: ms, seconds: (Date.now() - started) / 1000 };
}
