import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../../api/connection.js';
import { useHistory } from '../../stores/history.js';
import { useTexts } from '../../text/texts.js';
import { Command } from '../../ui/Command.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { TextField } from '../../ui/Field.js';
import { useFormat } from '../../ui/format.js';
import { Panel } from '../../ui/Panel.js';
import { useAnswer } from '../../ui/use-answer.js';
import { MachineDifference } from './MachineDifference.js';
import { historyTexts, stepStateTexts } from './text.js';
import { CoreText } from '../../ui/CoreText.js';
import { UnreadableNote } from '../../ui/UnreadableNote.js';

/** What RescuePC changed since a day and has not put back, apart from what else has changed on the machine. */
export function Changes() {
  const t = useTexts(historyTexts);
  const state = useTexts(stepStateTexts);
  const { dateTime } = useFormat();
  const [day, setDay] = useState(() => new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10));
  const since = `${day}T00:00:00.000Z`;
  const { unreadable } = useHistory();
  const { answer, error } = useAnswer(() => api()['history.changes']({ since }), [since]);
  return (
    <div className="flex flex-col gap-4">
      <div className="max-w-48">
        <TextField label={t('since')} type="date" value={day} onChange={({ target }) => target.value !== '' && setDay(target.value)} />
      </div>
      {error && <ErrorNote error={error} />}
      {answer && (
        <>
          <Panel title={t('byUs')}>
            <UnreadableNote title={t('unreadable')} lines={unreadable} />
            {answer.changes.length + unreadable.length === 0 && <p className="text-muted">{t('none')}</p>}
            <ul className="flex flex-col gap-2">
              {answer.changes.map((change) => (
                <li key={`${change.run}${change.routine}${change.step}`}>
                  <Link href={`/history/${change.run}`} className="text-accent underline">
                    {dateTime(change.at)}
                  </Link>{' '}
                  <CoreText text={change.title} /> {change.state !== 'done' && <span className="text-muted">· {state(change.state)}</span>}
                  {change.commands.map((argv) => (
                    <p key={argv.join(' ')}>
                      <Command argv={argv} />
                    </p>
                  ))}
                </li>
              ))}
            </ul>
          </Panel>
          <Panel title={t('byOthers')}>
            {answer.machine ? <MachineDifference machine={answer.machine} /> : <p className="text-muted">{t('noTwoScans')}</p>}
          </Panel>
        </>
      )}
    </div>
  );
}
