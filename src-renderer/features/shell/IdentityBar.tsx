import { Link } from 'wouter';
import { useJob } from '../../stores/job.js';
import { useOverview } from '../../stores/overview.js';
import { useTexts } from '../../text/texts.js';
import { useFormat } from '../../ui/format.js';
import { shellTexts } from './text.js';

/** One line: which machine, since when it is up, as whom we work, who else is here, and the job. */
export function IdentityBar() {
  const identity = useOverview(({ overview }) => overview?.identity);
  const job = useJob(({ current }) => current);
  const t = useTexts(shellTexts);
  const { duration } = useFormat();
  const jobName = job ? t('job', { ticket: job.details.ticket || job.details.customer || job.id }) : t('noJob');
  const parts = identity
    ? [
        identity.model || identity.hostName || t('unknownModel'),
        identity.serial && t('serial', { serial: identity.serial }),
        identity.system,
        identity.upSeconds !== null && t('upSince', { time: duration(identity.upSeconds) }),
        t(identity.elevated ? 'runningAsAdmin' : 'runningAs', { user: identity.user }),
        identity.otherUsers.length > 0 && t('otherUsers', { users: identity.otherUsers.join(', ') }),
      ].filter((part): part is string => typeof part === 'string' && part !== '')
    : [];
  return (
    <header className="flex min-h-11 items-center justify-between gap-4 border-b border-line bg-surface px-4 py-1.5">
      <p className="min-w-0" data-testid="identity">
        {parts.map((part, index) => (
          <span key={part} className={index === 0 ? 'font-semibold' : 'text-muted'}>
            {index > 0 && <span aria-hidden="true"> · </span>}
            {part}
          </span>
        ))}
      </p>
      <Link href="/job" title={jobName} className="max-w-2/5 shrink-0 truncate rounded-md px-2 py-1 text-accent hover:bg-selected">
        {jobName}
      </Link>
    </header>
  );
}
