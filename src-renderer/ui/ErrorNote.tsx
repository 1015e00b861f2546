import type { AppError } from '../../src-shared/errors.js';
import { commonTexts } from '../text/common.js';
import { useTexts } from '../text/texts.js';
import { Button } from './Button.js';
import { errorTexts } from './error-text.js';
import { Mark } from './Mark.js';
import { CoreText } from './CoreText.js';

/** What failed, what it means, and what to do. */
export function ErrorNote({ error, onRetry }: { readonly error: AppError; readonly onRetry?: () => void }) {
  const t = useTexts(errorTexts);
  const common = useTexts(commonTexts);
  return (
    <div role="alert" className="flex items-start gap-3 rounded-md border border-soon bg-soon-ground px-4 py-3">
      <Mark kind="soon" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{t(error.code)}</p>
        <p>
          <CoreText text={error.message} />
        </p>
        {error.hint !== undefined && error.hint !== '' && (
          <p className="text-muted">
            <CoreText text={error.hint} />
          </p>
        )}
      </div>
      {onRetry && <Button onClick={onRetry}>{common('tryAgain')}</Button>}
    </div>
  );
}
