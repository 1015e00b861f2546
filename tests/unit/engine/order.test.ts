import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOrder } from '../../../src-main/core/repair/order.js';

const ids = (list: readonly { id: string }[]): string[] => list.map((routine) => routine.id);

test('comes after what it names, and otherwise keeps the given order', () => {
  expect(
    ids(
      inOrder([
        { id: 'c', after: ['b'] },
        { id: 'a', after: [] },
        { id: 'b', after: ['a'] },
      ]),
    ),
  ).toEqual(['a', 'b', 'c']);
  expect(
    ids(
      inOrder([
        { id: 'z', after: [] },
        { id: 'y', after: [] },
      ]),
    ),
  ).toEqual(['z', 'y']);
});

test('names that were not selected do not matter', () => {
  expect(
    ids(
      inOrder([
        { id: 'b', after: ['not-selected'] },
        { id: 'a', after: [] },
      ]),
    ),
  ).toEqual(['b', 'a']);
});

test('a circle is cut, and nobody is lost', () => {
  expect(
    ids(
      inOrder([
        { id: 'a', after: ['b'] },
        { id: 'b', after: ['a'] },
      ]),
    ).toSorted(),
  ).toEqual(['a', 'b']);
  expect(ids(inOrder([{ id: 'a', after: ['a'] }]))).toEqual(['a']);
});

test('without circles every routine stands after all that it names, whatever the order given', () => {
  const routines = fc
    .uniqueArray(fc.nat(30), { maxLength: 12 })
    .chain((numbers) =>
      fc.tuple(
        ...numbers.map((number) =>
          fc.subarray(numbers.filter((other) => other < number)).map((after) => ({ id: String(number), after: after.map(String) })),
        ),
      ),
    );
  fc.assert(
    fc.property(routines, (given) => {
      const ordered = ids(inOrder(given));
      expect(ordered.toSorted()).toEqual(ids(given).toSorted());
      for (const { id, after } of given) for (const earlier of after) expect(ordered.indexOf(earlier)).toBeLessThan(ordered.indexOf(id));
    }),
  );
});
