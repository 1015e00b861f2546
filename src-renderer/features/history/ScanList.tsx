import { Link, useLocation } from 'wouter';
import { useHistory } from '../../stores/history.js';
import { useScan } from '../../stores/scan.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { useFormat } from '../../ui/format.js';
import { ScanWords } from '../start/ScanWords.js';
import { symptomTexts } from '../start/text.js';
import { historyTexts } from './text.js';

/** All kept looks at this machine, the newest first. */
export function ScanList() {
  const t = useTexts(historyTexts);
  const symptomOf = useTexts(symptomTexts);
  const { dateTime } = useFormat();
  const { scans, loaded } = useHistory();
  const show = useScan(({ show }) => show);
  const [, navigate] = useLocation();
  if (loaded && scans.length === 0) return <EmptyState title={t('noScans')} />;
  return (
    <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface">
      {scans.map((scan) => (
        <li key={scan.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2">
          <span>
            <span className="text-muted">{dateTime(scan.startedAt)}</span> <ScanWords summary={scan.summary} />{' '}
            {scan.symptom && `(${symptomOf(scan.symptom)})`} {scan.root !== '/' && <code>{scan.root}</code>}
          </span>
          <span className="flex gap-2">
            <Button look="quiet" onClick={() => void show(scan.id).then(() => navigate('/'))}>
              {t('showScan')}
            </Button>
            {scan.whole && (
              <Link
                href={`/history/compare/${scan.id}`}
                className="inline-flex min-h-9 items-center rounded-md px-3 text-accent hover:bg-selected"
              >
                {t('compareWith')}
              </Link>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
