import type { Job, JobDetails } from '../../../src-shared/contract/job.js';
import { useJob } from '../../stores/job.js';
import { useTexts } from '../../text/texts.js';
import { TextArea } from '../../ui/Field.js';
import { useFormat } from '../../ui/format.js';
import { Panel } from '../../ui/Panel.js';
import { Declined, HandTests, Parts } from './JobLists.js';
import { Minutes } from './Minutes.js';
import { Notes } from './Notes.js';
import { WhoFields } from './WhoFields.js';
import { jobTexts } from './text.js';

/** Everything that is written down about the job that is open. It saves itself. */
export function OpenJob({ job, disabled }: { readonly job: Job; readonly disabled: boolean }) {
  const t = useTexts(jobTexts);
  const { dateTime } = useFormat();
  const draft = useJob((state) => state.draft);
  const edit = useJob((state) => state.edit);
  const details = draft ?? job.details;
  const onEdit = (part: Partial<JobDetails>): void => edit({ ...(useJob.getState().draft ?? job.details), ...part });
  return (
    <div className="flex flex-col gap-4">
      <fieldset disabled={disabled} className="flex min-w-0 flex-col gap-4">
        <Panel title={t('who')}>
          <WhoFields details={details} onEdit={onEdit} />
        </Panel>
        <Panel title={t('handTests')}>
          {details.handTests.length === 0 && <p className="pb-2 text-muted">{t('noTests')}</p>}
          <HandTests details={details} onEdit={onEdit} />
        </Panel>
        <div className="grid gap-4 lg:grid-cols-2">
          <Panel title={t('declined')}>
            <p className="pb-2 text-muted">{t('declinedWhy')}</p>
            <Declined details={details} onEdit={onEdit} />
          </Panel>
          <Panel title={t('work')}>
            <div className="flex flex-col gap-3">
              <Minutes job={job.id} minutes={details.minutes} onChange={(minutes) => onEdit({ minutes })} />
              <Parts details={details} onEdit={onEdit} />
            </div>
          </Panel>
        </div>
        <Panel title={t('data')}>
          <TextArea
            label={t('data')}
            hint={t('dataHint')}
            maxLength={10_000}
            value={details.data}
            onChange={(event) => onEdit({ data: event.target.value })}
          />
        </Panel>
      </fieldset>
      <Panel title={t('notes')}>
        <Notes notes={job.notes} disabled={disabled} />
      </Panel>
      <Panel title={t('belongs')}>
        <p>
          {t('scans', { n: job.scans.length })}, {t('runs', { n: job.runs.length })}.
        </p>
        {job.consents.map(({ run, by, at }) => (
          <p key={run}>{t('agreed', { by, run, at: dateTime(at) })}</p>
        ))}
      </Panel>
    </div>
  );
}
