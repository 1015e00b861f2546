import { useState } from 'react';
import { useLocation } from 'wouter';
import { toAppError, type AppError } from '../../../src-shared/errors.js';
import { api } from '../../api/connection.js';
import { useHost } from '../../stores/host.js';
import { usePlan } from '../../stores/plan.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Panel } from '../../ui/Panel.js';
import { PasswordPlace } from '../plan/PasswordPlace.js';
import { runTexts } from './text.js';

/** A run that did not come to its end: what recovering does, and the way to it. */
export function RecoverRun({ run, root = '/', onBegun }: { readonly run: string; readonly root?: string; onBegun(): void }) {
  const t = useTexts(runTexts);
  const inControl = useHost(({ inControl }) => inControl);
  const [error, setError] = useState<AppError | null>(null);
  async function recover(): Promise<void> {
    setError(null);
    try {
      await api()['repair.recover']({ run, root });
      onBegun();
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  }
  return (
    <Panel title={t('next')}>
      <div className="flex max-w-[72ch] flex-col items-start gap-3">
        <p>{t('brokenWhy')}</p>
        <PasswordPlace needed />
        {error && <ErrorNote error={error} />}
        <Button look="main" disabled={!inControl} title={inControl ? undefined : t('watchingOnly')} onClick={() => void recover()}>
          {t('recover')}
        </Button>
        <p className="text-muted">{t('recoverFrom', { command: `rescuepc recover ${run}` })}</p>
      </div>
    </Panel>
  );
}

/** A run that failed before anything was done, for instance because the password was not given. */
export function NotBegun() {
  const t = useTexts(runTexts);
  const [, navigate] = useLocation();
  const hasPlan = usePlan(({ selection }) => selection.length > 0);
  return (
    <Panel title={t('next')}>
      <div className="flex flex-wrap items-center gap-3">
        <p className="font-semibold">{t('notBegun')}</p>
        {hasPlan && (
          <Button look="main" onClick={() => navigate('/plan')}>
            {t('planAgain')}
          </Button>
        )}
      </div>
    </Panel>
  );
}
