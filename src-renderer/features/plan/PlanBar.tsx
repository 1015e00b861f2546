import { Play } from 'lucide-react';
import { useRef, useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import type { Plan } from '../../../src-shared/contract/plan.js';
import { useHost } from '../../stores/host.js';
import { useJob } from '../../stores/job.js';
import { usePlan } from '../../stores/plan.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { TextField } from '../../ui/Field.js';
import { entriesOf, summarise } from './plan-summary.js';
import { isProvisional } from './provisional.js';
import { planTexts } from './text.js';
import { WholePlan } from './WholePlan.js';

/** At the foot of the page: what is agreed to, by whom, and the one main action. */
export function PlanBar({ plan }: { readonly plan: Plan }) {
  const t = useTexts(planTexts);
  return (
    <section
      aria-label={t('whole')}
      className="sticky bottom-0 flex flex-wrap items-end justify-between gap-x-6 gap-y-2 border-t border-line-strong bg-surface px-4 py-3 max-md:static [@media(max-height:640px)]:static"
    >
      <WholePlan plan={plan} />
      <div className="flex flex-wrap items-end gap-2">{isProvisional(plan) ? <MakeFinal plan={plan} /> : <Consent plan={plan} />}</div>
    </section>
  );
}

/** Before anybody can agree, the plan is made with the rights that the run will have. */
function MakeFinal({ plan }: { readonly plan: Plan }) {
  const t = useTexts(planTexts);
  const { making, make, leaveOut } = usePlan();
  const { about, inControl } = useHost();
  const title = !inControl ? t('startWatching') : about?.elevation === 'unavailable' ? t('passwordUnavailable') : undefined;
  const others = plan.parts.flatMap(({ scope, routines }) => (scope === 'machine' ? routines.map(({ id }) => id) : []));
  return (
    <>
      {others.length < entriesOf(plan).length && (
        <Button disabled={making !== 'no'} onClick={() => void leaveOut(others)}>
          {t('withoutAdmin')}
        </Button>
      )}
      <Button look="main" disabled={making !== 'no' || title !== undefined} title={title} onClick={() => void make(true)}>
        {t('makeFinal')}
      </Button>
    </>
  );
}

function Consent({ plan }: { readonly plan: Plan }) {
  const t = useTexts(planTexts);
  const { making, agreedBy, start } = usePlan();
  const customer = useJob(({ current }) => current?.details.customer ?? '');
  const inControl = useHost(({ inControl }) => inControl);
  const [typed, setTyped] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const [, navigate] = useLocation();
  const form = useRef<HTMLFormElement>(null);
  const name = typed ?? (customer || agreedBy);
  const { runs } = summarise(plan);

  async function agree(event: FormEvent): Promise<void> {
    event.preventDefault();
    setMissing(name.trim() === '');
    if (name.trim() === '') return form.current?.querySelector('input')?.focus();
    const run = await start(name.trim());
    if (run !== null) navigate(`/run/${run}`);
  }
  return (
    <form ref={form} onSubmit={(event) => void agree(event)} className="flex flex-wrap items-end gap-2">
      <div className="w-48">
        <TextField
          label={t('agreedBy')}
          value={name}
          maxLength={500}
          autoComplete="off"
          aria-invalid={missing}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      <Button
        type="submit"
        look="main"
        icon={<Play size={16} aria-hidden="true" />}
        disabled={runs === 0 || making !== 'no' || !inControl}
        title={inControl ? undefined : t('startWatching')}
      >
        {t('start', { count: runs })}
      </Button>
      <p role="alert" className="w-full text-xs text-soon empty:hidden">
        {missing && name.trim() === '' ? t('agreedByMissing') : ''}
      </p>
    </form>
  );
}
