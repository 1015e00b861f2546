import { expect, test } from 'vitest';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import { diversions, readDiversions } from '../../../src-main/core/facts/diversions.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

const query = 'dpkg-query -W -f=${db:Status-Abbrev}\\t${Package}\\n';
const entry = (name: string, by: string): string => `/usr/bin/${name}\n/usr/bin/${name}.x\n${by}\n`;

async function leftovers(packages: string, files: readonly string[], code = 0): Promise<unknown> {
  const world = createFakeWorld();
  world.files.putFolder('/var/lib/dpkg/info');
  world.files.put('/var/lib/dpkg/diversions', entry('a', 'gone') + entry('b', 'config') + entry('c', 'half') + entry('d', ':'));
  for (const file of files) world.files.put(file, '');
  world.exec.on(query, { stdout: packages, code });
  const { diversions: reading } = await collectFacts(world.ports, [diversions], { root: '/', signal: new AbortController().signal });
  if (reading?.known !== true) return reading?.code;
  return (reading.value as { path: string; leftover: boolean }[]).filter((one) => one.leftover).map(({ path }) => path);
}

const hidden = ['a', 'b', 'c', 'd'].map((name) => `/usr/bin/${name}.x`);
const packages = 'rc \tconfig\niHR\thalf\nii \tsh\n';

test('left over: the package is gone or has only its settings; half installed, or by a person, is none', async () => {
  expect(await leftovers(packages, hidden)).toEqual(['/usr/bin/a', '/usr/bin/b']);
});

test('where something stands in the place, or nothing is hidden, nothing is missing', async () => {
  expect(await leftovers(packages, [...hidden, '/usr/bin/a', '/usr/bin/b'])).toEqual([]);
  expect(await leftovers(packages, [])).toEqual([]);
});

test('without the list of packages nothing is called left over', async () => {
  expect(await leftovers('', hidden, 2)).toBe('unexpected-output');
});

test('the file: three lines each, garbage is not understood', () => {
  expect(readDiversions(entry('a', ':'))).toEqual([{ path: '/usr/bin/a', to: '/usr/bin/a.x', by: ':' }]);
  expect(readDiversions('')).toEqual([]);
  for (const text of ['/a\n/b\n', 'a\n/b\n:\n', '/a\n/b\n-rf\n', '/a\n/b\nName With Blanks\n']) expect(readDiversions(text)).toBeNull();
});
