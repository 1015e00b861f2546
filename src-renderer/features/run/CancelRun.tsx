import { Square } from 'lucide-react';
import { useState } from 'react';
import { toAppError, type AppError } from '../../../src-shared/errors.js';
import { api, useConnection } from '../../api/connection.js';
import { useHost } from '../../stores/host.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { runTexts } from './text.js';
import { useCoreText } from '../../text/use-core-text.js';

/** Stops a run after its step in flight, and says what that means before and after. */
export function CancelRun({ run }: { readonly run: string }) {
  const t = useTexts(runTexts);
  const say = useCoreText();
  const inControl = useHost(({ inControl }) => inControl);
  const lost = useConnection(({ status }) => status !== 'open');
  const [answer, setAnswer] = useState<string | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  async function cancel(): Promise<void> {
    setError(null);
    try {
      const { accepted, message } = await api()['repair.cancel']({ run });
      setAnswer(accepted ? t('cancelAsked', { message: say(message) }) : say(message));
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        icon={<Square size={14} aria-hidden="true" />}
        disabled={answer !== null || !inControl || lost}
        title={inControl ? undefined : t('watchingOnly')}
        onClick={() => void cancel()}
      >
        {t('cancel')}
      </Button>
      <p aria-live="polite" className="min-w-0 max-w-[72ch] flex-1 text-muted">
        {answer ?? t('cancelHow')}
      </p>
      {error && <ErrorNote error={error} onRetry={() => void cancel()} />}
    </div>
  );
}
