import { expect, test } from 'vitest';
import type { RunEvent } from '../../../src-shared/contract/run.js';
import { noSearch, searchEnd, searchOn } from '../../../src-renderer/features/run/log-search.js';
import { addToLog, emptyLog, lineAt, textOf } from '../../../src-renderer/features/run/run-log.js';

let seq = 0;
function said(...texts: string[]): RunEvent[] {
  return texts.map((text) => ({ v: 1, run: 'r', seq: ++seq, at: '', type: 'log', routine: 'one', step: '1.1', text }));
}

test('chunks become lines wherever they are cut', () => {
  const log = addToLog(addToLog(emptyLog, said('first\nsec')), said('ond\n', 'third'));
  expect(textOf(log)).toBe('first\nsecond\nthird');
  expect(log).toMatchObject({ first: 0, end: 3, raw: 'third' });
});

test('a progress line is shown as a terminal shows it, without colours', () => {
  expect(textOf(addToLog(emptyLog, said('10 %\r20 %\r', '30 %\r', '40 %\ndone\r\n')))).toBe('40 %\ndone');
  expect(textOf(addToLog(emptyLog, said('\u001b[31mred\u001b[0m and \u0007bell\n')))).toBe('red and bell');
});

test('steps and their commands are in it, and events that came already are not added again', () => {
  const events: RunEvent[] = [
    { v: 1, run: 'r', seq: 1, at: '', type: 'step', routine: 'one', step: '1.1', title: 'Mend', does: [], commands: [['dpkg', '--audit']] },
    { v: 1, run: 'r', seq: 2, at: '', type: 'log', routine: 'one', step: '1.1', text: 'half' },
    { v: 1, run: 'r', seq: 3, at: '', type: 'warning', message: 'look' },
  ];
  const log = addToLog(emptyLog, events);
  expect(textOf(log)).toBe('one 1.1  Mend\n$ dpkg --audit\nhalf\nlook');
  expect(addToLog(log, events)).toBe(log);
});

test('lines keep their numbers when the oldest are dropped', () => {
  let log = emptyLog;
  for (let part = 0; part < 6; part++)
    log = addToLog(log, said(Array.from({ length: 100_000 }, (_, line) => `line ${part * 100_000 + line}\n`).join('')));
  expect(log.end).toBe(600_000);
  expect(log.first).toBeGreaterThan(0);
  expect(lineAt(log, log.first)?.text).toBe(`line ${log.first}`);
  expect(lineAt(log, 599_999)?.text).toBe('line 599999');
  expect(lineAt(log, log.first - 1)).toBeUndefined();
});

test('a search goes on where it stopped, and looks at a line when it is whole', () => {
  const first = addToLog(emptyLog, said('Error: one\nfine\nerr'));
  const search = searchOn(noSearch, 'ERROR', first);
  expect(search).toMatchObject({ hits: [0], upTo: 2 });
  const more = addToLog(first, said('or two\n'));
  expect(searchOn(search, 'ERROR', more).hits).toEqual([0, 2]);
  expect(searchOn(search, 'fine', more).hits).toEqual([1]);
  expect(searchOn(search, 'a.b(', more).hits).toEqual([]);
});

test('a long log is looked through in parts', () => {
  const log = addToLog(emptyLog, said('x\n'.repeat(1_500)));
  let search = searchOn(noSearch, 'x', log, 1_000);
  expect(search.upTo).toBe(1_000);
  while (search.upTo < searchEnd(log)) search = searchOn(search, 'x', log, 1_000);
  expect(search.hits).toHaveLength(1_500);
  expect(searchOn(search, 'x', log)).toBe(search);
});
