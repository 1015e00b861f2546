import type { Job } from '../../../src-shared/contract/job.js';
import type { ScanSummary } from '../../../src-shared/contract/scan.js';
import type { Language } from '../../stores/language.js';
import { useTexts } from '../../text/texts.js';
import { CheckField, SelectField } from '../../ui/Field.js';
import { useFormat } from '../../ui/format.js';
import { reportTexts } from './text.js';
import type { About, Asked } from './use-report.js';

/** What the report is about, what it is compared with, its language, and whether names are hidden. */
export function Choices({
  jobs,
  scans,
  asked,
  onChange,
}: {
  readonly jobs: readonly Job[];
  readonly scans: readonly ScanSummary[];
  readonly asked: Asked;
  readonly onChange: (part: { readonly about?: About; readonly language?: Language; readonly redact?: boolean }) => void;
}) {
  const t = useTexts(reportTexts);
  const { dateTime } = useFormat();
  const { compare: _compare, language, redact, ...about } = asked;
  const inJobs = new Set(jobs.flatMap((job) => job.scans));
  const alone = scans.filter(({ id }) => !inJobs.has(id));
  const now = about.scan === undefined ? undefined : scans.find(({ id }) => id === about.scan);
  const earlier = scans.filter(({ id, startedAt }) => id !== about.scan && (now === undefined || startedAt < now.startedAt));
  return (
    <div className="grid gap-3 md:grid-cols-3">
      <SelectField
        label={t('about')}
        value={about.job === undefined ? `scan:${about.scan ?? ''}` : `job:${about.job}`}
        onChange={({ target }) => onChange({ about: aboutOf(target.value) })}
      >
        {jobs.length > 0 && (
          <optgroup label={t('jobs')}>
            {jobs.map(({ id, openedAt, details }) => (
              <option key={id} value={`job:${id}`}>
                {t('job', { ticket: details.ticket || details.customer || id, at: dateTime(openedAt) })}
              </option>
            ))}
          </optgroup>
        )}
        {alone.length > 0 && (
          <optgroup label={t('scans')}>
            {alone.map(({ id, startedAt }) => (
              <option key={id} value={`scan:${id}`}>
                {t('scan', { at: dateTime(startedAt) })}
              </option>
            ))}
          </optgroup>
        )}
      </SelectField>
      <SelectField
        label={t('compare')}
        value={asked.compare ?? ''}
        onChange={({ target }) => onChange({ about: target.value === '' ? about : { ...about, compare: target.value } })}
      >
        <option value="">{t(about.job === undefined ? 'noCompare' : 'firstOfJob')}</option>
        {earlier.map(({ id, startedAt }) => (
          <option key={id} value={id}>
            {t('scan', { at: dateTime(startedAt) })}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('language')}
        value={language}
        onChange={({ target }) => onChange({ language: target.value === 'de' ? 'de' : 'en' })}
      >
        <option value="en">{t('english')}</option>
        <option value="de">{t('german')}</option>
      </SelectField>
      <div className="md:col-span-3">
        <CheckField
          label={t('redact')}
          hint={t('redactHint')}
          checked={redact}
          onChange={({ target }) => onChange({ redact: target.checked })}
        />
      </div>
    </div>
  );
}

function aboutOf(value: string): About {
  const [kind, id = ''] = value.split(':');
  return kind === 'job' ? { job: id } : { scan: id };
}
