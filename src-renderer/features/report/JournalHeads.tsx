import type { ReportDocument } from '../../../src-shared/contract/report.js';
import { useTexts } from '../../text/texts.js';
import { CopyButton } from '../../ui/CopyButton.js';
import { Panel } from '../../ui/Panel.js';
import { reportTexts } from './text.js';

/** What proves later that the journals were not changed. */
export function JournalHeads({ document }: { readonly document: ReportDocument }) {
  const t = useTexts(reportTexts);
  const { runs } = document.technician;
  const text = (): string => runs.map(({ id, head }) => `${id} ${head}`).join('\n');
  return (
    <Panel title={t('heads')} actions={runs.length > 0 && <CopyButton text={text} />}>
      <p className="max-w-[72ch] text-muted">{runs.length + document.basis.runsUnread === 0 ? t('noHeads') : t('headsWhy')}</p>
      <dl className="flex flex-col gap-2 pt-1">
        {runs.map(({ id, head }) => (
          <div key={id}>
            <dt className="text-muted">{t('run', { run: id })}</dt>
            <dd>
              <code>{head}</code>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
