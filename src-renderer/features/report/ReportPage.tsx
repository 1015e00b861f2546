import { Presentation } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Link, useParams } from 'wouter';
import type { Job } from '../../../src-shared/contract/job.js';
import type { ScanSummary } from '../../../src-shared/contract/scan.js';
import { toAppError, type AppError } from '../../../src-shared/errors.js';
import { api, useConnection } from '../../api/connection.js';
import { useJob } from '../../stores/job.js';
import { useLanguage, type Language } from '../../stores/language.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Page } from '../../ui/Page.js';
import { Panel } from '../../ui/Panel.js';
import { Choices } from './Choices.js';
import { CustomerView } from './CustomerView.js';
import { JournalHeads } from './JournalHeads.js';
import { Preview } from './Preview.js';
import { SaveButtons } from './SaveButtons.js';
import { reportTexts } from './text.js';
import { useReport, type About, type Asked } from './use-report.js';

type Kept = { readonly jobs: readonly Job[]; readonly scans: readonly ScanSummary[] };

/** A report on a job or an examination: chosen, looked at, printed, saved. */
export function ReportPage() {
  const t = useTexts(reportTexts);
  const { job } = useParams<{ job?: string }>();
  const [kept, setKept] = useState<Kept | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const generation = useConnection((state) => state.generation);
  useEffect(() => {
    void load();
  }, [generation]);
  async function load(): Promise<void> {
    try {
      // What is still being typed belongs into the report.
      await useJob.getState().save();
      setKept({ jobs: (await api()['job.list']({})).jobs, scans: await api()['scan.list']({}) });
      setError(null);
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  }
  const about = kept && firstAbout(kept, job);
  if (kept && about) return <ReportOn key={job} kept={kept} first={about} />;
  return (
    <Page title={t('title')}>
      {error && <ErrorNote error={error} onRetry={() => void load()} />}
      {kept && (
        <EmptyState title={t('nothing')}>
          <p>{t('nothingWhy')}</p>
          <Link href="/" className="text-accent underline">
            {t('toStart')}
          </Link>
        </EmptyState>
      )}
    </Page>
  );
}

/** The job that was asked for, the one that is open, or the newest examination; null: there is nothing. */
function firstAbout({ jobs, scans }: Kept, asked: string | undefined): About | null {
  const job = jobs.find(({ id }) => id === asked) ?? jobs.find(({ closedAt }) => closedAt === null);
  if (job) return { job: job.id };
  const [newest] = scans;
  if (newest) return { scan: newest.id };
  return jobs[0] ? { job: jobs[0].id } : null;
}

function ReportOn({ kept, first }: { readonly kept: Kept; readonly first: About }) {
  const t = useTexts(reportTexts);
  const spoken = useLanguage();
  const [about, setAbout] = useState(first);
  const [language, setLanguage] = useState<Language>(spoken);
  const [redact, setRedact] = useState(false);
  const [shown, show] = useState(false);
  const frame = useRef<HTMLIFrameElement>(null);
  const asked: Asked = { ...about, language, redact };
  const { document, error, retry } = useReport(asked);
  return (
    <Page
      title={t('title')}
      intro={t('intro')}
      actions={
        <Button icon={<Presentation size={16} aria-hidden="true" />} onClick={() => show(true)}>
          {t('showCustomer')}
        </Button>
      }
    >
      <Panel>
        <div className="flex flex-col gap-4">
          <Choices
            {...kept}
            asked={asked}
            onChange={(part) => {
              if (part.about) setAbout(part.about);
              if (part.language) setLanguage(part.language);
              if (part.redact !== undefined) setRedact(part.redact);
            }}
          />
          {document && (
            <SaveButtons
              asked={asked}
              name={redact ? (document.job?.details.ticket ?? '') : document.job?.details.ticket || document.device?.host || ''}
              madeAt={document.madeAt}
              onPrint={() => frame.current?.contentWindow?.print()}
            />
          )}
        </div>
      </Panel>
      {error ? <ErrorNote error={error} onRetry={retry} /> : <Preview asked={asked} frame={frame} />}
      {document && <JournalHeads document={document} />}
      {shown && <CustomerView about={about} onClose={() => show(false)} />}
    </Page>
  );
}
