import { useState } from 'react';
import type { Plan } from '../../../src-shared/contract/plan.js';
import { useTexts } from '../../text/texts.js';
import { ProgressBar, StillWorking } from '../../ui/ProgressBar.js';
import { presentStep, progressOf, type RunView } from './run-view.js';
import { runTexts } from './text.js';
import { useCoreText } from '../../text/use-core-text.js';

/** How far it is: the steps that are over of those that will run, what is done just now, and for how long that has been so. */
export function RunProgress({ view, plan }: { readonly view: RunView; readonly plan: Plan | undefined }) {
  const t = useTexts(runTexts);
  const say = useCoreText();
  const [opened] = useState(Date.now());
  const { done, total } = progressOf(view);
  const present = presentStep(view);
  const since = present ? Date.parse(present.step.at) : view.startedAt === '' ? opened : Date.parse(view.startedAt);
  return (
    <div className="flex flex-col gap-1">
      {total > 0 && (
        <>
          <ProgressBar done={done} total={total} label={t('progressLabel')} />
          <p>{t('progress', { done, total })}</p>
        </>
      )}
      <p role="status" className="font-medium">
        {present
          ? t('present', { routine: say(present.routine.title), step: say(present.step.title) })
          : t(view.begun ? 'between' : 'connecting')}
      </p>
      <p className="text-muted">
        <StillWorking since={since} />
      </p>
      {present && isNeverCut(plan, present.routine.id, present.step.id) && <p className="text-muted">{t('neverCut')}</p>}
    </div>
  );
}

/** Known only where the run was started from this window. */
function isNeverCut(plan: Plan | undefined, routine: string, step: string): boolean {
  const routines = plan?.parts.flatMap((part) => part.routines).filter(({ id }) => id === routine) ?? [];
  const steps = routines.flatMap(({ stages }) => stages.flatMap((stage) => stage.steps)).filter(({ id }) => id === step);
  return steps.some(({ body }) => 'interruptible' in body && !body.interruptible);
}
