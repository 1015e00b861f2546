import { expect, test } from 'vitest';
import { readAptConfig, readProxyLines } from '../../../src-main/core/facts/readers/apt-conf.js';
import { oneLineEntries, stanzaEntries } from '../../../src-main/core/facts/readers/apt-duplicates.js';
import { pathInRelease, readSums, readUnreadableList, releaseSums } from '../../../src-main/core/facts/readers/apt-lists.js';
import { badPreferences } from '../../../src-main/core/facts/readers/apt-preferences.js';
import { rawOf } from '../../fakes/fake-exec.js';
import { transcript } from './transcripts.js';

const said = (code: number, stdout = '', stderr = '') => rawOf({ argv: ['tool', 'word'], code, stdout, stderr });

test('apt-config: a syntax error names its file and line; other words are not understood', () => {
  const error = 'E: Syntax error /etc/apt/apt.conf.d/99x:2: Extra junk after value\n';
  expect(readAptConfig(said(100, '', error))).toMatchObject({
    value: { file: '/etc/apt/apt.conf.d/99x', line: 2, why: 'Extra junk after value' },
  });
  expect(readAptConfig(said(0, 'APT "";\n'))).toMatchObject({ known: true, value: null });
  expect(readAptConfig(said(100, '', 'E: something else\n'))).toMatchObject({ known: false });
});

test('proxies: lines and one-line blocks that set nothing else; comments and DIRECT are none', () => {
  const text = [
    'Acquire::http::Proxy "http://127.0.0.1:3142/";',
    '// Acquire::http::Proxy "http://127.0.0.1:1/";',
    'Acquire { http { Proxy "http://localhost:8118"; }; };',
    'Acquire::https::Proxy "DIRECT";',
    'Acquire::http::Proxy::mirror.example "http://u:secret@[::1]";',
    'Acquire::Retries "3"; Acquire::http::Proxy "http://127.0.0.1:5";',
  ].join('\n');
  expect(readProxyLines(text).map(({ line, host, port }) => [line, host, port])).toEqual([
    [1, '127.0.0.1', 3142],
    [3, 'localhost', 8118],
    [5, '::1', 80],
  ]);
});

test('preferences: what apt refuses, and what it takes', () => {
  expect(badPreferences('Package: *\nPin: release a=stable\nPin-Priority: 100\n\n# only words\n\nPackage: x\nPin: nonsense\n')).toEqual([]);
  expect(badPreferences('Package: a\n\n\nPin: release a=x\nPin-Priority: 1\n')).toMatchObject([{ line: 4, why: 'it names no package' }]);
  expect(badPreferences('Package: *\nPin: version 1.*\nPin-Priority: 0\n')).toMatchObject([{ why: 'it gives no priority' }]);
  expect(badPreferences('rubbish\n')).toMatchObject([{ line: 1, why: 'it has a line that is no field' }]);
});

test('sources: both forms give the same targets and options', () => {
  const [line] = oneLineEntries('deb [trusted=yes] http://x.org/debian/ stable main contrib # note\n');
  const [stanza] = stanzaEntries('# c\nTypes: deb\nURIs: http://x.org/debian\nSuites: stable\nComponents: main\n contrib\nTrusted: yes\n');
  expect(stanza?.targets).toEqual(line?.targets);
  expect(stanza?.options).toBe(line?.options);
  expect(stanza?.line).toBe(2);
  expect(stanzaEntries('Enabled: no\nTypes: deb\nURIs: http://x\nSuites: s\n')).toEqual([]);
});

test('package lists: apt names the list it cannot read; a bad source or dpkg status is not one', () => {
  const merge =
    'E: Encountered a section with no Package: header\nE: Problem with MergeList /var/lib/apt/lists/x_Packages\nE: The package lists or status file could not be parsed or opened.\n';
  expect(readUnreadableList(said(100, 'Reading package lists...\n', merge))).toMatchObject({
    value: [{ file: '/var/lib/apt/lists/x_Packages' }],
  });
  expect(readUnreadableList(said(100, '', 'E: Unable to parse package file /var/lib/dpkg/status (1)\n'))).toMatchObject({ known: false });
  expect(readUnreadableList(transcript('apt-get-check-clean.txt'))).toMatchObject({ known: true, value: [] });
  expect(readUnreadableList(transcript('apt-get-check-unmet-deps.txt'))).toMatchObject({ known: true, value: [] });
});

test('sums of a Release file, by the path that a list has in it', () => {
  const sum = 'a'.repeat(64);
  expect(
    releaseSums(`Origin: x\nMD5Sum:\n ${'b'.repeat(32)} 1 main/Packages\nSHA256:\n ${sum} 12 main/binary-amd64/Packages\nSigned: y\n`),
  ).toEqual(new Map([['main/binary-amd64/Packages', sum]]));
  expect(pathInRelease('/l/h_dists_s_main_binary-amd64_Packages', '/l/h_dists_s_InRelease')).toBe('main/binary-amd64/Packages');
  expect(pathInRelease('/l/other_Packages', '/l/h_dists_s_InRelease')).toBeNull();
  expect(readSums(said(1, `${sum}  /l/x\n`))).toBeNull();
});
