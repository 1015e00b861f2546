import { expect, test } from 'vitest';
import { foreignLines, longestLine } from '../../../src-main/core/foreign-lines.js';
import { redact } from '../../../src-main/core/redact.js';
import { isPinned } from '../../../src-main/core/facts/readers/flatpak-metadata.js';
import { readShellLine } from '../../../src-main/core/facts/readers/shell-line.js';

test('a text with a line longer than any real one is refused with its number, not passed over', () => {
  expect(foreignLines('a\nb\n', '/etc/x')).toEqual(['a', 'b', '']);
  expect(() => foreignLines(`a\n${'b'.repeat(longestLine + 1)}\n`, '/etc/x')).toThrow('/etc/x:2 is longer than any line of such a file');
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
