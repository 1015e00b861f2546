import type { Consent, Job, JobDetails } from '../../../src-shared/contract/job.js';
import type { JobRecord } from '../../../src-shared/contract/record.js';
import { AppError } from '../../../src-shared/errors.js';
import type { AppPorts, SaveRecord } from '../app-ports.js';

type Notes = Pick<AppPorts, 'records' | 'now'>;

/** All jobs, the newest first, and what is there but cannot be read. */
export async function readJobs({ records }: Notes): Promise<{ jobs: Job[]; unreadable: string[] }> {
  const [kept, agreed] = [await records.list('job'), await records.list('consent')];
  const jobs = kept.records.toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : -1)).map((job) => joined(job, agreed.records));
  return { jobs, unreadable: [...kept.unreadable, ...agreed.unreadable] };
}

/** AppError not-found. */
export async function needJob(notes: Notes, id: string): Promise<Job> {
  const job = await notes.records.read('job', id);
  if (job) return withConsents(notes, job);
  throw new AppError('not-found', `There is no job ${id} here.`, "'rescuepc job list' shows them.");
}

/** The job that is open; null if there is none. */
export async function openJob(notes: Notes): Promise<Job | null> {
  const { records } = await notes.records.list('job');
  const open = records.filter((job) => job.closedAt === null).toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : -1))[0];
  return open === undefined ? null : withConsents(notes, open);
}

async function withConsents({ records }: Notes, job: JobRecord): Promise<Job> {
  const agreed: Consent[] = [];
  for (const run of job.runs) {
    const consent = await records.read('consent', run);
    if (consent) agreed.push(consent);
  }
  return joined(job, agreed);
}

function joined(job: JobRecord, consents: readonly Consent[]): Job {
  return { v: 1, type: 'job', ...job, consents: consents.filter(({ run }) => job.runs.includes(run)) };
}

/** Opens a job. AppError busy if another one is open. */
export async function beginJob(notes: Notes, id: string, details: JobDetails): Promise<Job> {
  return notes.records.change(async (save) => {
    const open = await openJob(notes);
    if (open) throw new AppError('busy', `Job ${open.details.ticket || open.id} is still open.`, 'Close it first.');
    const openedAt = notes.now().toISOString();
    return saveJob(save, { v: 1, type: 'job', id, openedAt, closedAt: null, details, notes: [], scans: [], runs: [], consents: [] });
  });
}

/** Changes a job and keeps it. AppError not-found; busy, no-space or io-error if it cannot be kept. */
export async function changeJob(notes: Notes, id: string, change: (job: Job) => Partial<Job>): Promise<Job> {
  return notes.records.change(async (save) => {
    const job = await needJob(notes, id);
    return saveJob(save, { ...job, ...change(job) });
  });
}

/** Notes that a scan or a run belongs to the open job. The work itself does not depend on it: a full disk only loses the note. */
export async function noteInOpenJob(notes: Notes, what: { scan: string } | { run: string }): Promise<void> {
  try {
    const job = await openJob(notes);
    if (!job) return;
    await changeJob(notes, job.id, ({ scans, runs }) =>
      'scan' in what ? { scans: [...scans, what.scan] } : { runs: [...runs.filter((run) => run !== what.run), what.run] },
    );
  } catch {
    // Said by whoever writes the journal or the scan to the same disk.
  }
}

/** Keeps who agreed to a plan (nobody told: nothing is kept), and that the run belongs to the open job. Never stops a repair. */
export async function keepConsent(notes: Notes, { run, digest, by }: Omit<Consent, 'at'>): Promise<void> {
  const at = notes.now().toISOString();
  if (by !== '') await notes.records.change((save) => save('consent', run, { run, digest, by, at })).catch(() => undefined);
  await noteInOpenJob(notes, { run });
}

async function saveJob(save: SaveRecord, job: Job): Promise<Job> {
  const { v: _v, type: _type, consents: _consents, ...record } = job;
  await save('job', job.id, record);
  return job;
}
