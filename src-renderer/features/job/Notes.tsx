import { useState } from 'react';
import type { Job } from '../../../src-shared/contract/job.js';
import { useJob } from '../../stores/job.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { TextArea } from '../../ui/Field.js';
import { useFormat } from '../../ui/format.js';
import { jobTexts } from './text.js';

/** Notes with their times, the newest first. A note that could not be kept stays in its field. */
export function Notes({ notes, disabled }: { readonly notes: Job['notes']; readonly disabled: boolean }) {
  const t = useTexts(jobTexts);
  const { dateTime } = useFormat();
  const note = useJob((state) => state.note);
  const [text, setText] = useState('');
  async function add(): Promise<void> {
    if (await note(text.trim())) setText('');
  }
  return (
    <div className="flex flex-col gap-3">
      <TextArea
        label={t('note')}
        hint={t('notesWhy')}
        rows={2}
        maxLength={10_000}
        value={text}
        disabled={disabled}
        onChange={(event) => setText(event.target.value)}
      />
      <div>
        <Button disabled={disabled || text.trim() === ''} onClick={() => void add()}>
          {t('addNote')}
        </Button>
      </div>
      {notes.length > 0 && (
        <ul className="flex flex-col gap-2">
          {notes.toReversed().map(({ at, text }) => (
            <li key={at} className="border-t border-line pt-2">
              <time dateTime={at} className="text-xs text-muted">
                {dateTime(at)}
              </time>
              <p className="whitespace-pre-wrap">{text}</p>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
