import { useState } from 'react';
import type { Plan } from '../../../src-shared/contract/plan.js';
import { toAppError, type AppError } from '../../../src-shared/errors.js';
import { api } from '../../api/connection.js';
import { useHost } from '../../stores/host.js';
import { useTexts } from '../../text/texts.js';
import { Button } from '../../ui/Button.js';
import { ErrorNote } from '../../ui/ErrorNote.js';
import { diffRoutine, routineIn } from '../plan/plan-diff.js';
import { Marked, StepList } from '../plan/StepList.js';
import type { ChangedPlan } from './run-view.js';
import { runTexts } from './text.js';
import { useCoreText } from '../../text/use-core-text.js';
import { CoreText } from '../../ui/CoreText.js';

/** The run waits: what is otherwise than agreed, and the two ways on. `plan`: the agreed one, where it was made in this window. */
export function ChangedPlanPanel({ changed, plan }: { readonly changed: ChangedPlan; readonly plan: Plan | undefined }) {
  const t = useTexts(runTexts);
  const say = useCoreText();
  const inControl = useHost(({ inControl }) => inControl);
  const [answered, setAnswered] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const { run, digest, routine, added, removed } = changed;
  const agreed = routineIn(plan ?? null, routine.id, 'user');

  async function answer(work: () => Promise<unknown>): Promise<void> {
    setAnswered(true);
    setError(null);
    try {
      await work();
    } catch (thrown) {
      setAnswered(false);
      setError(toAppError(thrown));
    }
  }
  const blocked = { disabled: answered || !inControl, title: inControl ? undefined : t('watchingOnly') };
  return (
    <section role="alert" data-mark="soon" className="flex flex-col gap-3 rounded-md border border-soon bg-surface px-4 py-3">
      <div className="max-w-[72ch]">
        <h2 className="text-base font-semibold">{t('changedTitle', { routine: say(routine.title) })}</h2>
        <p>{t('changedWhy')}</p>
      </div>
      {agreed === null && (
        <ul className="text-xs">
          {removed.map((line, index) => (
            <li key={`-${index}`}>
              <Marked change="removed">
                <code className="whitespace-pre-wrap">
                  <CoreText text={line} />
                </code>
              </Marked>
            </li>
          ))}
          {added.map((line, index) => (
            <li key={`+${index}`}>
              <Marked change="added">
                <code className="whitespace-pre-wrap">
                  <CoreText text={line} />
                </code>
              </Marked>
            </li>
          ))}
        </ul>
      )}
      <h3 className="font-semibold">{t('changedSteps')}</h3>
      <StepList steps={diffRoutine(agreed, routine)} />
      {error && <ErrorNote error={error} />}
      <div className="flex flex-wrap gap-2">
        <Button look="main" {...blocked} onClick={() => void answer(() => api()['repair.consent']({ run, digest }))}>
          {t('changedAgree')}
        </Button>
        <Button {...blocked} onClick={() => void answer(() => api()['repair.cancel']({ run }))}>
          {t('changedRefuse')}
        </Button>
      </div>
    </section>
  );
}
