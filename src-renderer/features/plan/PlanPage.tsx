import { ClipboardList } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { useHistory } from '../../stores/history.js';
import { useHost } from '../../stores/host.js';
import { usePlan } from '../../stores/plan.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { Page } from '../../ui/Page.js';
import { StillWorking } from '../../ui/ProgressBar.js';
import { entriesOf } from './plan-summary.js';
import { PlanActions } from './PlanActions.js';
import { PlanBar } from './PlanBar.js';
import { PlanNotes } from './PlanNotes.js';
import { PrintedPlan } from './PrintedPlan.js';
import { RoutineList } from './RoutineList.js';
import { RoutinePlan } from './RoutinePlan.js';
import { planTexts } from './text.js';

/** What would be done, to be looked at, changed and agreed to. */
export function PlanPage() {
  const t = useTexts(planTexts);
  const { selection, plan, making, error, make, itemsOf, forgetItems } = usePlan();
  const known = useHost(({ about }) => about !== null);
  const [chosen, setChosen] = useState('');
  useEffect(() => void useHistory.getState().load(), []);
  useEffect(() => {
    const now = usePlan.getState();
    // Whether the final plan can be made at once depends on where a password would be asked for.
    if (known && now.plan === null && now.selection.length > 0 && now.making === 'no') void make();
  }, [known, selection, make]);

  if (selection.length === 0) return <NothingChosen />;
  const entries = plan ? entriesOf(plan) : [];
  const entry = entries.find(({ key }) => key === chosen) ?? entries.find(({ routine }) => routine.stages.length > 0) ?? entries[0];
  const itemsChosen = Object.keys(itemsOf).length > 0 || selection.some(({ items }) => items !== undefined);
  return (
    <Page title={t('title')} intro={t('intro')} actions={<PlanActions />}>
      {making !== 'no' && <Making kind={making} />}
      {error && (
        <>
          <ErrorNote error={error} onRetry={() => void make()} />
          {error.code === 'bad-input' && itemsChosen && <Button onClick={() => void forgetItems()}>{t('takeAll')}</Button>}
        </>
      )}
      <PlanNotes />
      {plan && (
        <>
          <div className="grid items-start gap-4 md:grid-cols-[17rem_minmax(0,1fr)]">
            <RoutineList chosen={entry?.key ?? ''} onChoose={setChosen} />
            {entry && <RoutinePlan key={entry.key} entry={entry} />}
          </div>
          <PlanBar plan={plan} />
          <PrintedPlan plan={plan} />
        </>
      )}
    </Page>
  );
}

function Making({ kind }: { readonly kind: 'plan' | 'final-plan' | 'start' }) {
  const t = useTexts(planTexts);
  const [since] = useState(Date.now());
  return (
    <p role="status" className="text-muted">
      {t(kind === 'plan' ? 'making' : kind === 'final-plan' ? 'makingFinal' : 'starting')} · <StillWorking since={since} />
    </p>
  );
}

function NothingChosen() {
  const t = useTexts(planTexts);
  return (
    <Page title={t('title')} intro={t('intro')}>
      <EmptyState icon={<ClipboardList size={32} />} title={t('empty')}>
        <p>{t('emptyWhy')}</p>
        <p className="flex justify-center gap-4 pt-2">
          <Link href="/" className="text-accent underline">
            {t('toStart')}
          </Link>
          <Link href="/repairs" className="text-accent underline">
            {t('toRepairs')}
          </Link>
        </p>
      </EmptyState>
    </Page>
  );
}
