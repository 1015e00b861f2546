import { History as HistoryIcon } from 'lucide-react';
import { Link } from 'wouter';
import type { RunSummary } from '../../../src-shared/contract/run.js';
import { useHistory } from '../../stores/history.js';
import { outcomeTexts } from '../../text/common.js';
import { useTexts } from '../../text/texts.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { useFormat } from '../../ui/format.js';
import { historyTexts, runStateTexts } from './text.js';
import { useCoreText } from '../../text/use-core-text.js';
import { UnreadableNote } from '../../ui/UnreadableNote.js';

/** All runs, the newest first. */
export function RunList() {
  const t = useTexts(historyTexts);
  const { runs, loaded, unreadable } = useHistory();
  if (!loaded) return null;
  return (
    <>
      <UnreadableNote title={t('unreadable')} lines={unreadable} />
      {runs.length + unreadable.length === 0 ? (
        <EmptyState icon={<HistoryIcon size={28} />} title={t('noRuns')}>
          {t('noRunsWhy')}
        </EmptyState>
      ) : (
        <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface">
          {runs.map((run) => (
            <RunRow key={run.id} run={run} />
          ))}
        </ul>
      )}
    </>
  );
}

function RunRow({ run }: { readonly run: RunSummary }) {
  const t = useTexts(historyTexts);
  const outcome = useTexts(outcomeTexts);
  const state = useTexts(runStateTexts);
  const say = useCoreText();
  const { dateTime } = useFormat();
  const ended = run.undone ? t('takenBack') : run.state === 'finished' && run.outcome ? outcome(run.outcome) : state(run.state);
  return (
    <li>
      <Link href={`/history/${run.id}`} className="grid gap-x-4 px-4 py-2.5 hover:bg-selected sm:grid-cols-[11rem_1fr_auto]">
        <span className="text-muted">{dateTime(run.startedAt)}</span>
        <span className="min-w-0 font-medium">{run.routines.map((routine) => say(routine.title)).join(', ')}</span>
        <span className="text-muted">
          {ended} · {t('steps', { count: run.steps.length })}
        </span>
      </Link>
    </li>
  );
}
