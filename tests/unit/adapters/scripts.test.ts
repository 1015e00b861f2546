import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createScripts } from '../../../src-main/adapters/scripts.js';
import { ampleMs, exec, tempFolder } from './temp.js';

const text = '#!/bin/sh\nprintf "%s/" "$0" "$@"\n';
const hash = createHash('sha256').update(text).digest('hex');

async function folder(content: string | null = text) {
  const made = await tempFolder();
  await mkdir(join(made, 'linux'));
  if (content !== null) await writeFile(join(made, 'linux', 'x.sh'), content);
  return { made, scripts: createScripts(made, { 'linux/x.sh': hash }) };
}

test('the bytes that were checked are the ones that run, whatever is put in their place afterwards', async () => {
  const { made, scripts } = await folder();
  const argv = await scripts.prepare('linux/x.sh', ['a b', '$(id)', '']);
  await writeFile(join(made, 'linux', 'x.sh'), 'echo hostile\n');
  const raw = await exec.run({ argv, timeoutMs: ampleMs });
  expect(new TextDecoder().decode(raw.stdout)).toBe('linux/x.sh/a b/$(id)//');
});

test.each<[string, string | null]>([
  ['changed by one byte', `${text} `],
  ['empty', ''],
  ['gone', null],
])('a script that is %s does not run', async (_what, content) => {
  const { scripts } = await folder(content);
  await expect(scripts.prepare('linux/x.sh', [])).rejects.toMatchObject({ code: 'damaged' });
});

test.each(['linux/y.sh', '../../../bin/sh', 'constructor', '__proto__', ''])('%j is no script of ours', async (name) => {
  const { scripts } = await folder();
  await expect(scripts.prepare(name, [])).rejects.toMatchObject({ code: 'not-found' });
});
