import { useState } from 'react';
import type { JournalCheck } from '../../../src-shared/contract/run.js';
import { toAppError, type AppError } from '../../../src-shared/errors.js';
import { api } from '../../api/connection.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Mark } from '../../ui/Mark.js';
import { historyTexts } from './text.js';
import { CoreText } from '../../ui/CoreText.js';
import { UnreadableNote } from '../../ui/UnreadableNote.js';

/** Whether journals and backups are whole; read only when it is asked for. */
export function Journals() {
  const t = useTexts(historyTexts);
  const [checks, setChecks] = useState<readonly JournalCheck[] | null>(null);
  const [unreadable, setUnreadable] = useState<readonly string[]>([]);
  const [working, setWorking] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  async function check(): Promise<void> {
    setWorking(true);
    setError(null);
    try {
      const answer = await api()['history.list']({ check: true, root: '/' });
      setChecks(answer.checks);
      // Of runs that were listed the check itself says what is wrong.
      setUnreadable(answer.checks.length === 0 ? answer.unreadable : []);
    } catch (thrown) {
      setError(toAppError(thrown));
    } finally {
      setWorking(false);
    }
  }
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-[72ch] text-muted">{t('journalsWhy')}</p>
      <div>
        <Button disabled={working} onClick={() => void check()}>
          {t('checkJournals')}
        </Button>
      </div>
      {error && <ErrorNote error={error} />}
      <UnreadableNote title={t('unreadable')} lines={unreadable} />
      <ul aria-live="polite" className="flex flex-col gap-2">
        {checks?.length === 0 && unreadable.length === 0 && <li>{t('noRuns')}</li>}
        {checks?.map((check) => (
          <li key={`${check.store}${check.run}`} className="flex gap-2">
            <Mark kind={check.ok ? 'fine' : 'urgent'} />
            <div>
              <code>{check.run}</code> {check.ok ? t('journalGood', { rows: check.rows }) : t('journalBad')}
              {check.problems.map((problem) => (
                <p key={problem}>
                  <CoreText text={problem} />
                </p>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
