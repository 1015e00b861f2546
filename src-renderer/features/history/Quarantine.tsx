import { Archive } from 'lucide-react';
import { useState } from 'react';
import type { QuarantineEntry } from '../../../src-shared/contract/run.js';
import { toAppError, type AppError } from '../../../src-shared/errors.js';
import { api } from '../../api/connection.js';
import { useHost } from '../../stores/host.js';
import { commonTexts } from '../../text/common.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { useFormat } from '../../ui/format.js';
import { ModalDialog } from '../../ui/ModalDialog.js';
import { useAnswer } from '../../ui/use-answer.js';
import { UndoDialog, type UndoTarget } from './UndoDialog.js';
import { historyTexts } from './text.js';

/** What was moved aside: restore is the undo of its step, deleting is for good and asked for. */
export function Quarantine() {
  const t = useTexts(historyTexts);
  const { dateTime, bytes } = useFormat();
  const inControl = useHost(({ inControl }) => inControl);
  const { answer, error, ask } = useAnswer(() => api()['quarantine.list']({ root: '/' }), []);
  const [restoring, setRestoring] = useState<UndoTarget | null>(null);
  const [purging, setPurging] = useState<QuarantineEntry | null>(null);
  return (
    <>
      <p className="mb-3 max-w-[72ch] text-muted">{t('quarantineWhy')}</p>
      {error && <ErrorNote error={error} onRetry={ask} />}
      {answer?.length === 0 && <EmptyState icon={<Archive size={28} />} title={t('quarantineEmpty')} />}
      {answer !== null && answer.length > 0 && (
        <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface">
          {answer.map((entry) => (
            <li key={entry.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2">
              <span className="min-w-0">
                <code>{entry.path}</code>{' '}
                <span className="text-muted">
                  {bytes(entry.bytes)} · {dateTime(entry.movedAt)}
                </span>
              </span>
              <span className="flex gap-2">
                <Button disabled={!inControl} onClick={() => setRestoring(targetOf(entry))}>
                  {t('restore')}
                </Button>
                <Button look="danger" disabled={!inControl} onClick={() => setPurging(entry)}>
                  {t('purge')}
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      {restoring && (
        <UndoDialog
          target={restoring}
          onClose={() => {
            setRestoring(null);
            ask();
          }}
        />
      )}
      {purging && (
        <PurgeDialog
          entry={purging}
          onClose={() => {
            setPurging(null);
            ask();
          }}
        />
      )}
    </>
  );
}

/** An entry's id is RUN/ROUTINE/STEP. */
function targetOf({ id }: QuarantineEntry): UndoTarget {
  const [run = '', routine, step] = id.split('/');
  return { run, ...(routine === undefined ? {} : { routine }), ...(step === undefined ? {} : { step }) };
}

function PurgeDialog({ entry, onClose }: { readonly entry: QuarantineEntry; readonly onClose: () => void }) {
  const t = useTexts(historyTexts);
  const common = useTexts(commonTexts);
  const { bytes } = useFormat();
  const [error, setError] = useState<AppError | null>(null);
  async function purge(): Promise<void> {
    try {
      await api()['quarantine.purge']({ id: entry.id, root: '/' });
      onClose();
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  }
  return (
    <ModalDialog title={t('purgeAsk', { path: entry.path })} onClose={onClose}>
      <p>{t('purgeWhy', { size: bytes(entry.bytes) })}</p>
      {error && <ErrorNote error={error} />}
      <footer className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button look="danger" onClick={() => void purge()}>
          {t('purge')}
        </Button>
      </footer>
    </ModalDialog>
  );
}
