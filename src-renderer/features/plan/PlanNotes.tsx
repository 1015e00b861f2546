import { usePlan } from '../../stores/plan.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { Mark } from '../../ui/Mark.js';
import { PasswordPlace } from './PasswordPlace.js';
import { hasMarks } from './plan-diff.js';
import { isProvisional } from './provisional.js';
import { planTexts } from './text.js';

/** What has to be known of the plan as a whole: that it is provisional, or otherwise than it was. */
export function PlanNotes() {
  const t = useTexts(planTexts);
  const { plan, before, leftOut, seen } = usePlan();
  return (
    <div aria-live="polite" className="flex flex-col gap-2 empty:hidden">
      {plan !== null && isProvisional(plan) && (
        <div data-mark="unread" className="flex gap-3 rounded-md border border-dashed border-line-strong px-4 py-3">
          <Mark kind="unread" />
          <div className="max-w-[72ch]">
            <p className="font-semibold">{t('provisionalTitle')}</p>
            <p>{t('provisionalWhy')}</p>
            <PasswordPlace needed />
          </div>
        </div>
      )}
      {plan !== null && hasMarks(before, plan, leftOut) && (
        <div data-mark="soon" className="flex flex-wrap gap-3 rounded-md border border-soon bg-soon-ground px-4 py-3">
          <Mark kind="soon" />
          <div className="min-w-0 flex-1">
            <p className="font-semibold">{t('changedTitle')}</p>
            <p>{t('changedWhy')}</p>
          </div>
          <Button onClick={seen}>{t('seen')}</Button>
        </div>
      )}
    </div>
  );
}
