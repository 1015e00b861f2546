import { ListChecks } from 'lucide-react';
import type { JobDetails } from '../../../src-shared/contract/job.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { SelectField, TextField } from '../../ui/Field.js';
import { Rows } from './Rows.js';
import { jobTexts, testResultTexts, usualTests } from './text.js';

/** The lists of a job: tests by hand, declined work, parts. */
type Part = { readonly details: JobDetails; readonly onEdit: (part: Partial<JobDetails>) => void };
type HandTest = JobDetails['handTests'][number];

const line = 500;

export function HandTests({ details, onEdit }: Part) {
  const t = useTexts(jobTexts);
  const result = useTexts(testResultTexts);
  const usual = useTexts(usualTests);
  const names = Object.keys(usualTests).map((key) => usual(key as keyof typeof usualTests));
  const missing = names.filter((name) => !details.handTests.some((test) => test.name === name));
  const untested = (name: string): HandTest => ({ name, result: 'not-done', note: '' });
  return (
    <Rows
      rows={details.handTests}
      empty={untested('')}
      addLabel={t('addTest')}
      removeLabel={({ name }) => t('removeTest', { name })}
      onChange={(handTests) => onEdit({ handTests })}
      more={
        missing.length > 0 && (
          <Button
            icon={<ListChecks size={16} aria-hidden="true" />}
            onClick={() => onEdit({ handTests: [...details.handTests, ...missing.map(untested)].slice(0, 100) })}
          >
            {t('addUsual')}
          </Button>
        )
      }
      fields={(test, change) => (
        <>
          <TextField label={t('test')} maxLength={line} value={test.name} onChange={(event) => change({ name: event.target.value })} />
          <SelectField
            label={t('testResult')}
            value={test.result}
            onChange={(event) => change({ result: event.target.value as HandTest['result'] })}
          >
            {Object.keys(testResultTexts).map((key) => (
              <option key={key} value={key}>
                {result(key as HandTest['result'])}
              </option>
            ))}
          </SelectField>
          <TextField label={t('testNote')} maxLength={line} value={test.note} onChange={(event) => change({ note: event.target.value })} />
        </>
      )}
    />
  );
}

export function Declined({ details, onEdit }: Part) {
  const t = useTexts(jobTexts);
  return (
    <Rows
      rows={details.declined}
      empty={{ what: '', risk: '' }}
      addLabel={t('addDeclined')}
      removeLabel={({ what }) => t('removeDeclined', { name: what })}
      onChange={(declined) => onEdit({ declined })}
      fields={(work, change) => (
        <>
          <TextField label={t('what')} maxLength={line} value={work.what} onChange={(event) => change({ what: event.target.value })} />
          <TextField label={t('risk')} maxLength={line} value={work.risk} onChange={(event) => change({ risk: event.target.value })} />
        </>
      )}
    />
  );
}

export function Parts({ details, onEdit }: Part) {
  const t = useTexts(jobTexts);
  return (
    <Rows
      rows={details.parts}
      empty={{ name: '', price: '' }}
      addLabel={t('addPart')}
      removeLabel={({ name }) => t('removePart', { name })}
      onChange={(parts) => onEdit({ parts })}
      fields={(part, change) => (
        <>
          <TextField label={t('part')} maxLength={line} value={part.name} onChange={(event) => change({ name: event.target.value })} />
          <TextField label={t('price')} maxLength={line} value={part.price} onChange={(event) => change({ price: event.target.value })} />
        </>
      )}
    />
  );
}
