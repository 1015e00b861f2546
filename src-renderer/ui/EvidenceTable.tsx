import type { Evidence } from '../../src-shared/contract/words.js';
import { commonTexts } from '../text/common.js';
import { useTexts } from '../text/texts.js';
import { useCoreText } from '../text/use-core-text.js';
import { CoreText } from './CoreText.js';
import { TableHead } from './TableHead.js';

/** Lines that were read, where, and what they mean. */
export function EvidenceTable({ evidence }: { readonly evidence: readonly Evidence[] }) {
  const t = useTexts(commonTexts);
  const say = useCoreText();
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t('showEvidence')}>
      <table className="w-full border-collapse text-xs">
        <TableHead columns={[t('where'), t('whatStandsThere'), t('whatItMeans')]} />
        <tbody>
          {evidence.map((line, index) => (
            <tr key={index} className="align-top">
              <td className="py-1 pr-4">
                <code>{line.source}</code>
              </td>
              <td className="py-1 pr-4">
                <code>{say(line.line)}</code>
              </td>
              <td className="py-1">
                <CoreText text={line.meaning} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
