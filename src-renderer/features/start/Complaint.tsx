import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { emptyJobDetails } from '../../../src-shared/contract/job.js';
import { symptoms } from '../../../src-shared/contract/words.js';
import { useHost } from '../../stores/host.js';
import { useJob } from '../../stores/job.js';
import { useScan } from '../../stores/scan.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { TextField } from '../../ui/Field.js';
import { Panel } from '../../ui/Panel.js';
import { startTexts, symptomTexts } from './text.js';

/** Eight complaints that are followed step by step, or a look at everything. */
export function Complaint() {
  const t = useTexts(startTexts);
  const symptomOf = useTexts(symptomTexts);
  const start = useScan(({ start }) => start);
  const looking = useScan(({ progress }) => progress !== null);
  const inControl = useHost(({ inControl }) => inControl);
  const disabled = looking || !inControl;
  return (
    <Panel title={t('complaint')}>
      <ul className="mb-3 flex flex-wrap gap-2">
        {symptoms.map((symptom) => (
          <li key={symptom}>
            <Button disabled={disabled} onClick={() => void start({ symptom })}>
              {symptomOf(symptom)}
            </Button>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-60 flex-1">
          <CustomersWords />
        </div>
        {/* In line with the field, which has a hint below it. */}
        <Button
          look="main"
          className="mb-5.5"
          icon={<Search size={16} aria-hidden="true" />}
          disabled={disabled}
          onClick={() => void start()}
        >
          {t('fullCheck')}
        </Button>
      </div>
    </Panel>
  );
}

/** Kept in the job; without one, a job is opened with them. */
function CustomersWords() {
  const t = useTexts(startTexts);
  const { current, open, update } = useJob();
  const kept = current?.details.complaint ?? '';
  const [words, setWords] = useState(kept);
  useEffect(() => setWords(kept), [kept]);
  const unsaved = words.trim() !== '' && words !== kept;
  function keep(): void {
    if (!unsaved) return;
    if (current) void update({ ...current.details, complaint: words });
    else void open({ ...emptyJobDetails, complaint: words });
  }
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <div className="min-w-0 flex-1">
        <TextField
          label={t('words')}
          hint={t('wordsHint')}
          value={words}
          maxLength={10_000}
          onChange={({ target }) => setWords(target.value)}
        />
      </div>
      {unsaved && (
        <Button type="submit" className="mb-5.5">
          {t(current ? 'keepWords' : 'openJob')}
        </Button>
      )}
    </form>
  );
}
