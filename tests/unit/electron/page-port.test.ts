import type { WebContents } from 'electron';
import { beforeEach, expect, test } from 'vitest';
import { listenToPage } from '../../../src-main/hosts/electron/page-port.js';
import type { Port } from '../../../src-shared/wire/port.js';
import { FakeContents, type FakeFrame } from '../../fakes/electron.js';

const ours: FakeFrame = { origin: 'app://rescuepc', parent: null };
let contents: FakeContents;
let lines: { port: Port; heard: unknown[]; closed: number }[];
let notes: string[];

beforeEach(() => {
  contents = new FakeContents();
  contents.mainFrame = ours;
  lines = [];
  notes = [];
  listenToPage(
    contents as unknown as WebContents,
    (port) => {
      const line = { port, heard: [] as unknown[], closed: 0 };
      lines.push(line);
      port.onMessage((message) => line.heard.push(message));
      port.onClose(() => (line.closed += 1));
    },
    (message) => notes.push(message),
  );
});

/** As the bridge sends it: a line's name and JSON. */
const say = (line: string, message: unknown, ...frame: [] | [FakeFrame | null]): void =>
  contents.receive('rescuepc', [line, JSON.stringify(message)], ...frame);

test.each(['{', '', 'undefined', '[1'])('what is not JSON ends its line: %j', (text) => {
  say('a', 1);
  contents.receive('rescuepc', ['a', text]);
  expect([lines[0]?.closed, lines[0]?.heard]).toEqual([1, [1]]);
  expect(contents.sent).toEqual([['rescuepc', 'a', null]]);
});

test.each([[undefined], [7], [{ op: 'open' }], [[1]]])('only text crosses: %j opens no line', (message) => {
  contents.receive('rescuepc', ['a', message]);
  expect(lines).toEqual([]);
});

test('a frame that cannot be asked about any more is not heard', () => {
  const gone = {
    get origin(): string {
      throw new Error('Render frame was disposed');
    },
    parent: null,
  };
  say('a', 1, gone);
  expect([lines, notes]).toEqual([[], ['A message from a page that is gone was dropped.']]);
});

test('a page has a line; both ways carry what was sent', () => {
  say('a', { op: 'open' });
  lines[0]?.port.post({ op: 'end' });
  expect(lines[0]?.heard).toEqual([{ op: 'open' }]);
  expect(contents.sent).toEqual([['rescuepc', 'a', '{"op":"end"}']]);
});

test.each<[string, FakeFrame | null]>([
  ['a frame inside our page', { origin: 'app://rescuepc', parent: ours }],
  ['another origin', { origin: 'https://example.org', parent: null }],
  ['an origin that begins like ours', { origin: 'app://rescuepc.example', parent: null }],
  ['a file', { origin: 'file://', parent: null }],
  ['a page without an origin', { origin: 'null', parent: null }],
  ['a page that is gone', null],
])('%s is not heard, and that is noted', (_what, frame) => {
  say('a', { op: 'open' }, frame);
  expect(lines).toEqual([]);
  expect(notes).toHaveLength(1);
  say('b', 'mine');
  say('b', 'not mine', frame);
  expect(lines[0]?.heard).toEqual(['mine']);
});

test.each([[undefined], [7], ['x'.repeat(65)], [{ length: 3 }], [null]])('a line named %j is not opened', (name) => {
  contents.receive('rescuepc', [name, '{}']);
  expect([lines, notes.length]).toEqual([[], 1]);
});

test('other channels are not heard', () => {
  contents.receive('rescuepc.other', ['a', { op: 'open' }]);
  expect(lines).toEqual([]);
});

test('two lines of a page do not hear each other', () => {
  say('a', 1);
  say('b', 2);
  say('a', 3);
  lines[1]?.port.post('answer');
  expect(lines.map(({ heard }) => heard)).toEqual([[1, 3], [2]]);
  expect(contents.sent).toEqual([['rescuepc', 'b', '"answer"']]);
});

test('a page that opens line after line gets eight of them', () => {
  for (let at = 0; at < 20; at++) say(`line ${at}`, 1);
  expect([lines.length, notes.length]).toEqual([8, 12]);
  contents.receive('rescuepc', ['line 0', null]);
  say('line 9', 1);
  expect(lines.length).toBe(9);
});

test.each([
  ['its process dies', () => contents.emit('render-process-gone', {}, { reason: 'crashed' })],
  ['it is loaded again', () => contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })],
  ['the window is destroyed', () => contents.emit('destroyed')],
  ['the page closes it', () => contents.receive('rescuepc', ['a', null])],
])('a line ends once when %s', (_what, happen) => {
  say('a', 1);
  happen();
  happen();
  expect(lines[0]?.closed).toBe(1);
  lines[0]?.port.post('late');
  expect(contents.sent.filter(([, , message]) => message === '"late"')).toEqual([]);
});

test('a line goes on when only the fragment of the address changes, or a frame loads', () => {
  say('a', 1);
  contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
  contents.emit('did-start-navigation', { isMainFrame: false, isSameDocument: false });
  expect(lines[0]?.closed).toBe(0);
});

test('nothing is sent into a window that is gone', () => {
  say('a', 1);
  contents.destroyed = true;
  lines[0]?.port.post('late');
  expect(contents.sent).toEqual([]);
});
