import { expect, test } from 'vitest';
import { checkParams } from '../../../src-main/core/repair/params.js';
import { fakeRoutine } from '../../fakes/fake-catalogue.js';
import { healthy } from '../../../src-main/core/routines/diagnosis.js';

const routine = fakeRoutine({
  id: 'r',
  params: {
    size: { type: 'number', title: 'Size', min: 1, max: 10, default: 5 },
    how: { type: 'choice', title: 'How', choices: ['soft', 'hard'], default: 'soft' },
    from: { type: 'folder', title: 'From' },
  },
  diagnose: () => healthy('fine'),
  plan: () => [],
});
const refused = (given: Record<string, string | number | boolean>): string => {
  try {
    return JSON.stringify(checkParams(routine, given));
  } catch (thrown) {
    return (thrown as { code: string }).code;
  }
};

test('defaults are filled in; a folder has none', () => {
  expect(checkParams(routine, {})).toEqual({ size: 5, how: 'soft' });
});

test('numbers may come as text, and both ends of their range count', () => {
  expect(checkParams(routine, { size: '10' })['size']).toBe(10);
  expect(checkParams(routine, { size: 1 })['size']).toBe(1);
});

test.each<Record<string, string | number>>([
  { size: 0 },
  { size: 11 },
  { size: 'many' },
  { size: Number.NaN },
  { size: Infinity },
  { how: 'harder' },
  { how: 1 },
  { from: 'relative/path' },
  { from: '/etc/../root' },
  { from: '/etc/\0x' },
  { from: 7 },
  { strange: 1 },
  { toString: 1 },
])('refuses %j', (given) => {
  expect(refused(given)).toBe('bad-input');
});

test('a folder is taken as it is', () => {
  expect(checkParams(routine, { from: '/srv/install source' })['from']).toBe('/srv/install source');
});

test('the refusal names the option and what there is', () => {
  expect(() => checkParams(routine, { strange: 1 })).toThrow(/no option 'strange'/);
  expect(() => checkParams(routine, { size: 11 })).toThrow(/r\.size must be a number from 1 to 10/);
});
