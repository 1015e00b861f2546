import type { Scan } from '../../../src-shared/contract/scan.js';
import { useHost } from '../../stores/host.js';
import { useScan } from '../../stores/scan.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { Mark } from '../../ui/Mark.js';
import { findingsTexts } from './text.js';
import { CoreText } from '../../ui/CoreText.js';

/** What could not be read, why, and what cures it. */
export function UnreadList({ scan }: { readonly scan: Scan }) {
  const t = useTexts(findingsTexts);
  const { start, progress } = useScan();
  const { about, inControl } = useHost();
  const needRights = scan.unknown.some(({ id }) => {
    const reading = scan.facts[id];
    return reading !== undefined && !reading.known && (reading.code === 'needs-elevation' || reading.code === 'not-permitted');
  });
  const symptom = scan.symptom?.name;
  return (
    <div className="mt-2 rounded-md border border-dashed border-line-strong p-3">
      <ul className="flex flex-col gap-1">
        {scan.unknown.map(({ id, reason, cure }) => (
          <li key={id} className="flex gap-2">
            <Mark kind="unread" />
            <span>
              <CoreText text={reason} />{' '}
              <span className="text-muted">
                <CoreText text={cure} />
              </span>
            </span>
          </li>
        ))}
      </ul>
      {needRights && about?.elevation !== 'unavailable' && (
        <Button
          className="mt-2"
          disabled={progress !== null || !inControl}
          onClick={() => void start({ elevate: true, ...(symptom ? { symptom } : {}) })}
        >
          {t('readAsAdmin')}
        </Button>
      )}
    </div>
  );
}
