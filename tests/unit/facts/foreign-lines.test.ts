import { expect, test } from 'vitest';
import { foreignText, hasEndlessLine, longestLine } from '../../../src-main/core/foreign-lines.js';
import { collectFacts } from '../../../src-main/core/facts/collect.js';
import { allFacts } from '../../../src-main/core/facts/index.js';
import { redact } from '../../../src-main/core/redact.js';
import { isPinned } from '../../../src-main/core/facts/readers/flatpak-metadata.js';
import { readShellLine } from '../../../src-main/core/facts/readers/shell-line.js';
import { createFakeWorld } from '../../fakes/fake-world.js';

test('a text with a line longer than any real one is refused with its number, not passed over', () => {
  const longest = 'b'.repeat(longestLine);
  for (const text of ['', 'a\nb\n', `a\n${longest}`, `${longest}\n`]) expect(foreignText(text, '/etc/x')).toBe(text);
  for (const end of ['', '\n', '\nc'])
    expect(() => foreignText(`a\n${longest}b${end}`, '/etc/x')).toThrow('/etc/x:2 is longer than any line of such a file');
});

test.each([
  ['proxy-settings', '/etc/environment'],
  ['preload', '/etc/ld.so.preload'],
  ['hosts-file', '/etc/hosts'],
  ['name-switch', '/etc/nsswitch.conf'],
  ['fstab', '/etc/fstab'],
  ['crypttab', '/etc/crypttab'],
  ['apt-sources', '/etc/apt/sources.list'],
])('%s does not look through a file with such a line, and says which', async (id, file) => {
  const world = createFakeWorld();
  world.files.put(file, `# fine\n${'x'.repeat(longestLine + 1)}\n`);
  const facts = await collectFacts(
    world.ports,
    allFacts.filter((fact) => fact.id === id),
    { root: '/', signal: new AbortController().signal },
  );
  expect(facts[id]).toMatchObject({
    known: false,
    code: 'failed',
    reason: expect.stringContaining(`${file}:2 is longer than any line`) as string,
  });
});

test('an answer of a command has lines, or entries that end with zeros, or is JSON', () => {
  const bytes = (text: string): Uint8Array => Buffer.from(text);
  const much = 'x'.repeat(60_000);
  expect([`${much}\n${much}`, `${much}\0${much}`, `{"a":"${much}${much}"}`, `["${much}${much}"]`].map(bytes).map(hasEndlessLine)).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect([`${much}${much}`, `a\n${much}${much}`, `${much}${much}\nb`].map(bytes).map(hasEndlessLine)).toEqual([true, true, true]);
});

test('what is fetched and run is seen through any number of pipes, and not behind a comment or without an interpreter', () => {
  const piped = (line: string): boolean => readShellLine(line).pipesIntoShell;
  for (const line of [
    'curl x | sh',
    'wget -O- x | tee y | sudo bash -x',
    'eval "$(curl x)"',
    'bash <(wget x)',
    'sh -c "`base64 -d y`"',
    'x=1; curl y |/bin/sh',
  ])
    expect([line, piped(line)]).toEqual([line, true]);
  for (const line of ['curl x > y; sh y', 'true # curl x | sh', 'curl x | shuf', 'eval "$(dircolors)"; base64 -d y', 'echo "| sh" curl'])
    expect([line, piped(line)]).toEqual([line, false]);
});

test('secrets are taken out, names of files stay', () => {
  expect(redact('my_api-key_value = abc, x-token: "a b" /etc/my-passwd: gone http://u:p@host/ _ftp://u@h')).toBe(
    'my_api-key_value = [hidden], x-token: [hidden] /etc/my-passwd: gone http://[hidden]@host/ _ftp://[hidden]@h',
  );
});

test('what flatpak keeps is found by its patterns with *', () => {
  const kept = (pattern: string): boolean => isPinned('org.kde.Platform/x86_64/6.7', `xa.pinned=${pattern};`);
  expect(['org.kde.*', 'runtime/org.*.Plat*form//6.*', '*/x86_64', 'org.kde.Platform/x86_64/6.7'].map(kept)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['org.kde', 'org.kde.*/arm', 'org.kde.Platform*m', '*/*/*/*'].map(kept)).toEqual([false, false, false, false]);
});
