import type { ScanSummary } from '../../../src-shared/contract/scan.js';
import { useTexts } from '../../text/texts.js';
import { startTexts } from './text.js';

/** A kept look in a few words: what it found, in how much, and how much it leaves open. */
export function ScanWords({ summary: { urgent, soon, checked, unread, notLookedAt = 0 } }: Pick<ScanSummary, 'summary'>) {
  const t = useTexts(startTexts);
  const left = unread + notLookedAt;
  return (
    <>
      {t('scanOf', { urgent, soon, checked })}
      {left > 0 && `; ${t('scanLeft', { left })}`}
    </>
  );
}
