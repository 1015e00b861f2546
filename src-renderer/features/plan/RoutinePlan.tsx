import type { Item } from '../../../src-shared/contract/plan.js';
import { useHistory } from '../../stores/history.js';
import { usePlan } from '../../stores/plan.js';
import { commonTexts, outcomeTexts } from '../../text/common.js';
import { useTexts } from '../../text/texts.js';
import { Disclosure } from '../../ui/Disclosure.js';
import { EvidenceTable } from '../../ui/EvidenceTable.js';
import { CheckField } from '../../ui/Field.js';
import { useFormat } from '../../ui/format.js';
import { Panel } from '../../ui/Panel.js';
import { lastTime } from './last-time.js';
import { Gates } from './Gates.js';
import { Params } from './Params.js';
import { diffWith } from './plan-diff.js';
import { fateOf, type PlanEntry } from './plan-summary.js';
import { tickedItems } from './selection.js';
import { StepList } from './StepList.js';
import { planTexts, riskTexts, undoTexts } from './text.js';
import { useCatalogue } from './use-catalogue.js';
import { useCoreText } from '../../text/use-core-text.js';
import { CoreText } from '../../ui/CoreText.js';

/** One repair of the plan: what was found, what it would do, and what a person can choose about it. */
export function RoutinePlan({ entry: { part, routine } }: { readonly entry: PlanEntry }) {
  const t = useTexts(planTexts);
  const common = useTexts(commonTexts);
  const before = usePlan(({ before }) => before);
  const steps = diffWith(before, routine, part.scope);
  const { diagnosis, undoWarning } = routine;
  const fate = fateOf(routine);
  const say = useCoreText();
  return (
    <Panel title={<CoreText text={routine.title} />} actions={<code className="text-xs text-muted">{routine.id}</code>}>
      <div className="flex flex-col gap-4">
        <div className="flex max-w-[72ch] flex-col gap-1">
          {part.provisional && <p className="font-semibold text-soon">{t('provisionalShort')}</p>}
          <p>
            <CoreText text={diagnosis.summary} />
          </p>
          {fate !== 'runs' && fate !== 'closed' && <p className="text-muted">{t(whyNot[fate])}</p>}
          <RiskLine routine={routine} />
          {fate === 'runs' && <LastTime routine={routine.id} />}
          {undoWarning !== undefined && steps.length > 0 && <p className="text-soon">{t('undoWarning', { warning: say(undoWarning) })}</p>}
        </div>
        <Gates gates={routine.gates} />
        <Items routine={routine.id} items={diagnosis.items} />
        <Params routine={routine} />
        {steps.length > 0 && (
          <section className="flex flex-col gap-2">
            <h3 className="font-semibold">{t('willDo')}</h3>
            <StepList steps={steps} />
            {routine.stages.length > 0 && <CheckLine routine={routine.id} />}
          </section>
        )}
        {diagnosis.evidence.length > 0 && (
          <Disclosure summary={common('showEvidence')}>
            <EvidenceTable evidence={diagnosis.evidence} />
          </Disclosure>
        )}
      </div>
    </Panel>
  );
}

const whyNot = { nothing: 'nothingWhy', 'no-steps': 'noStepsWhy', unread: 'notLookedWhy' } as const;

/** Risk, restart, and how well it can be taken back, with why. */
export function RiskLine({ routine }: { readonly routine: PlanEntry['routine'] }) {
  const t = useTexts(planTexts);
  const risk = useTexts(riskTexts);
  const undo = useTexts(undoTexts);
  if (routine.stages.length === 0) return null;
  const { level, why } = routine.reversibility;
  return (
    <p className="text-muted">
      {t('risk', { risk: risk(routine.risk) })} · {t(routine.needsRestart ? 'restart' : 'noRestart')} ·{' '}
      <span className={level === 'exact' ? '' : 'font-semibold text-text'}>{undo(level)}</span>: <CoreText text={why} />
    </p>
  );
}

/** How long it took here before; nothing where it was not measured. */
function LastTime({ routine }: { readonly routine: string }) {
  const t = useTexts(planTexts);
  const { duration } = useFormat();
  const seconds = lastTime(
    useHistory(({ runs }) => runs),
    routine,
  );
  return seconds !== null && <p className="text-muted">{t('tookLast', { time: duration(seconds) })}</p>;
}

/** How it is seen afterwards whether the repair worked. */
export function CheckLine({ routine }: { readonly routine: string }) {
  const t = useTexts(planTexts);
  const { routines, facts } = useCatalogue();
  const say = useCoreText();
  const reads = routines.get(routine)?.reads ?? [];
  if (reads.length === 0) return null;
  return (
    <p className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-2 border-l-2 border-line pl-3 text-xs max-sm:grid-cols-1">
      <span className="text-muted">{t('checkLabel')}</span>
      <span>{t('checkWords', { facts: reads.map((id) => say(facts.get(id) ?? id)).join(', ') })}</span>
    </p>
  );
}

function Items({ routine, items }: { readonly routine: string; readonly items: readonly Item[] }) {
  const t = useTexts(planTexts);
  const outcome = useTexts(outcomeTexts);
  const say = useCoreText();
  const { known, itemsOf, tickItem } = usePlan();
  const ticked = tickedItems({ itemsOf }, known[routine] ?? []);
  const needed = items.filter((item) => item.outcome === 'needed');
  const others = items.filter((item) => item.outcome !== 'needed');
  if (items.length === 0) return null;
  return (
    <div className="flex flex-col gap-1">
      {needed.length > 0 && (
        <fieldset className="flex flex-col gap-1">
          <legend className="pb-1 font-semibold">{t('items')}</legend>
          {needed.map((item) => (
            <CheckField
              key={item.id}
              label={say(item.title)}
              hint={item.user === undefined ? undefined : t('ofUser', { user: item.user })}
              checked={ticked.includes(item.id)}
              onChange={({ target }) => void tickItem(routine, item.id, target.checked)}
            />
          ))}
        </fieldset>
      )}
      {others.length > 0 && (
        <Disclosure summary={t('otherItems', { count: others.length })}>
          <ul>
            {others.map((item) => (
              <li key={item.id}>
                <CoreText text={item.title} /> <span className="text-muted">({outcome(item.outcome)})</span>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  );
}
