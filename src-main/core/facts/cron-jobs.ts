import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { latin1ToWords, toLatin1 } from '../bytes.js';
import type { Target } from '../ports.js';
import { packageOwner } from './package-owner.js';
import { cronJobsIn, type CronJob } from './readers/crontab.js';
import { suspicionOf, type Suspicion } from './suspect.js';
import { defineFact } from './types.js';

export type SuspectJob = CronJob & {
  readonly file: string;
  readonly suspicion: Suspicion;
  /** The file belongs to root: to others' RescuePC leaves their crontabs. */
  readonly rootOwned: boolean;
};

/** `unread`: folders with crontabs that may not be looked into without root. */
export type CronJobs = { readonly jobs: number; readonly suspects: readonly SuspectJob[]; readonly unread: readonly string[] };

/** Jobs that the system runs at set times, and what speaks against some of them. */
export const cronJobs = defineFact<CronJobs>({
  id: 'cron-jobs',
  title: 'Timed jobs',
  cost: 'default',
  needs: [],
  timeoutMs: 20_000,
  async read({ target, signal }): Promise<ReadingOf<CronJobs>> {
    const unread: string[] = [];
    const list = async (folder: string): Promise<string[]> =>
      (
        await target.files.list({ text: folder }).catch((error: unknown) => {
          if ((error as { code?: unknown }).code === 'not-permitted') unread.push(folder);
          return [];
        })
      ).map((entry) => entry.text);
    const system = ['/etc/crontab', ...(await list('/etc/cron.d')).filter((name) => !name.endsWith('.placeholder'))];
    const people = [...(await list('/var/spool/cron/crontabs')), ...(await list('/var/spool/cron'))];
    let jobs = 0;
    const suspects: SuspectJob[] = [];
    for (const file of [...system, ...people]) {
      const found = await jobsOf(target, file, system.includes(file));
      jobs += found?.jobs.length ?? 0;
      for (const job of found?.jobs ?? []) {
        const suspicion = await suspicionOf(target, latin1ToWords(job.command));
        // A package that was removed leaves its job behind, which then does nothing.
        if (suspicion === null || (suspicion.kind === 'gone' && (await packageOwner(target, file, signal)) !== null)) continue;
        suspects.push({ ...job, file, suspicion, rootOwned: found?.uid === 0 });
      }
    }
    const evidence = suspects.map(({ file, line, text, suspicion }) => ({
      source: `${file}:${line}`,
      line: latin1ToWords(text),
      meaning: suspicion.why,
    }));
    return { known: true, value: { jobs, suspects, unread }, evidence };
  },
});

async function jobsOf(target: Target, file: string, system: boolean): Promise<{ jobs: CronJob[]; uid: number } | null> {
  const stat = await target.files.stat({ text: file });
  if (stat?.kind !== 'file') return null;
  return { jobs: cronJobsIn(toLatin1(await target.files.read({ text: file }, 4_000_000)), system), uid: stat.uid };
}
