import { ClipboardList, ShieldQuestion } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Scan } from '../../../src-shared/contract/scan.js';
import { useHost } from '../../stores/host.js';
import { usePlan } from '../../stores/plan.js';
import { useScan } from '../../stores/scan.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { CoreText } from '../../ui/CoreText.js';
import { Disclosure } from '../../ui/Disclosure.js';
import { useFormat } from '../../ui/format.js';
import { Panel } from '../../ui/Panel.js';
import { useCatalogue } from '../plan/use-catalogue.js';
import { symptomTexts } from '../start/text.js';
import { FindingRow } from './FindingRow.js';
import { Ladder } from './Ladder.js';
import { proposed } from './proposed.js';
import { findingsTexts } from './text.js';
import { UnreadList } from './UnreadList.js';

/** What a look has found: urgent first, the one button to the plan, and beside it what could not be read. */
export function Result({ scan }: { readonly scan: Scan }) {
  const { summary, findings, unknown, symptom } = scan;
  const t = useTexts(findingsTexts);
  const symptomOf = useTexts(symptomTexts);
  const format = useFormat();
  const [, navigate] = useLocation();
  const openPlan = usePlan(({ open }) => open);
  const inControl = useHost(({ inControl }) => inControl);
  // Ticks belong to this scan: another one begins with its own proposal.
  const [ticks, setTicks] = useState<{ scan: string; chosen: ReadonlySet<string> }>({ scan: '', chosen: new Set() });
  const chosen = ticks.scan === scan.scan.id ? ticks.chosen : new Set(proposed(scan));
  const [showUnread, setShowUnread] = useState(false);
  function review(selection: readonly string[]): void {
    openPlan(selection, symptom && { symptom: symptom.name });
    navigate('/plan');
  }
  function tick(routine: string, on: boolean): void {
    const next = new Set(chosen);
    if (on) next.add(routine);
    else next.delete(routine);
    setTicks({ scan: scan.scan.id, chosen: next });
  }
  return (
    <Panel
      title={symptom ? t('titleSymptom', { symptom: symptomOf(symptom.name) }) : t('title')}
      actions={
        <div className="flex flex-wrap gap-2">
          {chosen.size > 0 && (
            <Button
              look="main"
              icon={<ClipboardList size={16} aria-hidden="true" />}
              disabled={!inControl}
              onClick={() => review([...chosen])}
            >
              {t('review', { count: chosen.size })}
            </Button>
          )}
          {unknown.length > 0 && (
            <Button
              icon={<ShieldQuestion size={16} aria-hidden="true" />}
              aria-expanded={showUnread}
              onClick={() => setShowUnread(!showUnread)}
            >
              {t('unread', { count: unknown.length })}
            </Button>
          )}
          <Button look="quiet" onClick={() => navigate(`/report?scan=${scan.scan.id}`)}>
            {t('report')}
          </Button>
        </div>
      }
    >
      <p className="text-muted" data-testid="scan-summary">
        {t('summary', {
          urgent: summary.urgent,
          soon: summary.soon,
          checked: summary.checked,
          when: format.dateTime(scan.scan.startedAt),
          seconds: format.number(scan.scan.durationMs / 1000, 1),
        })}{' '}
        {scan.scan.root !== '/' && t('otherRoot', { root: scan.scan.root })}
      </p>
      {showUnread && <UnreadList scan={scan} />}
      {!symptom && <NotLookedAt facts={scan.notLookedAt ?? []} />}
      {symptom && <Ladder rungs={symptom.rungs} onReview={review} />}
      {!symptom && findings.length === 0 && <p className="mt-2 text-base font-semibold">{t('nothing')}</p>}
      <ul className="mt-2 flex flex-col divide-y divide-line">
        {findings.map((finding) => (
          <FindingRow key={finding.id} finding={finding} chosen={chosen} onTick={tick} />
        ))}
      </ul>
      {!symptom && <LookDeeper />}
    </Panel>
  );
}

/** What this look left out, by name: nothing is said about it. */
function NotLookedAt({ facts }: { readonly facts: readonly string[] }) {
  const t = useTexts(findingsTexts);
  const { facts: titles } = useCatalogue();
  if (facts.length === 0) return null;
  return (
    <Disclosure summary={t('notLookedAt', { count: facts.length })}>
      <ul className="list-disc pl-5 text-muted">
        {facts.map((id) => (
          <li key={id}>
            <CoreText text={titles.get(id) ?? id} />
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

function LookDeeper() {
  const t = useTexts(findingsTexts);
  const { start, progress } = useScan();
  const inControl = useHost(({ inControl }) => inControl);
  return (
    <Button look="quiet" className="mt-2" disabled={progress !== null || !inControl} onClick={() => void start({ deep: true })}>
      {t('deeper')}
    </Button>
  );
}
