import type { Job } from '../../../../src-shared/contract/job.js';
import type { Output } from '../output.js';
import { clean } from '../../terminal-text.js';

/** One job, as far as it was filled in. */
export function renderJob({ id, openedAt, closedAt, details, notes, scans, runs, consents }: Job, output: Output): string {
  const lines: readonly (readonly [string, string])[] = [
    ['Ticket', details.ticket],
    ['Customer', details.customer],
    ['Technician', details.technician],
    ['Opened', when(openedAt)],
    ['Closed', closedAt === null ? 'open' : when(closedAt)],
    ['Complaint', details.complaint],
    ['Accessories', details.accessories],
    ['Data', details.data],
    ['Minutes', details.minutes === 0 ? '' : String(details.minutes)],
    ...details.handTests.map(
      ({ name, result, note }) => ['Tested', [name, result, note].filter((word) => word !== '').join(', ')] as const,
    ),
    ...details.declined.map(({ what, risk }) => ['Declined', [what, risk].filter((word) => word !== '').join(': ')] as const),
    ...details.parts.map(({ name, price }) => ['Part', [name, price].filter((word) => word !== '').join(', ')] as const),
    ...notes.map(({ at, text }) => ['Note', `${when(at)} ${text}`] as const),
    ['Scans', scans.join(' ')],
    ['Runs', runs.join(' ')],
    ...consents.map(({ run, by }) => ['Agreed', `${by} to ${run}`] as const),
  ];
  const shown = lines.filter(([, value]) => value !== '').map(([name, value]) => `  ${name.padEnd(12)}${clean(value)}`);
  return [output.style('bold', `Job ${id}`), ...shown].join('\n');
}

/** One line a job. */
export function renderJobs(jobs: readonly Job[], output: Output): string {
  return jobs
    .map(({ id, openedAt, closedAt, details }) => {
      const who = [details.ticket, details.customer].filter((word) => word !== '').join(', ');
      return `${output.style('bold', id)}  ${when(openedAt)}  ${closedAt === null ? 'open  ' : 'closed'}  ${clean(who)}`;
    })
    .join('\n');
}

function when(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
