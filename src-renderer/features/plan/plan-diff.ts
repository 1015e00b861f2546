import { canonical } from '../../../src-shared/canonical.js';
import type { Plan, PlannedRoutine, PlanPart } from '../../../src-shared/contract/plan.js';
import { shownSteps, type ShownStep, type StepLine } from './step-lines.js';

export type Change = 'same' | 'added' | 'removed';
export type DiffLine = { readonly change: Change; readonly line: StepLine };
/** A step of either plan in its place. `replaces`: it does the same, but what it will replace is otherwise than before. */
export type DiffStep = {
  readonly change: Change;
  readonly replaces: boolean;
  readonly shown: ShownStep;
  readonly lines: readonly DiffLine[];
};

/** A routine's steps as they are now, with those of before that are gone in their old places. No `before`: nothing is marked. */
export function diffRoutine(before: Pick<PlannedRoutine, 'stages'> | null, now: Pick<PlannedRoutine, 'stages'>): DiffStep[] {
  const steps = shownSteps(now);
  if (before === null) return steps.map((shown) => whole('same', shown));
  return align(shownSteps(before), steps, sameStep).map(([old, shown]) => {
    if (old === undefined) return whole('added', shown ?? missing());
    if (shown === undefined) return whole('removed', old);
    const lines = align(old.lines, shown.lines, (a, b) => a.kind === b.kind && a.text === b.text).map(([was, is]): DiffLine =>
      was === undefined ? { change: 'added', line: is ?? missing() } : { change: is === undefined ? 'removed' : 'same', line: is ?? was },
    );
    return { change: 'same', shown, lines, replaces: canonical(old.step.expects) !== canonical(shown.step.expects) };
  });
}

export function isChanged(steps: readonly DiffStep[]): boolean {
  return steps.some(({ change, replaces, lines }) => change !== 'same' || replaces || lines.some((line) => line.change !== 'same'));
}

/** A planned routine against the plan before; without one nothing is marked, and a routine that it had not is new. */
export function diffWith(before: Plan | null, routine: PlannedRoutine, scope: PlanPart['scope']): DiffStep[] {
  return diffRoutine(before && (routineIn(before, routine.id, scope) ?? { stages: [] }), routine);
}

/** Whether anything of the plan is marked. What a person left out is no news to him. */
export function hasMarks(before: Plan | null, now: Plan, leftOut: readonly string[]): boolean {
  const changed = now.parts.some(({ scope, routines }) => routines.some((routine) => isChanged(diffWith(before, routine, scope))));
  return changed || goneRoutines(before, now).some(({ id }) => !leftOut.includes(id));
}

/** The same routine in another plan: in the same part, or else in any. */
export function routineIn(plan: Plan | null, id: string, scope: 'machine' | 'user'): PlannedRoutine | null {
  const parts = plan?.parts.toSorted((a, b) => Number(b.scope === scope) - Number(a.scope === scope)) ?? [];
  return parts.flatMap(({ routines }) => routines).find((routine) => routine.id === id) ?? null;
}

/** Routines of the plan before that the new one has not. */
export function goneRoutines(before: Plan | null, now: Plan): PlannedRoutine[] {
  return before?.parts.flatMap(({ routines }) => routines).filter(({ id }) => routineIn(now, id, 'user') === null) ?? [];
}

function whole(change: Change, shown: ShownStep): DiffStep {
  return { change, shown, replaces: false, lines: shown.lines.map((line) => ({ change, line })) };
}

function sameStep(a: ShownStep, b: ShownStep): boolean {
  return a.step.body.kind === b.step.body.kind && a.step.body.title === b.step.body.title && a.onlyIf === b.onlyIf;
}

/** Above this many comparisons a list is taken as wholly replaced between its common ends: nobody reads such a difference line by line. */
const most = 4_000_000;

/** Pairs what is alike in both lists, in order (a longest common subsequence); what has no partner stands alone, the old before the new. */
function align<T>(before: readonly T[], now: readonly T[], alike: (a: T, b: T) => boolean): [T | undefined, T | undefined][] {
  let start = 0;
  while (start < before.length && start < now.length && alikeAt(start, start)) start += 1;
  let end = 0;
  while (end < before.length - start && end < now.length - start && alikeAt(before.length - 1 - end, now.length - 1 - end)) end += 1;
  const [old, fresh] = [before.slice(start, before.length - end), now.slice(start, now.length - end)];
  return [
    ...before.slice(0, start).map((item, index): [T, T | undefined] => [item, now[index]]),
    ...(old.length * fresh.length > most ? replaced(old, fresh) : middle(old, fresh, alike)),
    ...before.slice(before.length - end).map((item, index): [T, T | undefined] => [item, now[now.length - end + index]]),
  ];

  function alikeAt(i: number, j: number): boolean {
    const [a, b] = [before[i], now[j]];
    return a !== undefined && b !== undefined && alike(a, b);
  }
}

function replaced<T>(before: readonly T[], now: readonly T[]): [T | undefined, T | undefined][] {
  return [...before.map((item): [T, undefined] => [item, undefined]), ...now.map((item): [undefined, T] => [undefined, item])];
}

function middle<T>(before: readonly T[], now: readonly T[], alike: (a: T, b: T) => boolean): [T | undefined, T | undefined][] {
  const width = now.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  const length = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--) {
      const [a, b] = [before[i], now[j]];
      const pair = a !== undefined && b !== undefined && alike(a, b);
      lengths[i * width + j] = pair ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
    }
  const pairs: [T | undefined, T | undefined][] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < now.length) {
    const [a, b] = [before[i], now[j]];
    if (a !== undefined && b !== undefined && alike(a, b)) {
      pairs.push([a, b]);
      i += 1;
      j += 1;
    } else if (a !== undefined && (b === undefined || length(i + 1, j) >= length(i, j + 1))) {
      pairs.push([a, undefined]);
      i += 1;
    } else {
      pairs.push([undefined, b]);
      j += 1;
    }
  }
  return pairs;
}

function missing(): never {
  throw new RangeError('a pair has at least one side');
}
