import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { tarOf } from '../../../src-main/adapters/tar.js';

const list = (archive: Buffer): string[] =>
  execFileSync('/usr/bin/tar', ['--list', '--verbose', '--numeric-owner', '--file=-'], {
    input: archive,
    encoding: 'utf8',
    env: { TZ: 'UTC' },
  })
    .trim()
    .split('\n');

test('tar reads it: root’s files and folders, with mode and size', () => {
  const archive = tarOf([
    { path: 'opt/x', mode: 0o755, bytes: 'folder' },
    { path: 'opt/x/empty', mode: 0o644, bytes: new Uint8Array() },
    { path: 'opt/x/node', mode: 0o755, bytes: Buffer.alloc(1025, 7) },
  ]);
  expect(list(archive).map((line) => line.replaceAll(/\s+/g, ' '))).toEqual([
    'drwxr-xr-x 0/0 0 1970-01-01 00:00 opt/x',
    '-rw-r--r-- 0/0 0 1970-01-01 00:00 opt/x/empty',
    '-rwxr-xr-x 0/0 1025 1970-01-01 00:00 opt/x/node',
  ]);
});

test('what was put in comes out', () => {
  const bytes = Buffer.from(Array.from({ length: 3_000 }, (_none, at) => at % 256));
  const archive = tarOf([{ path: 'a', mode: 0o644, bytes }]);
  expect(execFileSync('/usr/bin/tar', ['--extract', '--to-stdout', '--file=-'], { input: archive }).equals(bytes)).toBe(true);
});

test.each(['x'.repeat(101), 'with space', 'ümlaut', ''])('a name that does not fit is refused: %j', (path) => {
  expect(() => tarOf([{ path, mode: 0o644, bytes: new Uint8Array() }])).toThrow(RangeError);
});
