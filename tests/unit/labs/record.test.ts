import { expect, it } from 'vitest';
import { type LabRun, choose, recorded, rowsIn } from '../../labs/linux/record.ts';
import type { Row } from '../../labs/linux/row.ts';

const row = (id: string, more: Partial<Row> = {}): LabRun['rows'][number] => ({
  id,
  inputs: `inputs of ${id}`,
  seconds: 3.12,
  parts: {},
  failures: [],
  ...more,
});
const run = (commit: string | null, ...rows: LabRun['rows']): LabRun => ({ commit, on: '2026-01-02', rows });
const passed = (id: string) => ({ inputs: `inputs of ${id}`, commit: 'old', on: '2026-01-01', seconds: 1 });

it('what passed at the first try is recorded with its commit and day; rows of which the run says nothing stay', () => {
  const record = recorded({ other: passed('other') }, run('new', row('one')), ['one', 'other']);
  expect(record).toEqual({ one: { inputs: 'inputs of one', commit: 'new', on: '2026-01-02', seconds: 3.1 }, other: passed('other') });
});

it('a row that failed, or needed a second try, is in the record no more, although it passed before with the same inputs', () => {
  const before = { failed: passed('failed'), busy: passed('busy'), gone: passed('gone') };
  const rows = [row('failed', { failures: ['broken'] }), row('busy', { firstTry: { failures: ['too late'] } })];
  expect(recorded(before, run('new', ...rows), ['failed', 'busy'])).toEqual({});
});

it('a run of no commit is refused', () => {
  expect(() => recorded({}, run(null, row('one')), ['one'])).toThrow(/commit all changes/);
});

it('no row is taken that passed more than thirty days ago', () => {
  const ids = Array.from({ length: 100 }, (_, index) => `row-${index}`);
  const record = Object.fromEntries(ids.map((id) => [id, passed(id)]));
  const choices = (today: string) => new Set(ids.map((id) => choose(id, `inputs of ${id}`, record, 'now', today)));
  expect(choices('2026-01-31')).toEqual(new Set(['taken', 'again']));
  expect(choices('2026-02-01')).toEqual(new Set(['run']));
});

it('no row is taken of which the record has a day that is none, or that is still to come', () => {
  const ids = Array.from({ length: 100 }, (_, index) => `row-${index}`);
  const choices = (on: string) =>
    new Set(ids.map((id) => choose(id, 'same', { [id]: { ...passed(id), inputs: 'same', on } }, 'now', '2026-01-02')));
  expect(choices('never')).toEqual(new Set(['run']));
  expect(choices('2026-01-03')).toEqual(new Set(['run']));
  expect(choices('2026-01-02')).toEqual(new Set(['taken', 'again']));
});

it('a record that is not as it is written is no record', () => {
  const text = (rows: unknown): string => JSON.stringify({ about: '', rows });
  expect(rowsIn(text({ one: passed('one') }))).toEqual({ one: passed('one') });
  const { commit: _commit, ...without } = passed('one');
  for (const rows of [null, 'x', [], { one: null }, { one: without }, { one: { ...passed('one'), on: 'never' } }])
    expect(rowsIn(text(rows))).toBeUndefined();
  expect(rowsIn('<<<<<<< ours')).toBeUndefined();
});
