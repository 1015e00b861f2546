import { useCallback, useEffect, useState } from 'react';
import { Link } from 'wouter';
import { countChanges, type RunSummary } from '../../../src-shared/contract/run.js';
import { toAppError, type AppError } from '../../../src-shared/errors.js';
import { api, useConnection } from '../../api/connection.js';
import { commonTexts, outcomeTexts } from '../../text/common.js';
import { useTexts } from '../../text/texts.js';
import { Disclosure } from '../../ui/Disclosure.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { useFormat } from '../../ui/format.js';
import { Page } from '../../ui/Page.js';
import { Panel } from '../../ui/Panel.js';
import { RecoverRun } from './BrokenRun.js';
import { CancelRun } from './CancelRun.js';
import { NextRungPanel } from './NextRungPanel.js';
import { NextSteps } from './NextSteps.js';
import { OutcomeMark } from './OutcomeMark.js';
import { ItemOutcomes, StepWords } from './RoutineLines.js';
import { keptStepTexts, runTexts } from './text.js';
import { VerifyRun } from './VerifyRun.js';
import { CoreText } from '../../ui/CoreText.js';

/** How often a run that another program of ours is at is read again. */
const readAgainMs = 2_000;

/** A run that is not at work in this application, as its folder tells it. */
export function KeptRun({ run, onRecover }: { readonly run: string; onRecover(): void }) {
  const t = useTexts(runTexts);
  const common = useTexts(commonTexts);
  const generation = useConnection(({ generation }) => generation);
  const [runs, setRuns] = useState<readonly RunSummary[] | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const load = useCallback(async () => {
    try {
      setRuns((await api()['history.list']({ run, check: false, root: '/' })).runs);
      setError(null);
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  }, [run]);
  useEffect(() => void load(), [load, generation]);
  const goesOn = runs?.some(({ state }) => state === 'running' || state === 'waiting-for-consent') ?? false;
  useEffect(() => {
    if (!goesOn) return;
    const timer = setInterval(() => void load(), readAgainMs);
    return () => clearInterval(timer);
  }, [goesOn, load]);

  return (
    <Page title={t('title')} intro={<code>{run}</code>}>
      {error && error.code !== 'not-found' && <ErrorNote error={error} onRetry={() => void load()} />}
      {runs === null && error === null && <p className="text-muted">{common('loading')}</p>}
      {(runs?.length === 0 || error?.code === 'not-found') && (
        <EmptyState title={t('notThere')}>
          <p>{t('notThereWhy', { run })}</p>
          <Link href="/history" className="text-accent underline">
            {t('toHistory')}
          </Link>
        </EmptyState>
      )}
      {runs?.map((summary) => (
        <Summary key={summary.store} summary={summary} onRecover={onRecover} onVerified={() => void load()} />
      ))}
    </Page>
  );
}

function Summary({ summary, onRecover, onVerified }: { readonly summary: RunSummary; onRecover(): void; onVerified(): void }) {
  const t = useTexts(runTexts);
  const { id, store, startedAt, finishedAt, by, root, state, undone } = summary;
  const changes = countChanges(summary.steps);
  const { dateTime } = useFormat();
  const outcome = useTexts(outcomeTexts);
  const about = [
    t('started', { when: dateTime(startedAt) }),
    finishedAt !== undefined && t('ended', { when: dateTime(finishedAt) }),
    t('by', { who: by }),
    t(store === 'machine' ? 'keptMachine' : 'keptUser'),
  ];
  return (
    <>
      <Panel title={t(states[state], { outcome: outcome(summary.outcome ?? 'unknown') })}>
        <p className="text-muted">{about.filter((part) => part !== false).join(' · ')}</p>
        {undone && <p>{t('keptUndone')}</p>}
        <Routines summary={summary} />
      </Panel>
      {(state === 'running' || state === 'waiting-for-consent') && <CancelRun run={id} />}
      {state === 'unfinished' && <RecoverRun run={id} root={root} onBegun={onRecover} />}
      {state === 'restart-pending' && (
        <NextSteps run={id} end="restart-pending" changes={changes}>
          <VerifyRun run={id} root={root} onVerified={onVerified} />
        </NextSteps>
      )}
      {summary.next && <NextRungPanel next={summary.next} />}
      {state === 'finished' && (
        <NextSteps run={id} end={undone ? 'undone' : summary.cancelled ? 'cancelled' : (summary.outcome ?? 'unknown')} changes={changes} />
      )}
    </>
  );
}

function Routines({ summary: { routines, steps } }: { readonly summary: RunSummary }) {
  const t = useTexts(runTexts);
  const words = useTexts(keptStepTexts);
  return (
    <ol className="divide-y divide-line">
      {routines.map(({ id, title, before, after }) => {
        const own = steps.filter(({ routine }) => routine === id);
        return (
          <li key={id} className="flex flex-col gap-1 py-2">
            <div className="flex flex-wrap items-center justify-between gap-x-4">
              <h3 className="font-semibold">
                <CoreText text={title} />
              </h3>
              {after && <OutcomeMark outcome={after.outcome} />}
            </div>
            <p className="max-w-[72ch]">
              <CoreText text={before.summary} />
            </p>
            {after?.message !== undefined && (
              <p className="max-w-[72ch]">
                <CoreText text={after.message} />
              </p>
            )}
            {after && after.items.length > 0 && <ItemOutcomes items={after.items} />}
            {own.length > 0 && (
              <Disclosure summary={t('showSteps', { count: own.length })}>
                {own.map((step) => (
                  <StepWords key={step.step} {...step} id={step.step} state={words(step.state)} />
                ))}
              </Disclosure>
            )}
          </li>
        );
      })}
    </ol>
  );
}

const states = {
  running: 'keptRunning',
  'waiting-for-consent': 'keptWaiting',
  unfinished: 'keptUnfinished',
  'restart-pending': 'keptRestart',
  finished: 'keptFinished',
} as const;
