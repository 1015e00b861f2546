import type { Job } from '../../../src-shared/contract/job.js';
import { AppError } from '../../../src-shared/errors.js';
import type { Session } from './session.js';

/** A job by its id or by its ticket (of several with the same ticket the newest). AppError not-found. */
export async function findJob({ app }: Session, word: string): Promise<Job> {
  const { jobs } = await app['job.list']({});
  const found = jobs.find(({ id }) => id === word) ?? jobs.find(({ details }) => details.ticket === word && word !== '');
  if (found) return found;
  throw new AppError('not-found', `There is no job '${word}' here.`, "'rescuepc job list' shows them; give the id or the ticket.");
}

/** The job that is open. AppError not-found. */
export async function needOpenJob({ app }: Session): Promise<Job> {
  const job = await app['job.current']({});
  if (job) return job;
  throw new AppError('not-found', 'No job is open.', "Open one with 'rescuepc job open'.");
}
