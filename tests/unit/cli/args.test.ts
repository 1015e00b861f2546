import fc from 'fast-check';
import { expect, test } from 'vitest';
import { choice, flag, list, parse, text } from '../../../src-main/hosts/cli/args.js';
import { parseSelection, planRequest, rootOf } from '../../../src-main/hosts/cli/selection.js';

const options = { deep: { type: 'boolean' }, only: { type: 'string', multiple: true }, root: { type: 'string' } } as const;
const parsed = (...args: string[]) => parse('scan', args, options, { min: 0, max: 2, what: 'at most two words' });
const usage = expect.objectContaining({ code: 'usage' }) as unknown as Error;

test('words, flags, values and lists', () => {
  const { words, values } = parsed('a', '--deep', '--only', 'x,y', 'b', '--only=z', '--json');
  expect(words).toEqual(['a', 'b']);
  expect([flag(values, 'deep'), flag(values, 'json'), flag(values, 'root')]).toEqual([true, true, false]);
  expect(list(values, 'only')).toEqual(['x', 'y', 'z']);
  expect([text(values, 'root'), text(values, 'deep')]).toEqual([undefined, undefined]);
});

test('options that every command takes are taken', () => {
  expect(() => parsed('--json', '--home', '/x', '--no-color', '--help', '-h')).not.toThrow();
});

test.each([['--no-such'], ['-x'], ['--root'], ['--deep=1'], ['a', 'b', 'c']])('%s is a mistake in use, with where to look', (...args) => {
  expect(() => parsed(...args)).toThrow(usage);
  expect(() => parsed(...args)).toThrow(expect.objectContaining({ hint: expect.stringContaining('--help') }));
});

test('whatever is given: taken or a mistake in use, nothing else', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('--deep', '--only', '--', '-', '--=', '-h'))), (args) => {
      try {
        parsed(...args);
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'usage' });
      }
    }),
  );
});

test('a closed choice', () => {
  expect(choice({ os: 'linux' }, 'os', ['linux', 'windows'])).toBe('linux');
  expect(choice({}, 'os', ['linux'])).toBeUndefined();
  expect(() => choice({ os: 'beos' }, 'os', ['linux', 'windows'])).toThrow('--os must be one of linux, windows.');
});

test.each<[string[], unknown]>([
  [['a'], [{ routine: 'a' }]],
  [['a=1,2'], [{ routine: 'a', items: ['1', '2'] }]],
  [['a=1', 'a=2'], [{ routine: 'a', items: ['1', '2'] }]],
  [['a=1', 'a=1'], [{ routine: 'a', items: ['1'] }]],
  [['a', 'a=1'], [{ routine: 'a' }]],
  [['a=1', 'a'], [{ routine: 'a' }]],
  [['a=k=v'], [{ routine: 'a', items: ['k=v'] }]],
  [
    ['b', 'a'],
    [{ routine: 'b' }, { routine: 'a' }],
  ],
  [[], []],
])('%j selects %j', (words, selected) => {
  expect(parseSelection(words)).toEqual(selected);
});

test.each(['', '=', 'a=', 'a=,', '=x'])('%j is no selection', (word) => {
  expect(() => parseSelection([word])).toThrow(usage);
});

test('a plan is asked for with params, gates, root and user', () => {
  const values = { set: ['a-b.size=5', 'a-b.how=x=y', 'c.d='], accept: ['battery,failing-disk'], root: '/mnt/../mnt', user: 'bob' };
  expect(planRequest([{ routine: 'r' }], values)).toEqual({
    selection: [{ routine: 'r' }],
    params: { 'a-b': { size: '5', how: 'x=y' }, c: { d: '' } },
    accept: ['battery', 'failing-disk'],
    root: '/mnt',
    user: 'bob',
  });
  expect(rootOf({})).toBe('/');
});

test('a gate that does not exist and a param without its form are mistakes', () => {
  expect(() => planRequest([], { accept: ['none'] })).toThrow(usage);
  for (const set of ['x', 'a.b', 'a=b', 'A.b=c', '.b=c']) expect(() => planRequest([], { set: [set] })).toThrow(usage);
});
