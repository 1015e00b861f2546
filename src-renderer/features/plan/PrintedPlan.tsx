import { createPortal } from 'react-dom';
import type { Plan } from '../../../src-shared/contract/plan.js';
import { useOverview } from '../../stores/overview.js';
import { useTexts } from '../../text/texts.js';
import { useFormat } from '../../ui/format.js';
import { diffRoutine } from './plan-diff.js';
import { entriesOf } from './plan-summary.js';
import { CheckLine, RiskLine } from './RoutinePlan.js';
import { StepList } from './StepList.js';
import { gateTexts, planTexts } from './text.js';
import { WholePlan } from './WholePlan.js';
import { useCoreText } from '../../text/use-core-text.js';
import { CoreText } from '../../ui/CoreText.js';

/** The whole plan on paper, with a line to sign. On the screen there is nothing of it; see `styles.css`. */
export function PrintedPlan({ plan }: { readonly plan: Plan }) {
  const t = useTexts(planTexts);
  const gate = useTexts(gateTexts);
  const { dateTime } = useFormat();
  const say = useCoreText();
  const identity = useOverview(({ overview }) => overview?.identity);
  const machine = [identity?.model, identity?.serial, identity?.hostName].filter(Boolean).join(', ');
  return createPortal(
    <div data-print-sheet aria-hidden="true" className="hidden flex-col gap-4 print:flex">
      <p className="text-xl font-semibold">{t('title')}</p>
      <p>{t('printedFor', { digest: plan.digest.slice(0, 16), machine, date: dateTime(new Date().toISOString()) })}</p>
      <div>
        <WholePlan plan={plan} />
      </div>
      {entriesOf(plan).map(({ key, part, routine }, index) => (
        <div key={key} className="flex flex-col gap-2 border-t border-line pt-2">
          <p className="text-base font-semibold">
            {index + 1} <CoreText text={routine.title} /> {part.provisional && `(${t('provisionalShort')})`}
          </p>
          <p>
            <CoreText text={routine.diagnosis.summary} />
          </p>
          <RiskLine routine={routine} />
          {routine.undoWarning !== undefined && <p>{t('undoWarning', { warning: say(routine.undoWarning) })}</p>}
          {routine.gates.map((closed) => (
            <p key={closed.gate}>
              {t(closed.accepted ? 'gateAcceptedTitle' : 'gateTitle', { gate: gate(closed.gate) })}: <CoreText text={closed.why} />
            </p>
          ))}
          <StepList unfolded steps={diffRoutine(null, routine)} />
          {routine.stages.length > 0 && <CheckLine routine={routine.id} />}
        </div>
      ))}
      <p className="mt-8 border-t border-line-strong pt-1">{t('signature')}</p>
    </div>,
    document.body,
  );
}
