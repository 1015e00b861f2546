import { Printer, RefreshCw, Save } from 'lucide-react';
import { usePlan } from '../../stores/plan.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { download } from './download.js';
import { planFile } from './save-plan.js';
import { planTexts } from './text.js';

/** What can be done with a plan beside agreeing to it. */
export function PlanActions() {
  const t = useTexts(planTexts);
  const { plan, making, make } = usePlan();
  const nothing = plan === null || plan.parts.length === 0;
  return (
    <>
      <Button look="quiet" icon={<RefreshCw size={16} aria-hidden="true" />} disabled={making !== 'no'} onClick={() => void make()}>
        {t('again')}
      </Button>
      <Button
        look="quiet"
        icon={<Save size={16} aria-hidden="true" />}
        title={t('saveHint')}
        disabled={nothing}
        onClick={() => plan && download(planFile(plan))}
      >
        {t('save')}
      </Button>
      <Button look="quiet" icon={<Printer size={16} aria-hidden="true" />} disabled={nothing} onClick={() => window.print()}>
        {t('print')}
      </Button>
    </>
  );
}
