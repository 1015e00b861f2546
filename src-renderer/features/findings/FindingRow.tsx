import type { Finding } from '../../../src-shared/contract/scan.js';
import { useCatalogue } from '../../stores/catalogue.js';
import { commonTexts, severityTexts } from '../../text/common.js';
import { useTexts } from '../../text/texts.js';
import { Disclosure } from '../../ui/Disclosure.js';
import { EvidenceTable } from '../../ui/EvidenceTable.js';
import { CheckField } from '../../ui/Field.js';
import { Mark, markOf } from '../../ui/Mark.js';
import { findingsTexts } from './text.js';
import { useCoreText } from '../../text/use-core-text.js';
import { CoreText } from '../../ui/CoreText.js';

/** One finding: a sentence and a number, why it matters, what helps, and where it was read. */
export function FindingRow({
  finding,
  chosen,
  onTick,
}: {
  readonly finding: Finding;
  readonly chosen: ReadonlySet<string>;
  readonly onTick: (routine: string, on: boolean) => void;
}) {
  const t = useTexts(findingsTexts);
  const common = useTexts(commonTexts);
  const severity = useTexts(severityTexts);
  const say = useCoreText();
  const routines = useCatalogue(({ routines }) => routines);
  // `ROUTINE=ITEM` entries choose parts of what the first one does as a whole; the plan offers them.
  const whole = finding.routines.filter((entry) => !entry.includes('='));
  return (
    <li className="flex gap-3 py-3" data-finding={finding.id}>
      <Mark kind={markOf(finding.severity)} size={20} />
      <div className="min-w-0 flex-1">
        <h3 className="text-base font-semibold">
          <CoreText text={finding.title} /> <span className="text-xs font-normal text-muted">{severity(finding.severity)}</span>
        </h3>
        <p className="max-w-[72ch] text-muted">
          <CoreText text={finding.why} />
        </p>
        <div className="mt-1 flex flex-col gap-1">
          {whole.length === 0 && <p className="text-muted">{t('noRepair')}</p>}
          {whole.map((id) => (
            <CheckField
              key={id}
              checked={chosen.has(id)}
              onChange={({ target }) => onTick(id, target.checked)}
              label={t('include', { title: say(routines.get(id)?.title ?? id) })}
            />
          ))}
        </div>
        {finding.evidence.length > 0 && (
          <Disclosure summary={common('showEvidence')}>
            <EvidenceTable evidence={finding.evidence} />
          </Disclosure>
        )}
      </div>
    </li>
  );
}
