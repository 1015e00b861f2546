import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repo } from '../../tools/run.js';

/* An undo compares what stands there with what the step left: a command that is taken back has to say where that is seen. */

test('every command that is taken back says what of its work can be looked at', () => {
  const files = globSync('src-main/core/routines/**/*.ts', { cwd: repo });
  const commands = files.flatMap((file) =>
    readFileSync(join(repo, file), 'utf8')
      .split(/\bcommand\(\{/)
      .slice(1)
      .map((text) => ({ file, text: text.slice(0, text.search(/\n\s*\}\)/)) })),
  );
  const takenBack = commands.filter(({ text }) => /undo\b[\s\S]{0,30}kind: '(?:inverse|captures)'/.test(text));
  expect(takenBack.length).toBeGreaterThan(15);
  expect(
    takenBack.filter(({ text }) => !text.includes('captures: [') && !/captures: \w+\.map\(/.test(text)).map(({ file }) => file),
  ).toEqual([]);
});
