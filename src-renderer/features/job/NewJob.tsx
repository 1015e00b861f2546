import { useState } from 'react';
import { emptyJobDetails, type JobDetails } from '../../../src-shared/contract/job.js';
import { useJob } from '../../stores/job.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { Panel } from '../../ui/Panel.js';
import { WhoFields } from './WhoFields.js';
import { jobTexts } from './text.js';

/** Begins a job. The technician of the last one is proposed. */
export function NewJob({ technician, disabled }: { readonly technician: string; readonly disabled: boolean }) {
  const t = useTexts(jobTexts);
  const open = useJob((state) => state.open);
  const [typed, setTyped] = useState<Partial<JobDetails>>({});
  const details = { ...emptyJobDetails, technician, ...typed };
  return (
    <Panel title={t('newJob')}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void open(details);
        }}
      >
        <p className="max-w-[72ch] text-muted">{t('newJobWhy')}</p>
        <fieldset disabled={disabled}>
          <WhoFields details={details} onEdit={(part) => setTyped({ ...typed, ...part })} />
        </fieldset>
        <div>
          <Button type="submit" look="main" disabled={disabled} title={disabled ? t('watchingOnly') : undefined}>
            {t('openIt')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
