import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits, editFile } from '../../../src-main/core/repair/steps/edit-file.js';
import { applied } from '../../fakes/fake-context.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const change = (line: number, old: string, text: string | null) => ({ line, old, new: text });
const append = (text: string) => change(0, '', text);

test.each<[string, string, ReturnType<typeof change>[], string]>([
  ['a line is changed', 'a\nb\nc\n', [change(2, 'b', 'B')], 'a\nB\nc\n'],
  ['a line is taken out', 'a\nb\nc\n', [change(2, 'b', null)], 'a\nc\n'],
  ['the last line is taken out', 'a\nb\n', [change(2, 'b', null)], 'a\n'],
  ['all lines are taken out', 'a\n', [change(1, 'a', null)], ''],
  ['a missing last line end stays missing', 'a\nb', [change(1, 'a', 'A')], 'A\nb'],
  ['the last line without an end', 'a\nb', [change(2, 'b', 'B')], 'a\nB'],
  ['carriage returns stay', 'a\r\nb\r\n', [change(2, 'b\r', 'B\r')], 'a\r\nB\r\n'],
  ['line numbers are those of the old text', 'a\nb\nc\n', [change(1, 'a', null), change(3, 'c', 'C')], 'b\nC\n'],
  ['the order of edits does not matter', 'a\nb\nc\n', [change(3, 'c', 'C'), change(1, 'a', null)], 'b\nC\n'],
  ['a line is appended', 'a\n', [append('b')], 'a\nb\n'],
  ['appended to a text without a last line end', 'a', [append('b')], 'a\nb\n'],
  ['appended to nothing', '', [append('b')], 'b\n'],
  ['several are appended in their order', 'a\n', [append('b'), append('c')], 'a\nb\nc\n'],
  ['changed and appended', 'a\n', [change(1, 'a', 'A'), append('b')], 'A\nb\n'],
  ['taken out and appended', 'a', [change(1, 'a', null), append('b')], 'b\n'],
  ['an empty line', 'a\n\nb\n', [change(2, '', 'x')], 'a\nx\nb\n'],
])('%s', (_what, text, edits, expected) => {
  expect(applyEdits(text, edits)).toBe(expected);
});

test.each([
  ['another text', 'a\nb\n', change(1, 'b', 'x')],
  ['past the end', 'a\n', change(5, 'a', 'x')],
  ['one with a carriage return', 'a\r\n', change(1, 'a', 'x')],
  ['white space', 'a \n', change(1, 'a', 'x')],
])('a line that is not what the plan saw is refused: %s', (_what, text, edit) => {
  expect(() => applyEdits(text, [edit])).toThrow(expect.objectContaining({ code: 'plan-changed' }));
});

test('bytes that are no UTF-8 survive, in lines that are changed and in others', async () => {
  const world = createFakeWorld();
  const before = Buffer.from([0x61, 0xff, 0xfe, 0x0a, 0x00, 0xe9, 0x0a, 0xc3]);
  world.files.put('/etc/x', before);
  const edits = [change(2, '\u0000\u00e9', '# \u0000\u00e9')];
  const step = await applied(world, { kind: 'edit-file', scope: 'machine', title: 't', path: { text: '/etc/x' }, edits });
  expect([...(world.files.node('/etc/x')?.bytes ?? [])]).toEqual([0x61, 0xff, 0xfe, 0x0a, 0x23, 0x20, 0x00, 0xe9, 0x0a, 0xc3]);
  await step.restore();
  expect(Buffer.from(world.files.node('/etc/x')?.bytes ?? [])).toEqual(before);
});

test('the plan shows UTF-8 lines as people wrote them', () => {
  const line = Buffer.from('# Grüße', 'utf8').toString('latin1');
  const body = {
    kind: 'edit-file' as const,
    scope: 'machine' as const,
    title: 't',
    path: { text: '/x' },
    edits: [change(1, line, null), append(line)],
  };
  expect(editFile.describe(body).does).toEqual(['edit /x', '  line 1  - # Grüße', '  at the end  + # Grüße']);
});

test('whatever the text: other lines keep every byte', () => {
  const text = fc.array(fc.constantFrom('a', '\r', '\n', '\u00ff', ' ', '\0')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.nat(), fc.option(fc.string()), (before, pick, to) => {
      const lines = before.split('\n');
      const at = pick % lines.length;
      const replacement = to?.replaceAll('\n', ' ') ?? null;
      const after = applyEdits(before, [change(at + 1, lines[at] ?? '', replacement)]);
      expect(after).toBe((replacement === null ? lines.toSpliced(at, 1) : lines.with(at, replacement)).join('\n'));
    }),
  );
});
