import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useLanguage } from '../../stores/language.js';
import { commonTexts } from '../../text/common.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { useReport, type About } from './use-report.js';
import { reportTexts } from './text.js';

/** The whole window for the customer: three sentences in large type, nothing else. Escape or the button closes it. */
export function CustomerView({ about, onClose }: { readonly about: About; readonly onClose: () => void }) {
  const t = useTexts(reportTexts);
  const common = useTexts(commonTexts);
  const language = useLanguage();
  const { document, error, retry } = useReport({ ...about, language, redact: false });
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={t('showCustomer')}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className="m-0 size-full max-h-none max-w-none overflow-auto border-0 bg-surface p-0"
    >
      <div className="mx-auto flex min-h-full max-w-4xl flex-col gap-6 px-6 py-8">
        <header className="flex flex-wrap items-center justify-between gap-4">
          <h2 className="text-2xl font-semibold">{document?.shop.name || t('forYou')}</h2>
          <Button icon={<X size={18} aria-hidden="true" />} onClick={onClose}>
            {common('close')}
          </Button>
        </header>
        {error && <ErrorNote error={error} onRetry={retry} />}
        {!document && !error && <p className="text-2xl">{t('making')}</p>}
        {document && (
          <dl className="flex flex-1 flex-col justify-center gap-8" aria-live="polite">
            {(
              [
                ['howItIs', document.result.state],
                ['whatWasDone', document.result.done],
                ['whatNext', document.result.next],
              ] as const
            ).map(([name, sentence]) => (
              <div key={name} className="flex flex-col gap-1 border-l-4 border-line-strong pl-5">
                <dt className="text-xl text-muted">{t(name)}</dt>
                <dd className="text-2xl leading-snug">{sentence}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </dialog>
  );
}
