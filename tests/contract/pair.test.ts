import { expect, test } from 'vitest';
import { portPair } from '../../src-shared/wire/index.js';
import { pause } from './wire-raw.js';

test('messages arrive later, in order, and before the closing that follows them', async () => {
  const [left, right] = portPair();
  const seen: unknown[] = [];
  right.onMessage((message) => seen.push(message));
  right.onClose(() => seen.push('closed'));
  for (const n of [1, 2, 3]) left.post(n);
  left.close();
  expect(seen).toEqual([]);
  await pause(1);
  expect(seen).toEqual([1, 2, 3, 'closed']);
});

test('messages wait for the first listener', async () => {
  const [left, right] = portPair();
  left.post('early');
  await pause(1);
  const seen: unknown[] = [];
  right.onMessage((message) => seen.push(['a', message]));
  right.onMessage((message) => seen.push(['b', message]));
  await pause(1);
  expect(seen).toEqual([
    ['a', 'early'],
    ['b', 'early'],
  ]);
});

test('what arrives is a JSON copy, made when it was posted', async () => {
  const [left, right] = portPair();
  const seen: unknown[] = [];
  right.onMessage((message) => seen.push(message));
  const message = { at: new Date(0), none: undefined, deep: { n: 1 } };
  left.post(message);
  left.post(undefined);
  message.deep.n = 2;
  await pause(1);
  expect(seen).toEqual([{ at: '1970-01-01T00:00:00.000Z', deep: { n: 1 } }]);
  expect(seen[0]).not.toHaveProperty('none');
});

test('closing is told once to each side, to late listeners at once, and nothing is delivered after it', async () => {
  const [left, right] = portPair();
  const seen: string[] = [];
  left.onMessage(() => seen.push('message on the left'));
  left.onClose(() => seen.push('left'));
  right.onClose(() => seen.push('right'));
  right.post('on its way');
  left.close();
  left.close();
  await pause(1);
  right.close();
  right.post('too late');
  right.onClose(() => seen.push('right, late'));
  await pause(1);
  expect(seen).toEqual(['left', 'right', 'right, late']);
});
