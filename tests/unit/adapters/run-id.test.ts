import { expect, test } from 'vitest';
import { newRunId } from '../../../src-main/adapters/engine-ports.js';

test('run ids sort by time, also two of the same second', () => {
  const start = Date.UTC(2026, 10, 25, 22, 7, 59, 1);
  const ids = [0, 1, 9, 15, 16, 255, 256, 998, 999, 61_000].map((later) => newRunId(new Date(start + later)));
  expect(ids.toSorted()).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^[0-9]{8}-[0-9]{6}-[0-9a-f]{6}$/);
  expect(new Set(Array.from({ length: 50 }, () => newRunId(new Date(start)))).size).toBeGreaterThan(40);
});
