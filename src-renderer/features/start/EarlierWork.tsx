import { useEffect } from 'react';
import { Link } from 'wouter';
import { countChanges } from '../../../src-shared/contract/run.js';
import { useHistory } from '../../stores/history.js';
import { outcomeTexts } from '../../text/common.js';
import { useTexts } from '../../text/texts.js';
import { useFormat } from '../../ui/format.js';
import { Panel } from '../../ui/Panel.js';
import { ScanWords } from './ScanWords.js';
import { startTexts } from './text.js';

const shown = 4;

/** The last repairs and looks at this machine, with the way to take back and to compare. */
export function EarlierWork() {
  const t = useTexts(startTexts);
  const outcome = useTexts(outcomeTexts);
  const { dateTime } = useFormat();
  const { runs, scans, unreadable, loaded, load } = useHistory();
  useEffect(() => void load(), [load]);
  const whole = scans.filter((scan) => scan.whole);
  return (
    <Panel title={t('earlier')}>
      {loaded && runs.length + whole.length + unreadable.length === 0 && <p className="text-muted">{t('noEarlier')}</p>}
      {unreadable.length > 0 && <p className="text-muted">{t('unreadable', { count: unreadable.length })}</p>}
      <ul className="flex flex-col gap-2">
        {runs.slice(0, shown).map((run) => (
          <li key={run.id} className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span>
              <span className="text-muted">{dateTime(run.startedAt)}</span> {t('runOf', { count: run.routines.length })}
              {run.outcome && `, ${run.undone ? t('takenBack') : outcome(run.outcome)}`}
            </span>
            <Link href={`/history/${run.id}`} className="text-accent underline">
              {t(countChanges(run.steps).canUndo > 0 ? 'undo' : 'show')}
            </Link>
          </li>
        ))}
        {whole.slice(0, 2).map((scan) => (
          <li key={scan.id} className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span>
              <span className="text-muted">{dateTime(scan.startedAt)}</span> <ScanWords summary={scan.summary} />
            </span>
            <Link href={`/history/compare/${scan.id}`} className="text-accent underline">
              {t('compare')}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
