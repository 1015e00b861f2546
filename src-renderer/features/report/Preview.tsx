import { useEffect, useState, type RefObject } from 'react';
import { toAppError, type AppError } from '../../../src-shared/errors.js';
import { useConnection } from '../../api/connection.js';
import { useTexts } from '../../text/texts.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { reportTexts } from './text.js';
import { makeReport, type Asked } from './use-report.js';

/**
 * The report itself, as it is saved. The frame may run no scripts; it is of our origin only so that this page can have it printed.
 */
export function Preview({ asked, frame }: { readonly asked: Asked; readonly frame: RefObject<HTMLIFrameElement | null> }) {
  const t = useTexts(reportTexts);
  const [html, setHtml] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const generation = useConnection((state) => state.generation);
  const key = JSON.stringify(asked);
  useEffect(() => {
    let wanted = true;
    makeReport(asked, 'html').then(
      (text) => {
        if (!wanted) return;
        setHtml(text);
        setError(null);
      },
      (thrown: unknown) => wanted && setError(toAppError(thrown)),
    );
    return () => {
      wanted = false;
    };
  }, [key, generation]);
  if (error) return <ErrorNote error={error} />;
  return (
    <iframe
      ref={frame}
      title={t('preview')}
      srcDoc={html}
      sandbox="allow-same-origin allow-modals"
      className="h-[70vh] min-h-80 w-full rounded-md border border-line bg-[white]"
    />
  );
}
