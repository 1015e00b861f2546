import { KeyRound, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useConnection } from '../../api/connection.js';
import { useHost } from '../../stores/host.js';
import { useRuns } from '../../stores/run.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { shellTexts } from './text.js';

/** What concerns every page: a lost connection, a password prompt, another window in control, a repair at work. */
export function Notices() {
  const t = useTexts(shellTexts);
  const lost = useConnection(({ status }) => status === 'lost');
  const { about, inControl, askingForPassword, takeControl } = useHost();
  const atWork = useRuns(({ active }) => active.findLast((run) => run.atWork)?.run);
  return (
    <div role="status" className="flex flex-col">
      {lost && <Notice icon={<Unplug size={18} aria-hidden="true" />}>{t('lost')}</Notice>}
      {askingForPassword && (
        <Notice icon={<KeyRound size={18} aria-hidden="true" />}>
          {t(about?.elevation === 'terminal' ? 'askingTerminal' : 'askingDialog')}
        </Notice>
      )}
      {!inControl && !lost && (
        <Notice>
          {t('watching')} <Button onClick={() => void takeControl()}>{t('takeControl')}</Button>
        </Notice>
      )}
      {atWork !== undefined && (
        <Notice>
          {t('runAtWork')}{' '}
          <Link href={`/run/${atWork}`} className="font-medium text-accent underline">
            {t('showRun')}
          </Link>
        </Notice>
      )}
    </div>
  );
}

function Notice({ icon, children }: { readonly icon?: ReactNode; readonly children: ReactNode }) {
  return (
    <p className="flex flex-wrap items-center gap-2 border-b border-line bg-selected px-4 py-1.5">
      {icon}
      {children}
    </p>
  );
}
