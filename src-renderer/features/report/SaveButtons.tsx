import { FileDown, Printer } from 'lucide-react';
import { useState } from 'react';
import { toAppError, type AppError } from '../../../src-shared/errors.js';
import { api } from '../../api/connection.js';
import { useHost } from '../../stores/host.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { SelectField } from '../../ui/Field.js';
import { StillWorking } from '../../ui/ProgressBar.js';
import { download, fileName, fromBase64 } from './download.js';
import { reportTexts } from './text.js';
import { makeReport, type Asked } from './use-report.js';

type Kind = 'html' | 'json' | 'csv' | 'pdf';

/** Prints what the preview shows, or saves it in one of its forms. `name`: what the file is called after. */
export function SaveButtons({
  asked,
  name,
  madeAt,
  onPrint,
}: {
  readonly asked: Asked;
  readonly name: string;
  readonly madeAt: string;
  readonly onPrint: () => void;
}) {
  const t = useTexts(reportTexts);
  const { about, inControl } = useHost();
  const [paper, setPaper] = useState<'A4' | 'Letter'>('A4');
  const [since, setSince] = useState<number | null>(null);
  const [done, setDone] = useState<{ readonly saved: string; readonly error: AppError | null }>({ saved: '', error: null });

  async function save(kind: Kind): Promise<void> {
    const file = fileName(name, madeAt, `.${kind}`);
    if (kind === 'pdf') setSince(Date.now());
    try {
      const text = await makeReport(asked, kind === 'pdf' ? 'html' : kind);
      const content = kind === 'pdf' ? fromBase64((await api()['host.makePdf']({ html: text, paper })).base64) : text;
      download(file, types[kind], content);
      setDone({ saved: file, error: null });
    } catch (thrown) {
      setDone({ saved: '', error: toAppError(thrown) });
    } finally {
      setSince(null);
    }
  }
  const icon = <FileDown size={16} aria-hidden="true" />;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end gap-2">
        <Button look="main" icon={<Printer size={16} aria-hidden="true" />} onClick={onPrint}>
          {t('print')}
        </Button>
        <Button icon={icon} onClick={() => void save('html')}>
          {t('saveHtml')}
        </Button>
        {about?.makesPdf === true && (
          <Button
            icon={icon}
            disabled={!inControl || since !== null}
            title={inControl ? undefined : t('watchingOnly')}
            onClick={() => void save('pdf')}
          >
            {t('savePdf')}
          </Button>
        )}
        <Button icon={icon} onClick={() => void save('json')}>
          {t('saveJson')}
        </Button>
        <Button icon={icon} onClick={() => void save('csv')}>
          {t('saveCsv')}
        </Button>
        {about?.makesPdf === true && (
          <div className="w-36">
            <SelectField label={t('paper')} value={paper} onChange={({ target }) => setPaper(target.value === 'Letter' ? 'Letter' : 'A4')}>
              <option>A4</option>
              <option>Letter</option>
            </SelectField>
          </div>
        )}
      </div>
      {about?.makesPdf === false && <p className="text-muted">{t('printPdf')}</p>}
      <p role="status" className="text-muted empty:hidden">
        {since !== null ? t('makingPdf') : done.saved === '' ? '' : t('saved', { name: done.saved })}
      </p>
      {since !== null && <StillWorking since={since} />}
      {done.error && <ErrorNote error={done.error} />}
    </div>
  );
}

const types: Readonly<Record<Kind, string>> = {
  html: 'text/html;charset=utf-8',
  json: 'application/json',
  csv: 'text/csv;charset=utf-8',
  pdf: 'application/pdf',
};
