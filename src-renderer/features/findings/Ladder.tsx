import { CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react';
import type { Rung } from '../../../src-shared/contract/scan.js';
import { useCatalogue } from '../../stores/catalogue.js';
import { commonTexts } from '../../text/common.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { Disclosure } from '../../ui/Disclosure.js';
import { EvidenceTable } from '../../ui/EvidenceTable.js';
import { RungLine, rungColours } from './RungLine.js';
import { findingsTexts } from './text.js';
import { useCoreText } from '../../text/use-core-text.js';

/** The way to a complaint's cause, rung by rung, in the order in which a technician would look. */
export function Ladder({
  rungs,
  onReview,
}: {
  readonly rungs: readonly Rung[];
  readonly onReview: (selection: readonly string[]) => void;
}) {
  const t = useTexts(findingsTexts);
  const common = useTexts(commonTexts);
  const say = useCoreText();
  const routines = useCatalogue(({ routines }) => routines);
  return (
    <ol className="mt-2 flex flex-col" data-testid="ladder">
      {rungs.map((rung, index) => {
        const Icon = icons[rung.state];
        return (
          <li key={rung.title} className="flex gap-3 py-1.5">
            <span className={`flex flex-col items-center ${rungColours[rung.state]}`}>
              <Icon size={20} aria-hidden="true" />
              {index < rungs.length - 1 && <span className="mt-1 w-px flex-1 bg-line-strong" aria-hidden="true" />}
            </span>
            <div className="min-w-0 flex-1">
              <RungLine rung={rung} />
              {rung.routines.length > 0 && (
                <p className="my-1 flex flex-wrap items-center gap-2">
                  {rung.routines.map((id) => say(routines.get(id)?.title ?? id)).join(', ')}
                  <Button onClick={() => onReview(rung.routines)}>{t('rungRepair')}</Button>
                </p>
              )}
              {rung.evidence.length > 0 && (
                <Disclosure summary={common('showEvidence')}>
                  <EvidenceTable evidence={rung.evidence} />
                </Disclosure>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

const icons = { fine: CircleCheck, breaks: TriangleAlert, 'could-not-look': CircleDashed } as const;
