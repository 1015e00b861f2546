import { expect, test } from 'vitest';
import type { PlannedRoutine } from '../../../src-shared/contract/plan.js';
import type { Step, StepBody } from '../../../src-shared/contract/step.js';
import { diffRoutine, hasMarks, isChanged } from '../../../src-renderer/features/plan/plan-diff.js';
import { summarise } from '../../../src-renderer/features/plan/plan-summary.js';
import type { RunSummary } from '../../../src-shared/contract/run.js';
import { lastTime } from '../../../src-renderer/features/plan/last-time.js';
import { noChoices, parseSelection, requestOf, withItem, withRoutine } from '../../../src-renderer/features/plan/selection.js';
import { stepLines } from '../../../src-renderer/features/plan/step-lines.js';

function step(id: string, title: string, does: readonly string[], body: Partial<StepBody> = {}): Step {
  const common = {
    kind: 'delete',
    scope: 'user',
    title,
    within: { text: '/x' },
    entries: [{ path: { text: '/x/y' }, files: 2, bytes: 50 }],
  };
  return { id, version: 1, body: { ...common, ...body } as StepBody, does: [...does], commands: [], expects: {} };
}

function routine(steps: readonly Step[], more: Partial<PlannedRoutine> = {}): PlannedRoutine {
  return {
    id: 'one',
    title: 'First',
    diagnosis: { outcome: 'needed', severity: 'info', summary: '', evidence: [], items: [] },
    items: ['a', 'b'],
    params: {},
    stages: steps.length === 0 ? [] : [{ onlyIf: 'always', steps: [...steps] }],
    risk: 'low',
    reversibility: { level: 'none', why: 'deleted' },
    needsRestart: false,
    gates: [],
    ...more,
  };
}

test('the selection is read as findings name it', () => {
  expect(parseSelection(['a', 'b=1', 'b=2,1', 'c=1', 'c'])).toEqual([
    { routine: 'a' },
    { routine: 'b', items: ['1', '2'] },
    { routine: 'c' },
  ]);
});

test('the last item that is unticked leaves the routine out, and taking it in again brings all back', () => {
  const opened = { ...noChoices, selection: parseSelection(['one', 'two=x']) };
  const without = withItem(opened, [routine([])], 'a', false);
  expect(requestOf(without).selection).toEqual([
    { routine: 'one', items: ['b'] },
    { routine: 'two', items: ['x'] },
  ]);
  // The plan is not made again yet: what was chosen counts.
  const none = withItem(without, [routine([])], 'b', false);
  expect(requestOf(none).selection).toEqual([{ routine: 'two', items: ['x'] }]);
  expect(requestOf(withRoutine(none, 'one', true)).selection[0]).toEqual({ routine: 'one' });
});

test('the difference keeps the old where it was and marks single lines', () => {
  const before = routine([step('1.1', 'Clean', ['delete 2 entries', 'a', 'b']), step('1.2', 'Write', ['write x'])]);
  const now = routine([step('1.1', 'Clean', ['delete 1 entries', 'b']), step('1.2', 'Link', ['link y'])]);
  const steps = diffRoutine(before, now);
  expect(steps.map(({ change, shown }) => [change, shown.step.body.title])).toEqual([
    ['same', 'Clean'],
    ['removed', 'Write'],
    ['added', 'Link'],
  ]);
  expect(steps[0]?.lines.map(({ change, line }) => `${change} ${line.text}`)).toEqual([
    'removed delete 2 entries',
    'removed a',
    'added delete 1 entries',
    'same b',
  ]);
});

test('nothing is marked without a plan before, nor where both are the same; another replaced state is', () => {
  const now = routine([step('1.1', 'Clean', ['delete'])]);
  expect(isChanged(diffRoutine(null, now))).toBe(false);
  expect(isChanged(diffRoutine(now, now))).toBe(false);
  const otherwise = routine([{ ...step('1.1', 'Clean', ['delete']), expects: { present: 1 } }]);
  expect(diffRoutine(otherwise, now)[0]).toMatchObject({ change: 'same', replaces: true });
});

test('what a person left out is no difference to be shown; what went by itself is', () => {
  const plan = (...routines: PlannedRoutine[]) => ({
    digest: '',
    request: requestOf(noChoices),
    parts: [{ scope: 'user' as const, digest: '', provisional: false, routines }],
  });
  const [one, two] = [routine([step('1.1', 'Clean', ['delete'])]), routine([step('1.1', 'Write', ['write'])], { id: 'two' })];
  expect(hasMarks(null, plan(one, two), [])).toBe(false);
  expect(hasMarks(plan(one, two), plan(one), ['two'])).toBe(false);
  expect(hasMarks(plan(one, two), plan(one), [])).toBe(true);
  expect(hasMarks(plan(one), plan(one, two), [])).toBe(true);
});

test('a list of thousands of entries is compared in a moment', () => {
  const lines = Array.from({ length: 6_000 }, (_, index) => `entry ${index}`);
  const steps = diffRoutine(routine([step('1.1', 'Clean', lines)]), routine([step('1.1', 'Clean', lines.toReversed())]));
  expect(steps[0]?.lines.filter(({ change }) => change === 'added')).not.toHaveLength(0);
});

test('what a command keeps stands before it, what follows after it', () => {
  const command: StepBody = {
    kind: 'command',
    scope: 'machine',
    title: 'Run',
    argv: ['dpkg', '--configure', '-a'],
    captures: [
      { kind: 'file', path: { text: '/a' } },
      { kind: 'device', path: { text: '/dev/x' } },
    ],
    okExit: [0],
    undo: { kind: 'none', why: '' },
    produces: [],
    reader: 'exit-code',
    replay: 'ask',
    interruptible: false,
    timeoutMs: 1,
    refresh: [['ldconfig']],
  };
  const lines = stepLines({ id: '1.1', version: 1, body: command, does: ['keep a copy of /a'], commands: [command.argv], expects: {} });
  expect(lines.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    'keep: keep a copy of /a',
    'run: dpkg --configure -a',
    'after: ldconfig',
  ]);
});

test('only what runs is counted: not what a gate closes', () => {
  const closed = { gate: 'battery' as const, why: '', acceptable: true, accepted: false };
  const plan = {
    digest: 'd',
    request: requestOf(noChoices),
    parts: [
      {
        scope: 'user' as const,
        digest: 'd',
        provisional: false,
        routines: [routine([step('1.1', 'Clean', [])]), routine([step('1.1', 'Clean', [])], { id: 'two', gates: [closed] })],
      },
    ],
  };
  expect(summarise(plan)).toMatchObject({ runs: 1, deleted: { files: 2, bytes: 50 }, undo: { exact: [], none: ['First'] } });
  const accepted = {
    ...plan,
    parts: plan.parts.map((part) => ({ ...part, routines: part.routines.map((one) => ({ ...one, gates: [] })) })),
  };
  expect(summarise(accepted).runs).toBe(2);
});

test('how long a repair took is told only from a run that did it alone and repaired', () => {
  const run = (id: string, outcome: 'repaired' | 'not-repaired', ...routines: string[]) =>
    ({
      id,
      outcome,
      cancelled: false,
      startedAt: '2026-11-25T10:00:00.000Z',
      finishedAt: `2026-11-25T10:00:${id}.000Z`,
      routines: routines.map((routine) => ({ id: routine })),
    }) as unknown as RunSummary;
  const runs = [
    run('50', 'repaired', 'one', 'two'),
    run('40', 'not-repaired', 'one'),
    run('30', 'repaired', 'one'),
    run('20', 'repaired', 'one'),
  ];
  expect(lastTime(runs, 'one')).toBe(30);
  expect(lastTime(runs, 'two')).toBeNull();
  expect(lastTime(runs.slice(0, 2), 'one')).toBeNull();
});
