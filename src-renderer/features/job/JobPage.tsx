import { FileText, Presentation } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useConnection } from '../../api/connection.js';
import { useHost } from '../../stores/host.js';
import { useJob } from '../../stores/job.js';
import { commonTexts } from '../../text/common.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { useFormat } from '../../ui/format.js';
import { ModalDialog } from '../../ui/ModalDialog.js';
import { Page } from '../../ui/Page.js';
import { UnreadableNote } from '../../ui/UnreadableNote.js';
import { CustomerView } from '../report/CustomerView.js';
import { EarlierJobs } from './EarlierJobs.js';
import { NewJob } from './NewJob.js';
import { OpenJob } from './OpenJob.js';
import { SaveMark } from './SaveMark.js';
import { jobTexts } from './text.js';

/** One customer's visit: what is written down about it, and the visits before. */
export function JobPage() {
  const t = useTexts(jobTexts);
  const { dateTime } = useFormat();
  const { current, jobs, unreadable, error, saving, load, loadAll } = useJob();
  const disabled = !useHost(({ inControl }) => inControl);
  const generation = useConnection((state) => state.generation);
  useEffect(() => {
    void loadAll();
    // What was typed is kept when the page is left, without waiting for the pause.
    return () => void useJob.getState().save();
  }, [generation, loadAll]);
  const closed = (jobs ?? []).filter(({ closedAt }) => closedAt !== null);
  const name = current ? current.details.ticket || current.details.customer : '';
  return (
    <Page
      title={[t('title'), name].filter((word) => word !== '').join(' ')}
      intro={current ? t('openedAt', { at: dateTime(current.openedAt) }) : undefined}
      actions={current && <Actions job={current.id} ticket={name} disabled={disabled} />}
    >
      {current && <SaveMark />}
      {error && <ErrorNote error={error} {...(saving === 'failed' ? {} : { onRetry: () => void load() })} />}
      {current ? (
        <OpenJob key={current.id} job={current} disabled={disabled} />
      ) : (
        jobs && <NewJob technician={closed[0]?.details.technician ?? ''} disabled={disabled} />
      )}
      <UnreadableNote title={t('unreadable')} lines={unreadable} />
      {jobs && <EarlierJobs jobs={closed} />}
    </Page>
  );
}

function Actions({ job, ticket, disabled }: { readonly job: string; readonly ticket: string; readonly disabled: boolean }) {
  const t = useTexts(jobTexts);
  const common = useTexts(commonTexts);
  const [, go] = useLocation();
  const close = useJob((state) => state.close);
  const [shown, show] = useState<'customer' | 'closing' | null>(null);
  return (
    <>
      <Button icon={<Presentation size={16} aria-hidden="true" />} onClick={() => show('customer')}>
        {t('showCustomer')}
      </Button>
      <Button look="main" icon={<FileText size={16} aria-hidden="true" />} onClick={() => go(`/report/${job}`)}>
        {t('report')}
      </Button>
      <Button disabled={disabled} title={disabled ? t('watchingOnly') : undefined} onClick={() => show('closing')}>
        {t('close')}
      </Button>
      {shown === 'customer' && <CustomerView about={{ job }} onClose={() => show(null)} />}
      {shown === 'closing' && (
        <ModalDialog title={t('closeQuestion', { ticket })} onClose={() => show(null)}>
          <p>{t('closeWhy')}</p>
          <div className="flex justify-end gap-2 pt-4">
            <Button onClick={() => show(null)}>{common('cancel')}</Button>
            <Button look="main" onClick={() => void close().then(() => show(null))}>
              {t('close')}
            </Button>
          </div>
        </ModalDialog>
      )}
    </>
  );
}
