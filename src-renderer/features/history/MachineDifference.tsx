import type { MachineChanges } from '../../../src-shared/contract/machine-changes.js';
import { useTexts } from '../../text/texts.js';
import { Mark, markOf } from '../../ui/Mark.js';
import { useCatalogue } from '../plan/use-catalogue.js';
import { FactSide } from './FactSide.js';
import { historyTexts } from './text.js';
import { CoreText } from '../../ui/CoreText.js';
import { TableHead } from '../../ui/TableHead.js';

/** What is otherwise in one scan than in an earlier one. */
export function MachineDifference({ machine }: { readonly machine: MachineChanges }) {
  const t = useTexts(historyTexts);
  const { facts } = useCatalogue();
  return (
    <div className="flex flex-col gap-4">
      <Findings title={t('gone')} findings={machine.gone} />
      <Findings title={t('fresh')} findings={machine.new} />
      {machine.uncompared.length > 0 && <Findings title={t('uncompared')} findings={machine.uncompared} />}
      <section>
        <h3 className="font-semibold">{t('facts')}</h3>
        {machine.facts.length === 0 && <p className="text-muted">{t('nothingOtherwise')}</p>}
        {machine.facts.length > 0 && (
          <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t('facts')}>
            <table className="w-full border-collapse text-xs">
              <TableHead columns={[t('fact'), t('before'), t('after')]} />
              <tbody>
                {machine.facts.map((fact) => (
                  <tr key={fact.id} className="align-top">
                    <th scope="row" className="py-1 pr-4 text-left font-normal">
                      <CoreText text={facts.get(fact.id) ?? fact.id} />
                      {fact.momentary && <p className="text-muted">{t('fluctuates')}</p>}
                    </th>
                    <td className="py-1 pr-4">
                      <FactSide fact={fact} side="before" />
                    </td>
                    <td className="py-1">
                      <FactSide fact={fact} side="after" />{' '}
                      {fact.more > 0 && <span className="text-muted">{t('more', { count: fact.more })}</span>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </div>
  );
}

function Findings({ title, findings }: { readonly title: string; readonly findings: MachineChanges['gone'] }) {
  const t = useTexts(historyTexts);
  return (
    <section>
      <h3 className="font-semibold">{title}</h3>
      {findings.length === 0 && <p className="text-muted">{t('none')}</p>}
      <ul className="flex flex-col gap-1">
        {findings.map((finding) => (
          <li key={`${finding.id}${finding.severity}`} className="flex gap-2">
            <Mark kind={markOf(finding.severity)} /> <CoreText text={finding.title} />
          </li>
        ))}
      </ul>
    </section>
  );
}
