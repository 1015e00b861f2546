import type { Outcome } from '../../../src-shared/contract/words.js';
import { outcomeTexts } from '../../text/common.js';
import { useTexts } from '../../text/texts.js';
import { Mark, type MarkKind } from '../../ui/Mark.js';

/** An outcome by shape and in plain words. */
export function OutcomeMark({ outcome }: { readonly outcome: Outcome }) {
  const t = useTexts(outcomeTexts);
  return (
    <span className="inline-flex items-center gap-1.5">
      <Mark kind={markOfOutcome(outcome)} />
      <span className="font-medium">{t(outcome)}</span>
    </span>
  );
}

/** What is not known, or was not looked at, must not look as if it were well. */
function markOfOutcome(outcome: Outcome): MarkKind {
  switch (outcome) {
    case 'healthy':
    case 'repaired':
      return 'fine';
    case 'needed':
    case 'not-repaired':
    case 'restart-pending':
    case 'busy':
      return 'soon';
    case 'could-not-run':
    case 'not-applicable':
    case 'unknown':
      return 'unread';
  }
}
