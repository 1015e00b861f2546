import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { RoutineInfo } from '../../../src-shared/contract/scan.js';
import { symptoms, type Symptom } from '../../../src-shared/contract/words.js';
import { useCatalogue } from '../../stores/catalogue.js';
import { useHost } from '../../stores/host.js';
import { useLanguage } from '../../stores/language.js';
import { usePlan } from '../../stores/plan.js';
import { commonTexts } from '../../text/common.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { Disclosure } from '../../ui/Disclosure.js';
import { SelectField, TextField } from '../../ui/Field.js';
import { Page } from '../../ui/Page.js';
import { symptomTexts } from '../start/text.js';
import { confirmedTexts, repairsTexts, riskTexts } from './text.js';
import { useCoreText } from '../../text/use-core-text.js';
import { CoreText } from '../../ui/CoreText.js';

/** The catalogue, with the proof of each repair. */
export function RepairsPage() {
  const t = useTexts(repairsTexts);
  const common = useTexts(commonTexts);
  const symptomOf = useTexts(symptomTexts);
  const say = useCoreText();
  const language = useLanguage();
  const { routines, load } = useCatalogue();
  const [query, setQuery] = useState('');
  const [symptom, setSymptom] = useState<Symptom | ''>('');
  useEffect(() => void load().catch(() => undefined), [load]);
  const all = [...routines.values()].map((routine) => ({ routine, title: say(routine.title), explains: say(routine.explains) }));
  const shown = all.filter((one) => fits(one, query, symptom)).toSorted((a, b) => a.title.localeCompare(b.title, language));
  const proved = shown.filter(({ routine }) => routine.confirmed === 'lab').length;
  return (
    <Page title={t('title')} intro={t('intro')}>
      <div className="grid max-w-2xl gap-3 sm:grid-cols-[2fr_1fr]">
        <TextField label={t('search')} type="search" value={query} onChange={({ target }) => setQuery(target.value)} />
        <SelectField label={t('against')} value={symptom} onChange={({ target }) => setSymptom(target.value as Symptom | '')}>
          <option value="">{t('anyComplaint')}</option>
          {symptoms.map((name) => (
            <option key={name} value={name}>
              {symptomOf(name)}
            </option>
          ))}
        </SelectField>
      </div>
      <p role="status" className="text-muted">
        {t('count', { shown: shown.length, all: all.length, proved })}
      </p>
      {all.length > 0 && shown.length === 0 && <p>{common('nothingFound', { query })}</p>}
      <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface">
        {shown.map(({ routine }) => (
          <RepairRow key={routine.id} routine={routine} />
        ))}
      </ul>
    </Page>
  );
}

/** A repair with its words in the person's language; both languages are found. */
type Spoken = { readonly routine: RoutineInfo; readonly title: string; readonly explains: string };

function fits({ routine, title, explains }: Spoken, query: string, symptom: Symptom | ''): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${title} ${explains} ${routine.id} ${routine.title} ${routine.explains} ${routine.source}`.toLowerCase();
  return (symptom === '' || routine.symptoms.includes(symptom)) && words.every((word) => text.includes(word));
}

function RepairRow({ routine }: { readonly routine: RoutineInfo }) {
  const t = useTexts(repairsTexts);
  const confirmed = useTexts(confirmedTexts);
  const risk = useTexts(riskTexts);
  const say = useCoreText();
  const [, navigate] = useLocation();
  const open = usePlan(({ open }) => open);
  const inControl = useHost(({ inControl }) => inControl);
  const facts = [
    confirmed(routine.confirmed),
    t('risk', { risk: risk(routine.risk) }),
    t(routine.scope === 'user' ? 'asUser' : 'asAdmin'),
    ...(routine.needsRestart ? [t('restart')] : []),
  ];
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[1fr_auto]">
      <div className="min-w-0">
        <h2 className="text-base font-semibold">
          <CoreText text={routine.title} />
        </h2>
        <p className="max-w-[72ch]">
          <CoreText text={routine.explains} />
        </p>
        <p className="text-xs text-muted">{facts.join(' · ')}</p>
        <Disclosure summary={t('details', { title: say(routine.title) })}>
          <dl className="grid gap-x-4 text-xs sm:grid-cols-[6rem_1fr]">
            <dt className="text-muted">{t('reads')}</dt>
            <dd>
              <code>{routine.reads.join(', ')}</code>
            </dd>
            <dt className="text-muted">{t('touches')}</dt>
            <dd>{routine.touches.join(', ')}</dd>
            <dt className="text-muted">{t('source')}</dt>
            <dd>{routine.source}</dd>
          </dl>
          <p className="mt-1 text-xs">
            <code>{routine.id}</code>
          </p>
        </Disclosure>
      </div>
      <div>
        <Button
          disabled={!inControl}
          onClick={() => {
            open([routine.id]);
            navigate('/plan');
          }}
        >
          {t('plan')}
        </Button>
      </div>
    </li>
  );
}
