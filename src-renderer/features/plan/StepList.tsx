import type { ReactNode } from 'react';
import { useTexts } from '../../text/texts.js';
import { Command } from '../../ui/Command.js';
import { Disclosure } from '../../ui/Disclosure.js';
import { useFormat } from '../../ui/format.js';
import type { Change, DiffLine, DiffStep } from './plan-diff.js';
import { lineTexts, planTexts } from './text.js';
import { CoreText } from '../../ui/CoreText.js';

/**
 * A routine's steps as they will run, stage by stage; where they differ from a plan before, the old is struck through in its place.
 * Long lists of the same are folded, unless `unfolded`: on paper nothing can be unfolded.
 */
export function StepList({ steps, unfolded = false }: { readonly steps: readonly DiffStep[]; readonly unfolded?: boolean }) {
  const t = useTexts(planTexts);
  return (
    <ol className="flex flex-col gap-3">
      {steps.map((step, index) => {
        const { stage, onlyIf } = step.shown;
        const newStage = stage > 0 && steps[index - 1]?.shown.stage !== stage;
        return (
          <li key={`${step.change}-${step.shown.id}-${index}`}>
            {newStage && <p className="pb-2 font-semibold text-muted">{t(onlyIf === 'still-needed' ? 'stillNeeded' : 'thenAlways')}</p>}
            <OneStep step={step} unfolded={unfolded} />
          </li>
        );
      })}
    </ol>
  );
}

/** More lines than these are folded, where none of them is marked. */
const shownLines = 24;

function OneStep({ step: { change, shown, lines, replaces }, unfolded }: { readonly step: DiffStep; readonly unfolded: boolean }) {
  const t = useTexts(planTexts);
  const { body } = shown.step;
  const rest = lines.slice(shownLines);
  const mayFold = !unfolded && rest.length > shownLines / 2 && rest.every((line) => line.change === 'same' && line.line.argv === undefined);
  const [open, folded] = mayFold ? [lines.slice(0, shownLines), rest] : [lines, []];
  return (
    <div className={`border-l-2 pl-3 ${edges[change]}`}>
      <p className="font-medium">
        <code className="pr-2 text-muted">{shown.id}</code>
        <Marked change={change}>
          <CoreText text={body.title} />
        </Marked>
      </p>
      {replaces && <p className="text-soon">{t('replacesChanged')}</p>}
      <Lines lines={open} />
      {folded.length > 0 && (
        <Disclosure summary={t('moreLines', { count: folded.length })}>
          <Lines lines={folded} />
        </Disclosure>
      )}
      {(body.kind === 'command' || body.kind === 'script') && <TimeLimit seconds={body.timeoutMs / 1_000} cut={body.interruptible} />}
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly DiffLine[] }) {
  return (
    <ul>
      {lines.map((line, index) => (
        <Line key={index} line={line} first={lines[index - 1]?.line.kind !== line.line.kind} />
      ))}
    </ul>
  );
}

/** `first`: of several lines of one kind; the others go on under its word. */
function Line({ line: { change, line }, first }: { readonly line: DiffLine; readonly first: boolean }) {
  const t = useTexts(lineTexts);
  return (
    <li className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-2 text-xs max-sm:grid-cols-1">
      <span className="text-muted">{first && t(line.kind)}</span>
      <Marked change={change}>
        {line.argv ? (
          <Command argv={line.argv} />
        ) : (
          <code className="whitespace-pre-wrap">
            <CoreText text={line.text} />
          </code>
        )}
      </Marked>
    </li>
  );
}

/** Old is struck through, new has a plus; both are said, too. */
export function Marked({ change, children }: { readonly change: Change; readonly children: ReactNode }) {
  const t = useTexts(planTexts);
  if (change === 'removed')
    return (
      <del className="text-muted">
        <span className="sr-only">{t('removed')}: </span>
        {children}
      </del>
    );
  if (change === 'added')
    return (
      <ins className="font-medium no-underline">
        <span aria-hidden="true" className="text-accent">
          +{' '}
        </span>
        <span className="sr-only">{t('added')}: </span>
        {children}
      </ins>
    );
  return <span>{children}</span>;
}

function TimeLimit({ seconds, cut }: { readonly seconds: number; readonly cut: boolean }) {
  const t = useTexts(planTexts);
  const { duration } = useFormat();
  return <p className="text-xs text-muted">{t(cut ? 'atMost' : 'neverCut', { time: duration(seconds) })}</p>;
}

const edges: Readonly<Record<Change, string>> = {
  same: 'border-line',
  added: 'border-accent',
  removed: 'border-line-strong border-dashed',
};
