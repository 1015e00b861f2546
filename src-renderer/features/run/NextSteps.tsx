import { FileText, History, RotateCcw, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { ChangeCounts } from '../../../src-shared/contract/run.js';
import type { Outcome } from '../../../src-shared/contract/words.js';
import { usePlan } from '../../stores/plan.js';
import { useScan } from '../../stores/scan.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { Panel } from '../../ui/Panel.js';
import { runTexts } from './text.js';

/** How a run can have ended, as far as what to do next depends on it. */
export type RunEnd = Outcome | 'cancelled' | 'recovered' | 'undone' | 'conflict';

/**
 * The next sensible thing, and the ways to the others. `changes`: what of the run stands; without, it is not known. `children`: a way
 * that goes before all others.
 */
export function NextSteps({
  run,
  end,
  changes,
  children,
}: {
  readonly run: string;
  readonly end: RunEnd;
  readonly changes?: ChangeCounts | undefined;
  readonly children?: ReactNode;
}) {
  const t = useTexts(runTexts);
  const [, navigate] = useLocation();
  const start = useScan(({ start }) => start);
  const hasPlan = usePlan(({ selection }) => selection.length > 0);
  // An undo is only offered where there is something that it can put back.
  const nothingToUndo = end === 'undone' || end === 'conflict' || changes?.canUndo === 0;
  const planFirst = end === 'busy' && hasPlan;
  function lookAgain(): void {
    void start();
    navigate('/');
  }
  return (
    <Panel title={t('next')}>
      <div className="flex flex-col gap-3">
        <p className="max-w-[72ch]">
          {t(words[end])}{' '}
          {changes && changes.standing > 0 && changes.canUndo < changes.standing && t(changes.canUndo === 0 ? 'noUndo' : 'partUndo')}
        </p>
        <div className="flex flex-wrap gap-2">
          {children}
          {planFirst && (
            <Button look="main" onClick={() => navigate('/plan')}>
              {t('planAgain')}
            </Button>
          )}
          <Button
            look={children === undefined && !planFirst && end !== 'restart-pending' ? 'main' : 'plain'}
            icon={<Search size={16} aria-hidden="true" />}
            onClick={lookAgain}
          >
            {t('scanAgain')}
          </Button>
          <Button icon={<FileText size={16} aria-hidden="true" />} onClick={() => navigate('/report')}>
            {t('report')}
          </Button>
          <Button
            icon={nothingToUndo ? <History size={16} aria-hidden="true" /> : <RotateCcw size={16} aria-hidden="true" />}
            onClick={() => navigate(`/history/${run}`)}
          >
            {t(nothingToUndo ? 'history' : 'undo')}
          </Button>
        </div>
      </div>
    </Panel>
  );
}

const words: Readonly<Record<RunEnd, keyof typeof runTexts>> = {
  repaired: 'nextRepaired',
  healthy: 'nextNothing',
  'not-applicable': 'nextNothing',
  'restart-pending': 'nextRestart',
  busy: 'nextBusy',
  needed: 'nextNotRepaired',
  'not-repaired': 'nextNotRepaired',
  'could-not-run': 'nextNotRepaired',
  unknown: 'nextNotRepaired',
  cancelled: 'nextCancelled',
  recovered: 'nextRecovered',
  undone: 'nextUndone',
  conflict: 'nextConflict',
};
