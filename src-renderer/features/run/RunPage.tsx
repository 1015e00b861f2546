import { useState, type ReactNode } from 'react';
import { useParams } from 'wouter';
import { useHost } from '../../stores/host.js';
import { usePlan } from '../../stores/plan.js';
import { useTexts } from '../../text/texts.js';
import { Disclosure } from '../../ui/Disclosure.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { useFormat } from '../../ui/format.js';
import { Page } from '../../ui/Page.js';
import { PasswordPlace } from '../plan/PasswordPlace.js';
import { NotBegun, RecoverRun } from './BrokenRun.js';
import { CancelRun } from './CancelRun.js';
import { ChangedPlanPanel } from './ChangedPlanPanel.js';
import { KeptRun } from './KeptRun.js';
import { LogView } from './LogView.js';
import { OutcomeMark } from './OutcomeMark.js';
import { NextRungPanel } from './NextRungPanel.js';
import { NextSteps, type RunEnd } from './NextSteps.js';
import { RoutineLines } from './RoutineLines.js';
import { RunProgress } from './RunProgress.js';
import type { RunLog } from './run-log.js';
import type { RunView } from './run-view.js';
import { runTexts } from './text.js';
import { UndoneSteps } from './UndoneSteps.js';
import { useRun, type FollowedRun } from './use-run.js';
import { CoreText } from '../../ui/CoreText.js';

/** A run while it is at work, and what became of it: a repair, the recovery of one, or its undo. */
export function RunPage() {
  const { run } = useParams<{ run: string }>();
  const followed = useRun(run);
  if (followed.following.kind === 'not-here') return <KeptRun run={run} onRecover={followed.restart} />;
  return <LiveRun run={run} followed={followed} />;
}

function LiveRun({ run, followed: { view, log, following, restart } }: { readonly run: string; readonly followed: FollowedRun }) {
  const t = useTexts(runTexts);
  const { dateTime } = useFormat();
  const plan = usePlan(({ started }) => started[run]);
  const atWork = following.kind === 'following' || following.kind === 'lost';
  const when = view.startedAt === '' ? '' : ` · ${t('started', { when: dateTime(view.startedAt) })}`;
  return (
    <Page title={t('title')} intro={<code>{`${t('id', { run })}${when}`}</code>}>
      <State view={view} kind={following.kind} />
      {following.kind === 'lost' && <p role="status">{t('lost')}</p>}
      {following.kind === 'broke-off' && <ErrorNote error={following.error} />}
      {atWork && view.waiting === null && <RunProgress view={view} plan={plan} />}
      {atWork && view.lastSeq === 0 && <PasswordNotice />}
      {atWork && view.waiting && <ChangedPlanPanel key={view.waiting.seq} changed={view.waiting} plan={plan} />}
      {atWork && view.waiting === null && <CancelRun run={run} />}
      {view.warnings.map((warning, index) => (
        <p key={index} className="text-soon">
          {t('warning')}: <CoreText text={warning} />
        </p>
      ))}
      {view.routines.length > 0 && <RoutineLines routines={view.routines} broken={following.kind === 'broke-off'} />}
      {view.undone && <UndoneSteps steps={view.undone} />}
      {following.kind === 'ended' && !view.undone && view.finished?.next && <NextRungPanel next={view.finished.next} />}
      {following.kind === 'ended' && <NextSteps run={run} end={endOf(view)} changes={view.finished?.changes} />}
      {following.kind === 'broke-off' && (view.begun || view.lastSeq > 0 ? <RecoverRun run={run} onBegun={restart} /> : <NotBegun />)}
      <FoldedLog log={log} />
    </Page>
  );
}

/** Before the first word of a run with work for an administrator, the password may be what it waits for. */
function PasswordNotice() {
  const asking = useHost(({ askingForPassword }) => askingForPassword);
  return asking ? <PasswordPlace needed /> : null;
}

function FoldedLog({ log }: { readonly log: RunLog }) {
  const t = useTexts(runTexts);
  const [open, setOpen] = useState(false);
  return (
    <Disclosure summary={`${t('log')} · ${t('logLines', { count: log.end })}`} onToggle={setOpen}>
      {open && <LogView log={log} />}
    </Disclosure>
  );
}

/** In one line, how it stands; said aloud when it changes. */
function State({
  view: { begun, finished, undone, waiting },
  kind,
}: {
  readonly view: RunView;
  readonly kind: FollowedRun['following']['kind'];
}) {
  const t = useTexts(runTexts);
  const words = (): ReactNode => {
    if (kind === 'broke-off') return t('titleBroken');
    if (undone) return t(undone.every(({ result }) => result === 'restored' || result === 'already') ? 'titleUndone' : 'titlePartlyUndone');
    if (finished && !begun) return t('titleRecovered');
    if (finished?.cancelled === true) return t('titleCancelled');
    if (finished) return <OutcomeMark outcome={finished.outcome} />;
    if (waiting && kind !== 'ended') return t('titleWaiting');
    return t(kind === 'ended' ? 'titleEnded' : 'titleAtWork');
  };
  return (
    <p role="status" className="text-lg font-semibold">
      {words()}
    </p>
  );
}

/** A recovery has no beginning of its own: it only ends what had begun. */
function endOf({ begun, finished, undone }: RunView): RunEnd {
  if (undone) return undone.some(({ result }) => result === 'conflict') ? 'conflict' : 'undone';
  if (finished && !begun) return 'recovered';
  if (finished?.cancelled === true) return 'cancelled';
  return finished?.outcome ?? 'unknown';
}
