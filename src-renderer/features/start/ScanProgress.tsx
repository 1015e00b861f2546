import { useScan } from '../../stores/scan.js';
import { commonTexts } from '../../text/common.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { ProgressBar } from '../../ui/ProgressBar.js';
import { startTexts } from './text.js';
import { CoreText } from '../../ui/CoreText.js';

/** How far the look is, what was read last, and a way to end it. */
export function ScanProgress() {
  const t = useTexts(startTexts);
  const common = useTexts(commonTexts);
  const { progress, cancel } = useScan();
  if (!progress) return null;
  const { done, total, title } = progress;
  return (
    <section className="flex flex-wrap items-center gap-3 rounded-md border border-line bg-surface px-4 py-3">
      <div className="min-w-60 flex-1">
        <p className="mb-1">
          {total === 0 ? t('lookingBegins') : t('looking', { done, total })}{' '}
          <span className="text-muted">
            <CoreText text={title} />
          </span>
        </p>
        <ProgressBar done={done} total={total} label={t('lookingLabel')} />
      </div>
      <Button onClick={cancel}>{common('cancel')}</Button>
    </section>
  );
}
