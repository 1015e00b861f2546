import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Diagnosis } from '../../../src-shared/contract/plan.js';
import { outcomes, worstFirst, worstOutcome, type Outcome } from '../../../src-shared/contract/words.js';
import { outcomeAfter, type Work } from '../../../src-main/core/repair/verify.js';

const anyOutcome = fc.constantFrom<Outcome>(...outcomes);

test('the order of the worst is the one of the command line', () => {
  expect(worstFirst).toEqual([
    'not-repaired',
    'could-not-run',
    'busy',
    'unknown',
    'restart-pending',
    'repaired',
    'healthy',
    'not-applicable',
  ]);
});

test('every pair: the one that comes first in the order wins, on both sides', () => {
  for (const [at, worse] of worstFirst.entries())
    for (const better of worstFirst.slice(at)) {
      expect(worstOutcome([worse, better])).toBe(worse);
      expect(worstOutcome([better, worse])).toBe(worse);
    }
});

test('what is still needed counts as not repaired; nothing at all does not apply', () => {
  expect(worstOutcome(['needed', 'could-not-run'])).toBe('not-repaired');
  expect(worstOutcome([])).toBe('not-applicable');
});

test('the order in which outcomes are given does not matter, and more of them never make it better', () => {
  fc.assert(
    fc.property(fc.array(anyOutcome), anyOutcome, (list, more) => {
      const worst = worstOutcome(list);
      expect(worstOutcome(list.toReversed())).toBe(worst);
      expect(worstFirst.indexOf(worstOutcome([...list, more]))).toBeLessThanOrEqual(worstFirst.indexOf(worst));
    }),
  );
});

const item = (id: string, outcome: Outcome = 'needed') => ({ id, title: id, outcome, evidence: [] });
function diagnosis(outcome: Outcome, ...items: ReturnType<typeof item>[]): Diagnosis {
  return { outcome, severity: 'info', summary: '', evidence: [], items };
}

const work = (before: Diagnosis, items: readonly string[], more: Partial<Work> = {}): Work => ({
  before,
  items,
  failed: new Set(),
  listsAll: false,
  ...more,
});

test.each<[string, Diagnosis, readonly string[], Diagnosis, Outcome]>([
  ['healthy afterwards', diagnosis('needed'), [], diagnosis('healthy'), 'repaired'],
  ['no longer applicable: nobody looked', diagnosis('needed'), [], diagnosis('not-applicable'), 'unknown'],
  ['its item no longer applies', diagnosis('needed', item('a')), ['a'], diagnosis('not-applicable'), 'unknown'],
  ['still needed', diagnosis('needed'), [], diagnosis('needed'), 'not-repaired'],
  ['not readable any more', diagnosis('needed'), [], diagnosis('unknown'), 'unknown'],
  ['busy', diagnosis('needed'), [], diagnosis('busy'), 'busy'],
  ['its item is gone', diagnosis('needed', item('a'), item('b')), ['a'], diagnosis('needed', item('b')), 'repaired'],
  ['its item is still there', diagnosis('needed', item('a')), ['a'], diagnosis('needed', item('a')), 'not-repaired'],
  ['its item is healthy', diagnosis('needed', item('a')), ['a'], diagnosis('needed', item('a', 'healthy'), item('b')), 'repaired'],
  ['an unread fact makes gone items unknown', diagnosis('needed', item('a')), ['a'], diagnosis('unknown'), 'unknown'],
  ['one of two is left', diagnosis('needed', item('a'), item('b')), ['a', 'b'], diagnosis('needed', item('b')), 'not-repaired'],
  ['items that were not chosen do not count', diagnosis('needed', item('a'), item('b')), ['a'], diagnosis('needed', item('b')), 'repaired'],
])('%s', (_what, before, chosen, after, expected) => {
  expect(outcomeAfter(work(before, chosen), after).outcome).toBe(expected);
});

test('an item of which a step failed is never repaired, wherever it has gone', () => {
  const before = diagnosis('needed', item('a'), item('b'));
  const failed = work(before, ['a', 'b'], { failed: new Set(['a']) });
  for (const after of [diagnosis('healthy'), diagnosis('needed', item('c')), diagnosis('needed', item('a', 'healthy'))])
    expect(outcomeAfter(failed, after)).toMatchObject({
      outcome: 'not-repaired',
      items: [
        { id: 'a', outcome: 'not-repaired' },
        { id: 'b', outcome: 'repaired' },
      ],
    });
  expect(outcomeAfter(failed, diagnosis('unknown')).outcome).toBe('unknown');
  expect(outcomeAfter(work(before, ['b'], { failed: new Set(['']) }), diagnosis('healthy')).outcome).toBe('not-repaired');
  expect(outcomeAfter(work(diagnosis('needed'), [], { failed: new Set(['']) }), diagnosis('healthy')).outcome).toBe('not-repaired');
});

test('where sound things are listed too, one that is missing was not looked at', () => {
  const all = work(diagnosis('needed', item('a'), item('b')), ['a'], { listsAll: true });
  expect(outcomeAfter(all, diagnosis('healthy', item('b', 'healthy'))).outcome).toBe('unknown');
  expect(outcomeAfter(all, diagnosis('healthy', item('a', 'healthy'), item('b', 'healthy'))).outcome).toBe('repaired');
});

test('never healthy, never needed: after a repair only what a repair can end with', () => {
  const someItems = fc.array(fc.constantFrom('a', 'b', 'c').chain((id) => anyOutcome.map((outcome) => item(id, outcome))));
  const anyDiagnosis = fc.tuple(anyOutcome, someItems).map(([outcome, items]) => diagnosis(outcome, ...items));
  fc.assert(
    fc.property(anyDiagnosis, fc.subarray(['a', 'b', 'c']), anyDiagnosis, (before, chosen, after) => {
      const { outcome, items } = outcomeAfter(work(before, chosen), after);
      for (const one of [outcome, ...items.map((entry) => entry.outcome)])
        expect(['healthy', 'needed', 'not-applicable']).not.toContain(one);
    }),
  );
});
