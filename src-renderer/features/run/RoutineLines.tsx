import { memo, type ReactNode } from 'react';
import type { ItemOutcome } from '../../../src-shared/contract/run.js';
import { useTexts } from '../../text/texts.js';
import { Command } from '../../ui/Command.js';
import { Disclosure } from '../../ui/Disclosure.js';
import { OutcomeMark } from './OutcomeMark.js';
import type { RoutineView, StepView } from './run-view.js';
import { runTexts, stepStateTexts } from './text.js';
import { CoreText } from '../../ui/CoreText.js';

/** One line a repair, with its present step or what became of it; its steps and items unfold. Drawn again only when one changes. */
export const RoutineLines = memo(function RoutineLines({
  routines,
  broken,
}: {
  readonly routines: readonly RoutineView[];
  readonly broken: boolean;
}) {
  const t = useTexts(runTexts);
  return (
    <ol aria-label={t('routines')} className="divide-y divide-line rounded-md border border-line bg-surface">
      {routines.map((routine, index) => (
        <li key={`${routine.id}-${index}`} className="px-4 py-2">
          <RoutineLine routine={routine} broken={broken} />
        </li>
      ))}
    </ol>
  );
});

/** `broken`: the run broke off, so nothing of it is at work or has its turn any more. */
function RoutineLine({ routine, broken }: { readonly routine: RoutineView; readonly broken: boolean }) {
  const { title, state, steps, outcome, summary, items } = routine;
  const t = useTexts(runTexts);
  const present = steps.findLast((step) => step.state === 'running');
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <h2 className={state === 'waiting' ? 'text-muted' : 'font-semibold'}>
          <CoreText text={title} />
        </h2>
        {outcome ? (
          <OutcomeMark outcome={outcome} />
        ) : (
          <span className="text-muted">
            {t(state === 'working' ? (broken ? 'brokeOff' : 'working') : broken ? 'neverBegun' : 'waitingFor')}
          </span>
        )}
      </div>
      {state === 'working' && present && (
        <p className="text-muted">
          <code>{present.id}</code> <CoreText text={present.title} />
        </p>
      )}
      {summary !== '' && (
        <p className="max-w-[72ch]">
          <CoreText text={summary} />
        </p>
      )}
      {items.length > 0 && <ItemOutcomes items={items} />}
      {steps.length > 0 && (
        <Disclosure summary={t('showSteps', { count: steps.length })}>
          <ol className="flex flex-col gap-2">
            {steps.map((step) => (
              <li key={step.id}>
                <OneStep step={step} />
              </li>
            ))}
          </ol>
        </Disclosure>
      )}
    </>
  );
}

/** What became of each thing that was to be repaired, as looking again has shown. */
export function ItemOutcomes({ items }: { readonly items: readonly ItemOutcome[] }) {
  const t = useTexts(runTexts);
  return (
    <ul aria-label={t('items')} className="py-1">
      {items.map((item) => (
        <li key={item.id} className="flex flex-wrap justify-between gap-x-4">
          <span className="min-w-0">
            <CoreText text={item.title} />
          </span>
          <OutcomeMark outcome={item.outcome} />
        </li>
      ))}
    </ul>
  );
}

function OneStep({ step: { id, title, state, does, commands, message } }: { readonly step: StepView }) {
  const words = useTexts(stepStateTexts);
  return (
    <StepWords id={id} title={title} state={words(state)} does={does} commands={commands}>
      {message !== '' && (
        <p className="text-soon">
          <CoreText text={message} />
        </p>
      )}
    </StepWords>
  );
}

/** A step as it was run: its words, its commands, and how it stands. */
export function StepWords({
  id,
  title,
  state,
  does,
  commands,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly does: readonly string[];
  readonly commands: readonly (readonly string[])[];
  readonly children?: ReactNode;
}) {
  return (
    <div className="border-l-2 border-line pl-3 text-xs">
      <p>
        <code className="pr-2 text-muted">{id}</code>
        <span className="font-medium">
          <CoreText text={title} />
        </span>{' '}
        <span className="text-muted">· {state}</span>
      </p>
      {does.map((line, index) => (
        <p key={index}>
          <code className="whitespace-pre-wrap">
            <CoreText text={line} />
          </code>
        </p>
      ))}
      {commands.map((argv, index) => (
        <p key={index}>
          <Command argv={argv} />
        </p>
      ))}
      {children}
    </div>
  );
}
