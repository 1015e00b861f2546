import { Cpu } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Reading } from '../../../src-shared/contract/fact.js';
import { api } from '../../api/connection.js';
import { useHost } from '../../stores/host.js';
import { commonTexts } from '../../text/common.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { CopyButton } from '../../ui/CopyButton.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { TextField } from '../../ui/Field.js';
import { Mark } from '../../ui/Mark.js';
import { Page } from '../../ui/Page.js';
import { Panel } from '../../ui/Panel.js';
import { useAnswer } from '../../ui/use-answer.js';
import { groups, inventoryFacts, inventoryText, linesFitting, type GroupName } from './inventory.js';
import { hardwareTexts } from './text.js';
import { Temperatures } from './Temperatures.js';
import { useCoreText } from '../../text/use-core-text.js';
import { CoreText } from '../../ui/CoreText.js';

/** The inventory: what is built in, how it is, and what could not be read. */
export function HardwarePage() {
  const t = useTexts(hardwareTexts);
  const common = useTexts(commonTexts);
  const { about, inControl } = useHost();
  const [elevate, setElevate] = useState(false);
  const [query, setQuery] = useState('');
  const { answer: read, error, ask } = useAnswer(() => readInventory(elevate), [elevate]);
  const say = useCoreText();
  // The search and the copied text are in the person's language too.
  const answer = useMemo(() => (read === null ? null : spoken(read, say)), [read, say]);
  const needRights =
    answer !== null && Object.values(answer.readings).some((reading) => !reading.known && reading.code === 'needs-elevation');
  const shown = answer ? (Object.keys(groups) as GroupName[]).map((name) => ({ name, facts: factsOf(name, answer, query) })) : [];
  const nothing = answer !== null && query !== '' && shown.every(({ facts }) => facts.length === 0);
  const absent = answer ? inventoryFacts.filter((id) => isAbsent(answer.readings[id])).map((id) => answer.titles.get(id) ?? id) : [];
  return (
    <Page
      title={t('title')}
      intro={t('intro')}
      actions={
        <>
          {answer && <CopyButton label={t('copyAll')} text={() => inventoryText(answer.titles, answer.readings)} />}
          {needRights && about?.elevation !== 'unavailable' && (
            <Button disabled={!inControl} onClick={() => setElevate(true)}>
              {t('readAsAdmin')}
            </Button>
          )}
          <Button onClick={ask}>{t('again')}</Button>
        </>
      }
    >
      {error && <ErrorNote error={error} onRetry={ask} />}
      <div className="max-w-md">
        <TextField label={t('search')} type="search" value={query} onChange={({ target }) => setQuery(target.value)} />
      </div>
      {!answer && !error && (
        <p role="status" className="flex items-center gap-2 text-muted">
          <Cpu size={18} aria-hidden="true" /> {t('reading')}
        </p>
      )}
      {nothing && <p>{common('nothingFound', { query })}</p>}
      <div className="columns-1 gap-4 lg:columns-2">
        {shown
          .filter(({ facts }) => facts.length > 0)
          .map(({ name, facts }) => (
            <Panel key={name} title={t(name)} className="mb-4 break-inside-avoid">
              <dl className="flex flex-col gap-3">
                {facts.map(({ id, title, reading, lines }) => (
                  <div key={id}>
                    <dt className="font-semibold">{title}</dt>
                    {reading.known ? (
                      id === 'temperatures' ? (
                        <Temperatures reading={reading} />
                      ) : (
                        lines.map((line) => <Line key={`${line.source}${line.line}`} {...line} />)
                      )
                    ) : (
                      <dd className="flex gap-2">
                        <Mark kind="unread" />
                        <span>
                          <CoreText text={reading.reason} />{' '}
                          <span className="text-muted">
                            <CoreText text={reading.cure} />
                          </span>
                        </span>
                      </dd>
                    )}
                  </div>
                ))}
              </dl>
            </Panel>
          ))}
      </div>
      {absent.length > 0 && query === '' && <p className="text-muted">{t('notHere', { names: absent.join(', ') })}</p>}
    </Page>
  );
}

function Line({ source, line, meaning }: { readonly source: string; readonly line: string; readonly meaning: string }) {
  return (
    <dd className="grid gap-x-3 sm:grid-cols-[11.5rem_1fr]">
      <span className="text-muted">{source}</span>
      <span className="min-w-0">
        {line} <span className="text-xs text-muted">{meaning}</span>
      </span>
    </dd>
  );
}

type Inventory = { readonly titles: ReadonlyMap<string, string>; readonly readings: Readonly<Record<string, Reading>> };

async function readInventory(elevate: boolean): Promise<Inventory> {
  const facts = await api()['facts.list']({});
  const known = facts.filter(({ id }) => inventoryFacts.includes(id)).map(({ id }) => id);
  const readings = await api()['facts.read']({ ids: known, cost: 'deep', elevate, root: '/' });
  return { titles: new Map(facts.map(({ id, title }) => [id, title])), readings };
}

/** The same inventory in the person's language. */
function spoken({ titles, readings }: Inventory, say: (text: string) => string): Inventory {
  const inWords = (reading: Reading): Reading =>
    reading.known
      ? {
          ...reading,
          evidence: reading.evidence.map(({ source, line, meaning }) => ({ source: say(source), line: say(line), meaning: say(meaning) })),
        }
      : reading;
  return {
    titles: new Map([...titles].map(([id, title]) => [id, say(title)])),
    readings: Object.fromEntries(Object.entries(readings).map(([id, reading]) => [id, inWords(reading)])),
  };
}

function isAbsent(reading: Reading | undefined): boolean {
  return reading !== undefined && (reading.known ? reading.evidence.length === 0 : reading.code === 'not-applicable');
}

function factsOf(name: GroupName, { titles, readings }: Inventory, query: string) {
  return groups[name].flatMap((id) => {
    const reading = readings[id];
    if (!reading || isAbsent(reading)) return [];
    const title = titles.get(id) ?? id;
    const lines = linesFitting(title, reading, query);
    const fits = lines.length > 0 || (!reading.known && query === '');
    return fits ? [{ id, title, reading, lines }] : [];
  });
}
