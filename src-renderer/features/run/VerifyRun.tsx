import { useState } from 'react';
import type { Outcome } from '../../../src-shared/contract/words.js';
import { toAppError, type AppError } from '../../../src-shared/errors.js';
import { api } from '../../api/connection.js';
import { useHost } from '../../stores/host.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { OutcomeMark } from './OutcomeMark.js';
import { runTexts } from './text.js';

/** Looks after a restart whether a repair that waited for it has worked. */
export function VerifyRun({ run, root, onVerified }: { readonly run: string; readonly root: string; onVerified(): void }) {
  const t = useTexts(runTexts);
  const inControl = useHost(({ inControl }) => inControl);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  async function verify(): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      setOutcome((await api()['repair.verify']({ run, root })).outcome);
      onVerified();
    } catch (thrown) {
      setError(toAppError(thrown));
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      <Button look="main" disabled={busy || !inControl} title={inControl ? undefined : t('watchingOnly')} onClick={() => void verify()}>
        {t('verify')}
      </Button>
      {outcome && (
        <p role="status">
          <OutcomeMark outcome={outcome} />
        </p>
      )}
      {error && <ErrorNote error={error} />}
    </>
  );
}
