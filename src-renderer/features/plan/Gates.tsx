import type { ClosedGate } from '../../../src-shared/contract/plan.js';
import { usePlan } from '../../stores/plan.js';
import { useTexts } from '../../text/texts.js';
import { CheckField } from '../../ui/Field.js';
import { Mark } from '../../ui/Mark.js';
import { gateTexts, planTexts } from './text.js';
import { CoreText } from '../../ui/CoreText.js';

/** What keeps a repair from running, why, and how it can be accepted where that is sane. */
export function Gates({ gates }: { readonly gates: readonly ClosedGate[] }) {
  const t = useTexts(planTexts);
  const gateNames = useTexts(gateTexts);
  const { acceptGate, accept } = usePlan();
  return gates.map(({ gate, why, acceptable, accepted }) => (
    <div key={gate} data-mark="soon" className="flex gap-3 rounded-md border border-soon bg-soon-ground px-3 py-2">
      <Mark kind="soon" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{t(accepted ? 'gateAcceptedTitle' : 'gateTitle', { gate: gateNames(gate) })}</p>
        <p className="pb-1">
          <CoreText text={why} />
        </p>
        {acceptable ? (
          <CheckField
            label={t('gateAccept')}
            checked={accept.includes(gate)}
            onChange={({ target }) => void acceptGate(gate, target.checked)}
          />
        ) : (
          <p>{t('gateAbsolute')}</p>
        )}
      </div>
    </div>
  ));
}
