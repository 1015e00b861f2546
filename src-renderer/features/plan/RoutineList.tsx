import type { ReactNode } from 'react';
import type { PlannedRoutine } from '../../../src-shared/contract/plan.js';
import { usePlan } from '../../stores/plan.js';
import { useTexts } from '../../text/texts.js';
import { diffWith, goneRoutines, isChanged } from './plan-diff.js';
import { entriesOf, fateOf, type PlanEntry } from './plan-summary.js';
import { planTexts } from './text.js';
import { useCoreText } from '../../text/use-core-text.js';
import { CoreText } from '../../ui/CoreText.js';

/** The repairs in the order in which they run, then those with nothing to do, those that could not be looked at, and those left out. */
export function RoutineList({ chosen, onChoose }: { readonly chosen: string; onChoose(key: string): void }) {
  const t = useTexts(planTexts);
  const { plan, before, selection, leftOut, known } = usePlan();
  const say = useCoreText();
  if (plan === null) return null;
  const entries = entriesOf(plan).filter(({ routine }) => !leftOut.includes(routine.id));
  // Taken in again, but not planned yet, too: a tick takes its place at once.
  const others = selection.map(({ routine }) => routine).filter((id) => !entries.some(({ routine }) => routine.id === id));
  const work = entries.filter(({ routine }) => routine.stages.length > 0);
  const groups = [
    { title: t('doNothing'), entries: entries.filter(({ routine }) => fateOf(routine) === 'nothing') },
    { title: t('noSteps'), entries: entries.filter(({ routine }) => fateOf(routine) === 'no-steps') },
    { title: t('notLooked'), entries: entries.filter(({ routine }) => fateOf(routine) === 'unread') },
  ];
  const gone = goneRoutines(before, plan).filter(({ id }) => !leftOut.includes(id));
  return (
    <nav aria-label={t('routines')} className="flex flex-col gap-3">
      {work.length > 0 && (
        <Group title={t('routines')}>
          {work.map((entry, index) => (
            <Row key={entry.key} entry={entry} number={index + 1} chosen={entry.key === chosen} onChoose={onChoose} />
          ))}
        </Group>
      )}
      {groups.map(
        ({ title, entries }) =>
          entries.length > 0 && (
            <Group key={title} title={title}>
              {entries.map((entry) => (
                <Row key={entry.key} entry={entry} chosen={entry.key === chosen} onChoose={onChoose} />
              ))}
            </Group>
          ),
      )}
      {gone.length > 0 && (
        <Group title={t('gone')}>
          {gone.map(({ id, title }) => (
            <li key={id} className="px-2 py-1">
              <del className="text-muted">
                <CoreText text={title} />
              </del>
            </li>
          ))}
        </Group>
      )}
      {others.length > 0 && (
        <Group title={t('leftOut')}>
          {others.map((id) => (
            <li key={id} className="flex items-start gap-2 px-2 py-1">
              <Tick routine={id} title={say(known[id]?.[0]?.title ?? id)} wanted={!leftOut.includes(id)} />
              <span className="text-muted">
                <CoreText text={known[id]?.[0]?.title ?? id} />
              </span>
            </li>
          ))}
        </Group>
      )}
    </nav>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2 className="px-2 pb-1 text-xs font-semibold text-muted">{title}</h2>
      <ol className="flex flex-col gap-0.5">{children}</ol>
    </section>
  );
}

function Row({
  entry: { key, part, routine },
  number,
  chosen,
  onChoose,
}: {
  readonly entry: PlanEntry;
  readonly number?: number;
  readonly chosen: boolean;
  onChoose(key: string): void;
}) {
  const t = useTexts(planTexts);
  const say = useCoreText();
  const before = usePlan(({ before }) => before);
  const changed = isChanged(diffWith(before, routine, part.scope));
  return (
    <li className={`flex items-start gap-2 rounded-md px-2 ${chosen ? 'bg-selected' : 'hover:bg-selected'}`}>
      <span className="py-1.5">
        <Tick routine={routine.id} title={say(routine.title)} wanted />
      </span>
      <button
        type="button"
        aria-current={chosen ? 'true' : undefined}
        onClick={() => onChoose(key)}
        className="min-w-0 flex-1 py-1 text-left"
      >
        <span className={chosen ? 'font-semibold' : ''}>
          {number !== undefined && `${number}  `}
          <CoreText text={routine.title} />
        </span>
        <span className="block text-xs text-muted">{[...about(routine, t), changed && t('changedShort')].filter(Boolean).join(' · ')}</span>
      </button>
    </li>
  );
}

function about(routine: PlannedRoutine, t: (key: keyof typeof planTexts, values?: Record<string, number>) => string): string[] {
  if (routine.stages.length === 0) return [];
  const all = routine.diagnosis.items.filter(({ outcome }) => outcome === 'needed').length;
  return [
    t('steps', { count: routine.stages.flatMap(({ steps }) => steps).length }),
    ...(all > 1 ? [t('ofItems', { ticked: routine.items.length, all })] : []),
    ...(fateOf(routine) === 'closed' ? [t('closedShort')] : []),
  ];
}

/** The routine that was ticked or unticked last: its row goes elsewhere, and the focus with it. */
let lastTicked = '';

function Tick({ routine, title, wanted }: { readonly routine: string; readonly title: string; readonly wanted: boolean }) {
  const tickRoutine = usePlan(({ tickRoutine }) => tickRoutine);
  return (
    <input
      type="checkbox"
      className="mt-0.5 size-4 shrink-0 accent-(--accent)"
      aria-label={title}
      checked={wanted}
      autoFocus={lastTicked === routine}
      onChange={({ target }) => {
        lastTicked = routine;
        void tickRoutine(routine, target.checked);
      }}
      onBlur={() => (lastTicked = '')}
    />
  );
}
