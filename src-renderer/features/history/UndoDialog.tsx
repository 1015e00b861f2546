import { useEffect, useState, type ReactNode } from 'react';
import type { UndoneStep } from '../../../src-shared/contract/run.js';
import { toAppError, type AppError } from '../../../src-shared/errors.js';
import { api } from '../../api/connection.js';
import { useHistory } from '../../stores/history.js';
import { commonTexts } from '../../text/common.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { CheckField } from '../../ui/Field.js';
import { ModalDialog } from '../../ui/ModalDialog.js';
import { StillWorking } from '../../ui/ProgressBar.js';
import { undoResultTexts, undoTexts } from './text.js';
import { CoreText } from '../../ui/CoreText.js';

export type UndoTarget = { readonly run: string; readonly routine?: string; readonly step?: string };

type Phase =
  | { readonly at: 'looking' | 'asking' }
  | { readonly at: 'working'; readonly since: number }
  | { readonly at: 'done'; readonly steps: readonly UndoneStep[] };

/** Shows what undo would do, lets conflicts and warnings be decided one by one, does it, and says how it ended. */
export function UndoDialog({ target, onClose }: { readonly target: UndoTarget; readonly onClose: () => void }) {
  const t = useTexts(undoTexts);
  const common = useTexts(commonTexts);
  const reload = useHistory(({ load }) => load);
  const [phase, setPhase] = useState<Phase>({ at: 'looking' });
  const [steps, setSteps] = useState<readonly UndoneStep[]>([]);
  const [overwrite, setOverwrite] = useState<ReadonlySet<string>>(new Set());
  const [warned, setWarned] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState<AppError | null>(null);

  useEffect(() => {
    const client = api();
    client['undo.preview']({ ...target, root: '/' })
      .then((preview) => {
        setSteps(preview);
        setPhase({ at: 'asking' });
      })
      .catch((thrown: unknown) => setError(toAppError(thrown)));
  }, [target]);

  const warnings = new Map(steps.flatMap(({ id, warning }) => (warning === undefined ? [] : [[id.split('/')[0] ?? '', warning] as const])));
  const of = (result: UndoneStep['result']): UndoneStep[] => steps.filter((step) => step.result === result);
  const count = of('restored').length + overwrite.size;
  const ready = count > 0 && [...warnings.keys()].every((routine) => warned.has(routine));

  async function start(): Promise<void> {
    setError(null);
    setPhase({ at: 'working', since: Date.now() });
    try {
      const { run } = await api()['undo.start']({ ...target, root: '/', overwrite: [...overwrite], warned: [...warned] });
      let results: readonly UndoneStep[] = [];
      for await (const event of api()['repair.watch']({ run, fromSeq: 1 })) if (event.type === 'undone') results = event.steps;
      setPhase({ at: 'done', steps: results });
    } catch (thrown) {
      setError(toAppError(thrown));
      setPhase({ at: 'asking' });
    }
    await reload();
  }

  return (
    <ModalDialog title={t('title')} onClose={onClose} wide>
      <div className="flex flex-col gap-4">
        {phase.at === 'looking' && !error && <p>{t('looking')}</p>}
        {error && <ErrorNote error={error} />}
        {phase.at === 'asking' && (
          <>
            {count === 0 && of('conflict').length === 0 && (
              <p className="font-semibold">{t(of('not-possible').length > 0 ? 'nothingPossible' : 'nothing')}</p>
            )}
            <Group title={t('willRestore')} steps={of('restored')} />
            {of('conflict').length > 0 && (
              <section className="flex flex-col gap-3">
                <h3 className="font-semibold">{t('conflicts')}</h3>
                <p className="text-muted">{t('leave')}</p>
                {of('conflict').map((step) => (
                  <Conflict
                    key={step.id}
                    step={step}
                    on={overwrite.has(step.id)}
                    onChange={(on) => setOverwrite(toggled(overwrite, step.id, on))}
                  />
                ))}
              </section>
            )}
            <Group title={t('already')} steps={of('already')} />
            <Group title={t('notPossible')} steps={of('not-possible')} />
            {[...warnings].map(([routine, warning]) => (
              <div key={routine} className="rounded-md border border-urgent bg-urgent-ground p-3">
                <p className="mb-1 font-semibold">
                  <CoreText text={warning} />
                </p>
                <CheckField
                  label={t('acceptWarning')}
                  checked={warned.has(routine)}
                  onChange={({ target: box }) => setWarned(toggled(warned, routine, box.checked))}
                />
              </div>
            ))}
          </>
        )}
        {phase.at === 'working' && (
          <p>
            {t('working')}. <StillWorking since={phase.since} />
          </p>
        )}
        {phase.at === 'done' && <Ended steps={phase.steps} />}
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>{phase.at === 'done' ? common('close') : common('cancel')}</Button>
          {phase.at === 'asking' && (
            <Button look="main" disabled={!ready} onClick={() => void start()}>
              {t('start', { count })}
            </Button>
          )}
        </footer>
      </div>
    </ModalDialog>
  );
}

function toggled(set: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}

function Group({ title, steps }: { readonly title: string; readonly steps: readonly UndoneStep[] }): ReactNode {
  if (steps.length === 0) return null;
  return (
    <section>
      <h3 className="font-semibold">{title}</h3>
      <ul className="list-disc pl-5">
        {steps.map((step) => (
          <li key={step.id}>
            <CoreText text={step.title} />{' '}
            {step.message !== undefined && (
              <span className="text-muted">
                <CoreText text={step.message} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What would be put back beside what stands there now. */
function Conflict({ step, on, onChange }: { readonly step: UndoneStep; readonly on: boolean; readonly onChange: (on: boolean) => void }) {
  const t = useTexts(undoTexts);
  return (
    <div className="rounded-md border border-soon p-3" data-conflict={step.id}>
      <p className="font-medium">
        <CoreText text={step.title} />
      </p>
      {step.message !== undefined && (
        <p className="text-muted">
          <CoreText text={step.message} />
        </p>
      )}
      {step.sides && (
        <div className="my-2 grid gap-3 sm:grid-cols-2">
          {(['kept', 'now'] as const).map((side) => (
            <div key={side} className="min-w-0">
              <h4 className="text-xs font-semibold">{t(side)}</h4>
              <pre tabIndex={0} className="max-h-48 overflow-auto rounded border border-line bg-sunken p-2 text-xs whitespace-pre-wrap">
                {step.sides?.[side]}
              </pre>
            </div>
          ))}
        </div>
      )}
      <CheckField label={t('overwrite')} checked={on} onChange={({ target }) => onChange(target.checked)} />
    </div>
  );
}

function Ended({ steps }: { readonly steps: readonly UndoneStep[] }) {
  const t = useTexts(undoTexts);
  const result = useTexts(undoResultTexts);
  return (
    <section aria-live="polite">
      <p className="font-semibold">{t('done')}</p>
      <ul className="list-disc pl-5">
        {steps.map((step) => (
          <li key={step.id}>
            <CoreText text={step.title} />: {result(step.result)}{' '}
            {step.message !== undefined && (
              <span className="text-muted">
                <CoreText text={step.message} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
