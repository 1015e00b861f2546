import { useEffect } from 'react';
import { useLocation } from 'wouter';
import type { NextRung } from '../../../src-shared/contract/run.js';
import { useCatalogue } from '../../stores/catalogue.js';
import { useHost } from '../../stores/host.js';
import { usePlan } from '../../stores/plan.js';
import { useTexts } from '../../text/texts.js';
import { useCoreText } from '../../text/use-core-text.js';
import { Button } from '../../ui/Button.js';
import { Panel } from '../../ui/Panel.js';
import { RungLine } from '../findings/RungLine.js';
import { symptomTexts } from '../start/text.js';
import { runTexts } from './text.js';

/** Where the complaint goes on that a run was for, as it was seen at the run's end. */
export function NextRungPanel({ next: { symptom, rung } }: { readonly next: NextRung }) {
  const t = useTexts(runTexts);
  const symptomOf = useTexts(symptomTexts);
  const say = useCoreText();
  const [, navigate] = useLocation();
  const { routines, load } = useCatalogue();
  const inControl = useHost(({ inControl }) => inControl);
  const open = usePlan(({ open }) => open);
  useEffect(() => void load().catch(() => undefined), [load]);
  const [first] = rung?.routines ?? [];
  return (
    <Panel title={t('complaint', { symptom: symptomOf(symptom) })}>
      {rung === null ? (
        <p className="max-w-[72ch]">{t('complaintDone')}</p>
      ) : (
        <div className="flex flex-col items-start gap-2">
          <div className="max-w-[72ch]">
            <RungLine rung={rung} />
          </div>
          {first !== undefined && (
            <>
              <p>{t('complaintHelps', { repair: say(routines.get(first)?.title ?? first) })}</p>
              <Button
                look="main"
                disabled={!inControl}
                onClick={() => {
                  open([first], { symptom });
                  navigate('/plan');
                }}
              >
                {t('complaintReview')}
              </Button>
            </>
          )}
        </div>
      )}
    </Panel>
  );
}
