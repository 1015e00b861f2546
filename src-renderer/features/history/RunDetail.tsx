import { ArrowLeft, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { countChanges, type RunSummary, type StepSummary } from '../../../src-shared/contract/run.js';
import { toAppError, type AppError } from '../../../src-shared/errors.js';
import { api } from '../../api/connection.js';
import { useHistory } from '../../stores/history.js';
import { useHost } from '../../stores/host.js';
import { outcomeTexts } from '../../text/common.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { Command } from '../../ui/Command.js';
import { CopyButton } from '../../ui/CopyButton.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { useFormat } from '../../ui/format.js';
import { Page } from '../../ui/Page.js';
import { Panel } from '../../ui/Panel.js';
import { TableHead } from '../../ui/TableHead.js';
import { UndoDialog, type UndoTarget } from './UndoDialog.js';
import { historyTexts, runStateTexts, stepStateTexts } from './text.js';
import { CoreText } from '../../ui/CoreText.js';

/** One run: before and after of each repair, every change, and the way back. */
export function RunDetail({ id }: { readonly id: string }) {
  const t = useTexts(historyTexts);
  const { runs, loaded } = useHistory();
  const run = runs.find((candidate) => candidate.id === id);
  if (run) return <Detail run={run} />;
  return (
    <Page title={t('title')}>
      {loaded && (
        <EmptyState title={t('notFound')}>
          <Link href="/history" className="text-accent underline">
            {t('back')}
          </Link>
        </EmptyState>
      )}
    </Page>
  );
}

function Detail({ run }: { readonly run: RunSummary }) {
  const t = useTexts(historyTexts);
  const outcome = useTexts(outcomeTexts);
  const state = useTexts(runStateTexts);
  const { dateTime } = useFormat();
  const [undoing, setUndoing] = useState<UndoTarget | null>(null);
  const inControl = useHost(({ inControl }) => inControl);
  const canUndo = run.state !== 'running' && countChanges(run.steps).canUndo > 0;
  return (
    <Page
      title={t('runTitle', { when: dateTime(run.startedAt) })}
      intro={
        <>
          <code>{run.id}</code> · {run.undone ? t('takenBack') : state(run.state)} · {t('by', { who: run.by })}
        </>
      }
      actions={
        <>
          <Link href="/history" className="inline-flex min-h-9 items-center gap-1 rounded-md px-3 text-accent hover:bg-selected">
            <ArrowLeft size={16} aria-hidden="true" />
            {t('back')}
          </Link>
          {canUndo && (
            <Button
              look="main"
              icon={<Undo2 size={16} aria-hidden="true" />}
              disabled={!inControl}
              onClick={() => setUndoing({ run: run.id })}
            >
              {t('undoRun')}
            </Button>
          )}
        </>
      }
    >
      <Unsettled run={run} />
      <Panel>
        <div className="overflow-x-auto">
          <table className="w-full border-collapse text-sm">
            <TableHead columns={[t('repair'), t('before'), t('after')]} />
            <tbody>
              {run.routines.map((routine) => (
                <tr key={routine.id} className="align-top">
                  <th scope="row" className="py-1.5 pr-4 text-left font-medium">
                    <CoreText text={routine.title} />
                  </th>
                  <td className="py-1.5 pr-4">
                    <CoreText text={routine.before.summary} />
                  </td>
                  <td className="py-1.5">
                    {routine.after ? outcome(routine.after.outcome) : t('unfinished')}
                    {routine.after?.message !== undefined && (
                      <p className="text-muted">
                        <CoreText text={routine.after.message} />
                      </p>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <Panel title={t('changes')}>
        {run.steps.length === 0 && <p className="text-muted">{t('noChanges')}</p>}
        {run.routines
          .filter((routine) => run.steps.some((step) => step.routine === routine.id))
          .map((routine) => (
            <RoutineSteps
              key={routine.id}
              title={routine.title}
              steps={run.steps.filter((step) => step.routine === routine.id)}
              disabled={!inControl || run.state === 'running'}
              onUndo={(step) => setUndoing({ run: run.id, routine: routine.id, ...(step === undefined ? {} : { step }) })}
            />
          ))}
      </Panel>
      <Panel title={t('head')}>
        <p className="flex flex-wrap items-center gap-2">
          <code>{run.head}</code>
          <CopyButton text={() => run.head} />
        </p>
        <p className="text-muted">{t('headWhy')}</p>
      </Panel>
      {undoing && <UndoDialog target={undoing} onClose={() => setUndoing(null)} />}
    </Page>
  );
}

function standing(step: StepSummary): boolean {
  return countChanges([step]).canUndo > 0;
}

function RoutineSteps({
  title,
  steps,
  disabled,
  onUndo,
}: {
  readonly title: string;
  readonly steps: readonly StepSummary[];
  readonly disabled: boolean;
  readonly onUndo: (step?: string) => void;
}) {
  const t = useTexts(historyTexts);
  const state = useTexts(stepStateTexts);
  return (
    <section className="border-b border-line py-2 last:border-b-0">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">
          <CoreText text={title} />
        </h3>
        {steps.length > 1 && steps.some(standing) && (
          <Button look="quiet" disabled={disabled} onClick={() => onUndo()}>
            {t('undoRoutine')}
          </Button>
        )}
      </div>
      <ol className="flex flex-col gap-2">
        {steps.map((step) => (
          <li key={step.step} className="grid gap-x-4 gap-y-1 sm:grid-cols-[1fr_auto]">
            <div className="min-w-0">
              <p>
                <CoreText text={step.title} /> <span className="text-muted">· {state(step.state)}</span>
              </p>
              {step.does.map((line) => (
                <p key={line} className="font-mono text-xs whitespace-pre-wrap">
                  <CoreText text={line} />
                </p>
              ))}
              {step.commands.map((argv) => (
                <p key={argv.join(' ')}>
                  <Command argv={argv} />
                </p>
              ))}
              <p className="text-xs text-muted">
                <CoreText text={step.reversibility.why} />
              </p>
            </div>
            <div>
              {standing(step) ? (
                <Button look="quiet" disabled={disabled} onClick={() => onUndo(step.step)}>
                  {t('undoStep')}
                </Button>
              ) : (
                step.state === 'done' && <span className="text-muted">{t('cannotUndo')}</span>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A run that was broken off, or that waits for a restart, and what brings it to its end. */
function Unsettled({ run }: { readonly run: RunSummary }) {
  const t = useTexts(historyTexts);
  const load = useHistory(({ load }) => load);
  const inControl = useHost(({ inControl }) => inControl);
  const [, navigate] = useLocation();
  const [error, setError] = useState<AppError | null>(null);
  async function attempt(work: () => Promise<void>): Promise<void> {
    setError(null);
    await work().catch((thrown: unknown) => setError(toAppError(thrown)));
  }
  if (run.state === 'running' || run.state === 'waiting-for-consent')
    return (
      <Link href={`/run/${run.id}`} className="text-accent underline">
        {t('open')}
      </Link>
    );
  if (run.state === 'finished') return null;
  return (
    <Panel>
      {run.state === 'unfinished' && <p>{t('recoverWhy')}</p>}
      <Button
        disabled={!inControl}
        onClick={() =>
          void attempt(async () => {
            if (run.state === 'unfinished') {
              await api()['repair.recover']({ run: run.id, root: run.root });
              navigate(`/run/${run.id}`);
            } else {
              await api()['repair.verify']({ run: run.id, root: run.root });
              await load();
            }
          })
        }
      >
        {t(run.state === 'unfinished' ? 'recover' : 'verifyNow')}
      </Button>
      {error && <ErrorNote error={error} />}
    </Panel>
  );
}
