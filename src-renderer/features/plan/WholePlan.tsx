import type { Plan } from '../../../src-shared/contract/plan.js';
import { useTexts } from '../../text/texts.js';
import { useFormat } from '../../ui/format.js';
import { PasswordPlace } from './PasswordPlace.js';
import { isProvisional } from './provisional.js';
import { summarise, type PlanSummary } from './plan-summary.js';
import { planTexts } from './text.js';
import { useCoreText } from '../../text/use-core-text.js';

/** What the whole plan changes, what can be undone and what cannot, and where a password is asked for. */
export function WholePlan({ plan }: { readonly plan: Plan }) {
  const t = useTexts(planTexts);
  const summary = summarise(plan);
  const changes = useChanges(summary);
  if (summary.runs === 0) return <p>{t('nothingRuns')}</p>;
  return (
    <div className="flex min-w-0 flex-1 basis-64 flex-col gap-0.5">
      <p className="font-semibold">{t('changes', { what: changes.join(' · ') })}</p>
      <Undo label="undoExact" titles={summary.undo.exact} />
      <Undo label="undoBest" titles={summary.undo['best-effort']} />
      <Undo label="undoNone" titles={summary.undo.none} strong />
      {summary.restart && <p>{t('sumRestart')}</p>}
      <PasswordPlace needed={plan.parts.some(({ scope }) => scope === 'machine')} given={!isProvisional(plan)} />
    </div>
  );
}

function Undo({
  label,
  titles,
  strong = false,
}: {
  readonly label: 'undoExact' | 'undoBest' | 'undoNone';
  readonly titles: readonly string[];
  readonly strong?: boolean;
}) {
  const t = useTexts(planTexts);
  const say = useCoreText();
  if (titles.length === 0) return null;
  return <p className={strong ? 'font-semibold text-soon' : ''}>{t(label, { what: titles.map(say).join(', ') })}</p>;
}

function useChanges({ files, deleted, commands, services, packages, settings }: PlanSummary): string[] {
  const t = useTexts(planTexts);
  const { bytes } = useFormat();
  return [
    files > 0 && t('sumFiles', { count: files }),
    deleted.files > 0 && t('sumDeleted', { count: deleted.files, bytes: bytes(deleted.bytes) }),
    commands > 0 && t('sumCommands', { count: commands }),
    services > 0 && t('sumServices', { count: services }),
    packages > 0 && t('sumPackages', { count: packages }),
    settings > 0 && t('sumSettings', { count: settings }),
  ].filter((part) => part !== false);
}
