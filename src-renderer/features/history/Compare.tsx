import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api } from '../../api/connection.js';
import { useHistory } from '../../stores/history.js';
import { useTexts } from '../../text/texts.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { SelectField } from '../../ui/Field.js';
import { useFormat } from '../../ui/format.js';
import { Page } from '../../ui/Page.js';
import { Panel } from '../../ui/Panel.js';
import { useAnswer } from '../../ui/use-answer.js';
import { MachineDifference } from './MachineDifference.js';
import { historyTexts } from './text.js';

/** Two looks at the machine side by side: what is gone, what is new, what reads otherwise. */
export function Compare({ from }: { readonly from: string }) {
  const t = useTexts(historyTexts);
  const { dateTime } = useFormat();
  const [, navigate] = useLocation();
  const { scans, loaded } = useHistory();
  const whole = scans.filter((scan) => scan.whole);
  const [chosen, setChosen] = useState<string | null>(null);
  const to = chosen ?? whole.find((scan) => scan.id !== from)?.id ?? null;
  const [earlier, later] = to !== null && to < from ? [to, from] : [from, to];
  const { answer, error } = useAnswer(
    () => (later === null ? Promise.resolve(null) : api()['scan.compare']({ from: earlier, to: later })),
    [earlier, later],
  );
  const whenOf = (id: string): string => dateTime(scans.find((scan) => scan.id === id)?.startedAt ?? '');
  const options = whole.map((scan) => (
    <option key={scan.id} value={scan.id}>
      {dateTime(scan.startedAt)}
    </option>
  ));
  return (
    <Page
      title={t('compareTitle')}
      actions={
        <Link href="/history/scans" className="inline-flex min-h-9 items-center rounded-md px-3 text-accent hover:bg-selected">
          {t('tabScans')}
        </Link>
      }
    >
      {loaded && whole.length < 2 ? (
        <p>{t('pickTwo')}</p>
      ) : (
        <div className="grid max-w-xl gap-3 sm:grid-cols-2">
          <SelectField label={t('earlierScan')} value={earlier} onChange={({ target }) => navigate(`/history/compare/${target.value}`)}>
            {options}
          </SelectField>
          <SelectField label={t('laterScan')} value={later ?? ''} onChange={({ target }) => setChosen(target.value)}>
            {options}
          </SelectField>
        </div>
      )}
      {error && <ErrorNote error={error} />}
      {answer && (
        <Panel title={t('compared', { earlier: whenOf(earlier), later: whenOf(later ?? '') })}>
          <MachineDifference machine={answer} />
        </Panel>
      )}
    </Page>
  );
}
