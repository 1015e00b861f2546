import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlannedRoutine } from '../../../src-shared/contract/plan.js';
import type { Step, StepBody } from '../../../src-shared/contract/step.js';
import type { Gate } from '../../../src-shared/contract/words.js';
import { joinedDigest, notAgreed, planDigest } from '../../../src-main/core/repair/digest.js';
import { commandStep, writeStep } from '../../fakes/fake-catalogue.js';

function step(body: StepBody, more: Partial<Step> = {}): Step {
  return { id: '1.1', version: 1, body, does: ['words'], commands: [['a', 'command']], expects: { kind: 'absent' }, ...more };
}

function routine(steps: readonly Step[], more: Partial<PlannedRoutine> = {}): PlannedRoutine {
  return {
    id: 'r',
    title: 'R',
    diagnosis: { outcome: 'needed', severity: 'warning', summary: 'broken', evidence: [], items: [] },
    items: [],
    params: {},
    stages: [{ onlyIf: 'always', steps: [...steps] }],
    risk: 'low',
    reversibility: { level: 'exact', why: 'kept' },
    needsRestart: false,
    gates: [],
    ...more,
  };
}

const write = writeStep('/etc/x', 'content');
const digestOf = (body: StepBody, more: Partial<Step> = {}): string => planDigest('/', [routine([step(body, more)])], []);

test('the same plan has the same digest, however its members are ordered', () => {
  const reversed = Object.fromEntries(Object.entries(write).toReversed()) as StepBody;
  expect(digestOf(reversed)).toBe(digestOf(write));
  expect(digestOf(write)).toMatch(/^[0-9a-f]{64}$/);
});

test('it is spelled the same in every version: this plan, this digest', () => {
  const spelled =
    '{"root":"/","routines":[{"id":"r","stages":[{"onlyIf":"always","steps":[{"body":{"contentBase64":"Y29udGVudA==","kind":"write-file",' +
    '"mode":420,"path":{"text":"/etc/x"},"scope":"machine","title":"Write /etc/x"},"expects":{"kind":"absent"},"id":"1.1","version":1}]}]}]}';
  expect(digestOf(write)).toBe(createHash('sha256').update(spelled).digest('hex'));
});

const bodies: StepBody[] = [
  write,
  commandStep(['true', 'a'], { captures: [{ kind: 'file', path: { text: '/etc/x' } }], item: 'i', onFailure: 'keep', refresh: [['r']] }),
  { kind: 'edit-file', scope: 'machine', title: 't', path: { text: '/x' }, edits: [{ line: 1, old: 'a', new: null }] },
  { kind: 'set-mode', scope: 'machine', title: 't', path: { text: '/x' }, mode: 0o644, uid: 0, gid: 0 },
  { kind: 'link', scope: 'machine', title: 't', path: { text: '/x' }, target: '/y' },
  { kind: 'move-aside', scope: 'machine', title: 't', path: { text: '/x' }, to: { text: '/z' } },
  {
    kind: 'delete',
    scope: 'user',
    user: 'u',
    title: 't',
    within: { text: '/x' },
    entries: [{ path: { text: '/x/y' }, files: 1, bytes: 2 }],
  },
  { kind: 'registry', scope: 'machine', title: 't', key: 'K', name: 'N', value: { type: 1, dataBase64: 'AA==' } },
  { kind: 'service', scope: 'machine', title: 't', unit: 'u.service', want: { enabled: true, masked: false, active: true, restart: true } },
  {
    kind: 'packages',
    scope: 'machine',
    title: 't',
    manager: 'apt',
    action: 'fix-broken',
    changes: [{ op: 'install', name: 'n', version: '1', from: '' }],
  },
];

test.each(bodies)('every field of a $kind step counts', (body) => {
  const digest = digestOf(body);
  for (const changed of everyChange(body)) expect(digestOf(changed as StepBody), JSON.stringify(changed)).not.toBe(digest);
});

test('the state it replaces, its number, its version, the stage and the system count', () => {
  const digest = digestOf(write);
  expect(digestOf(write, { expects: { kind: 'file' } })).not.toBe(digest);
  expect(digestOf(write, { id: '1.2' })).not.toBe(digest);
  expect(digestOf(write, { version: 2 as never })).not.toBe(digest);
  expect(planDigest('/mnt', [routine([step(write)])], [])).not.toBe(digest);
  expect(planDigest('/', [routine([step(write)], { id: 'other' })], [])).not.toBe(digest);
  expect(planDigest('/', [routine([], { stages: [{ onlyIf: 'still-needed', steps: [step(write)] }] })], [])).not.toBe(digest);
  expect(planDigest('/', [routine([step(write), step(write)])], [])).not.toBe(digest);
});

test('the gates that were accepted count, in whatever order and however often they were named', () => {
  const accepting = (...gates: Gate[]): string => planDigest('/', [routine([step(write)])], gates);
  expect(accepting('battery')).not.toBe(accepting());
  expect(accepting('battery')).not.toBe(accepting('remote-session'));
  expect(accepting('battery', 'remote-session', 'battery')).toBe(accepting('remote-session', 'battery'));
});

test('words for people do not count', () => {
  const digest = digestOf(write);
  expect(digestOf(write, { does: ['other words'], commands: [['other']] })).toBe(digest);
  const told = routine([step(write)], { title: 'Other', risk: 'high', undoWarning: 'oh', needsRestart: true });
  expect(planDigest('/', [{ ...told, diagnosis: { ...told.diagnosis, summary: 'other' } }], [])).toBe(digest);
});

test('one part lends the whole its digest; two make another, and their order counts', () => {
  expect(joinedDigest([{ digest: 'a' }])).toBe('a');
  expect(joinedDigest([{ digest: 'a' }, { digest: 'b' }])).not.toBe(joinedDigest([{ digest: 'b' }, { digest: 'a' }]));
});

const theirs = (): boolean => false;
const ours = (): boolean => true;
const change = (name: string) => ({ op: 'install' as const, name, version: '1', from: '' });
const packages = (...names: string[]): Step =>
  step({ kind: 'packages', scope: 'machine', title: 'p', manager: 'apt', action: 'fix-broken', changes: names.map(change) });
const entry = (path: string, bytes = 1) => ({ path: { text: path }, files: 1, bytes });
const deletion = (within: string, ...entries: ReturnType<typeof entry>[]): Step =>
  step({ kind: 'delete', scope: 'machine', title: 'd', within: { text: within }, entries });

test('the same steps, or fewer, are agreed to', () => {
  expect(notAgreed([step(write)], [step(write), packages('a')], theirs)).toEqual([]);
  expect(notAgreed([], [step(write)], theirs)).toEqual([]);
});

test('a step that differs in anything is new', () => {
  for (const changed of everyChange(write)) expect(notAgreed([step(changed as StepBody)], [step(write)], theirs)).toHaveLength(1);
});

test('a replaced state that differs is new, unless this run has made it', () => {
  const now = step(write, { expects: { kind: 'file' } });
  expect(notAgreed([now], [step(write)], theirs)).toEqual([now]);
  expect(notAgreed([now], [step(write)], ours)).toEqual([]);
  const other = step(writeStep('/etc/x', 'other'));
  expect(notAgreed([other], [step(write)], ours)).toEqual([other]);
});

test('a shorter list of packages is agreed to, a longer or another is not', () => {
  expect(notAgreed([packages('a')], [packages('a', 'b')], theirs)).toEqual([]);
  expect(notAgreed([packages('b', 'a')], [packages('a', 'b')], theirs)).toEqual([]);
  expect(notAgreed([packages('a', 'c')], [packages('a', 'b')], theirs)).toHaveLength(1);
  const removal = step({ ...packages('a').body, changes: [{ ...change('a'), op: 'remove' }] } as StepBody);
  expect(notAgreed([removal], [packages('a')], theirs)).toHaveLength(1);
});

test('a shorter list of entries to delete is agreed to although their sizes changed; another folder or entry is not', () => {
  const agreed = [deletion('/c', entry('/c/a'), entry('/c/b'))];
  expect(notAgreed([deletion('/c', entry('/c/b', 99))], agreed, theirs)).toEqual([]);
  expect(notAgreed([deletion('/c', entry('/c/new'))], agreed, theirs)).toHaveLength(1);
  expect(notAgreed([deletion('/d', entry('/c/a'))], agreed, theirs)).toHaveLength(1);
});

test('any subset of agreed packages is agreed to, and nothing outside of it', () => {
  const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 });
  fc.assert(
    fc.property(names, names, (agreed, now) => {
      const covered = now.every((name) => agreed.includes(name));
      expect(notAgreed([packages(...now)], [packages(...agreed)], theirs)).toHaveLength(covered ? 0 : 1);
    }),
  );
});

/** The value with one thing in it changed, in every way there is: each leaf, and each member left out. */
function everyChange(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return [
      [...(value as unknown[]), 'more'],
      ...value.flatMap((member: unknown, at) => everyChange(member).map((changed) => (value as unknown[]).with(at, changed))),
    ];
  }
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([key, member]) => [
      Object.fromEntries(Object.entries(value).filter(([other]) => other !== key)),
      ...everyChange(member).map((changed) => ({ ...value, [key]: changed })),
    ]);
  }
  if (typeof value === 'number') return [value + 1];
  if (typeof value === 'boolean') return [!value];
  return [`${String(value)}!`];
}

test('a list of packages that agrees still may not bring new refresh commands', () => {
  const now = packages('a');
  const refreshed = step({ ...now.body, refresh: [['sh', '-c', 'anything']] });
  expect(notAgreed([refreshed], [packages('a')], theirs)).toHaveLength(1);
});

test('the same command twice is more than once', () => {
  const once = step(commandStep(['true']));
  expect(notAgreed([once, { ...once, id: '1.2' }], [once], theirs)).toHaveLength(1);
});
