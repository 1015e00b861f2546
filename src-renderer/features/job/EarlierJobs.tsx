import { Link } from 'wouter';
import type { Job } from '../../../src-shared/contract/job.js';
import { useTexts } from '../../text/texts.js';
import { useFormat } from '../../ui/format.js';
import { Panel } from '../../ui/Panel.js';
import { jobTexts } from './text.js';

/** Jobs that are closed, each with its report. */
export function EarlierJobs({ jobs }: { readonly jobs: readonly Job[] }) {
  const t = useTexts(jobTexts);
  const { dateTime } = useFormat();
  return (
    <Panel title={t('earlier')}>
      {jobs.length === 0 ? (
        <p className="text-muted">{t('noEarlier')}</p>
      ) : (
        <ul className="flex flex-col divide-y divide-line">
          {jobs.map(({ id, openedAt, details }) => (
            <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2">
              <div className="min-w-0">
                <p className="font-medium">{[details.ticket || id, details.customer].filter((word) => word !== '').join(' · ')}</p>
                <p className="line-clamp-2 text-muted">
                  {dateTime(openedAt)}
                  {details.complaint === '' ? '' : `: ${details.complaint}`}
                </p>
              </div>
              <Link href={`/report/${id}`} className="rounded-md px-2 py-1 text-accent hover:bg-selected">
                {t('reportOf', { ticket: details.ticket || id })}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
