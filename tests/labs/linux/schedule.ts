import type { Job, LabOptions, Result, Row } from './row.ts';
import { timeRow } from './stopwatch.ts';

type Hooks = {
  /** How long a row took before, or a guess. */
  readonly secondsOf: (job: Job) => number;
  /** False: it would have to wait for something that is being made; others begin before it. */
  readonly isReady: (job: Job) => boolean;
  /** Hears of each row as it ends, also of a second try. */
  readonly onRow: (row: Row) => void;
};

/** More rows than this do not fail because a machine is busy: they are not tried again. */
const mostSecondTries = 20;

/**
 * Runs all jobs, `atOnce` at a time and the longest first, then those that failed once more, each by itself: a row that passes then
 * keeps what it said before as `firstTry`. The rows have the order of the jobs.
 */
export async function runJobs(
  jobs: readonly Job[],
  options: LabOptions & { readonly atOnce: number },
  { secondsOf, isReady, onRow }: Hooks,
): Promise<readonly Row[]> {
  const rows = new Map<string, Row>();
  const waiting = jobs.toSorted((a, b) => secondsOf(b) - secondsOf(a));
  const next = (): Job | undefined => waiting.splice(Math.max(0, waiting.findIndex(isReady)), 1)[0];
  const lane = async (): Promise<void> => {
    for (let job = next(); job !== undefined; job = next()) {
      const row = await runJob(job, options);
      rows.set(job.id, row);
      onRow(row);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, options.atOnce) }, lane));
  const failed = jobs.filter(({ id }) => (rows.get(id)?.failures.length ?? 0) > 0);
  for (const job of failed.length > mostSecondTries ? [] : failed) {
    const first = rows.get(job.id);
    if (first === undefined) continue;
    const second = await runJob(job, options);
    const row = second.failures.length === 0 ? { ...second, firstTry: first } : { ...second, failures: bothTries(first, second) };
    rows.set(job.id, row);
    onRow(row);
  }
  return jobs.flatMap(({ id }) => rows.get(id) ?? []);
}

async function runJob(job: Job, options: LabOptions): Promise<Row> {
  const careful = (): Promise<Result> =>
    job.run(options).catch((error: unknown) => ({ failures: [error instanceof Error ? error.message : String(error)] }));
  const { value, seconds, parts } = await timeRow(careful);
  return { ...value, id: job.id, seconds, parts };
}

function bothTries(first: Result, second: Result): readonly string[] {
  const once = first.failures.filter((failure) => !second.failures.includes(failure));
  return [...second.failures, ...once.map((failure) => `(at the first try) ${failure}`)];
}
