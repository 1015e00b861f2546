import type { Consent, Job, JobDetails } from '../../../src-shared/contract/job.js';
import { AppError } from '../../../src-shared/errors.js';
import type { AppPorts } from '../app-ports.js';

type Notebook = Pick<AppPorts, 'index' | 'now'>;
/** A job as it is kept; consents are kept by run and joined when it is read. */
type StoredJob = Omit<Job, 'consents'>;

/** All jobs, the newest first. */
export async function readJobs({ index }: Notebook): Promise<Job[]> {
  const stored = (await index.documents('job')) as StoredJob[];
  const consents = (await index.documents('consent')) as Consent[];
  return stored.map((job) => ({ ...job, consents: consents.filter(({ run }) => job.runs.includes(run)) }));
}

/** AppError not-found. */
export async function needJob(notebook: Notebook, id: string): Promise<Job> {
  const job = (await readJobs(notebook)).find((candidate) => candidate.id === id);
  if (job) return job;
  throw new AppError('not-found', `There is no job ${id} here.`, "'rescuepc job list' shows them.");
}

/** The job that is open; null if there is none. */
export async function openJob(notebook: Notebook): Promise<Job | null> {
  return (await readJobs(notebook)).find((job) => job.closedAt === null) ?? null;
}

/** Opens a job. AppError busy if another one is open. */
export async function beginJob(notebook: Notebook, id: string, details: JobDetails): Promise<Job> {
  const open = await openJob(notebook);
  if (open) throw new AppError('busy', `Job ${open.details.ticket || open.id} is still open.`, 'Close it first.');
  const openedAt = notebook.now().toISOString();
  return saveJob(notebook, { v: 1, type: 'job', id, openedAt, closedAt: null, details, notes: [], scans: [], runs: [], consents: [] });
}

/** Changes a job and keeps it. AppError not-found; no-space or io-error if it cannot be kept. */
export async function changeJob(notebook: Notebook, id: string, change: (job: Job) => Partial<Job>): Promise<Job> {
  const job = await needJob(notebook, id);
  return saveJob(notebook, { ...job, ...change(job) });
}

/** Notes that a scan or a run belongs to the open job. The work itself does not depend on it: a full disk only loses the note. */
export async function noteInOpenJob(notebook: Notebook, what: { scan: string } | { run: string }): Promise<void> {
  try {
    const job = await openJob(notebook);
    if (!job) return;
    await changeJob(notebook, job.id, ({ scans, runs }) =>
      'scan' in what ? { scans: [...scans, what.scan] } : { runs: [...runs.filter((run) => run !== what.run), what.run] },
    );
  } catch {
    // Said by whoever writes the journal or the scan to the same disk.
  }
}

/** Keeps who agreed to a plan (nobody told: nothing is kept), and that the run belongs to the open job. Never stops a repair. */
export async function keepConsent(notebook: Notebook, { run, digest, by }: Omit<Consent, 'at'>): Promise<void> {
  const at = notebook.now().toISOString();
  if (by !== '') await notebook.index.saveDocument('consent', run, at, { run, digest, by, at }).catch(() => undefined);
  await noteInOpenJob(notebook, { run });
}

async function saveJob({ index }: Notebook, job: Job): Promise<Job> {
  const { consents: _consents, ...stored } = job;
  await index.saveDocument('job', job.id, job.openedAt, stored);
  return job;
}
