import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { documentSchemas } from '../../../src-shared/contract/documents.js';
import { tempFolder } from '../adapters/temp.js';
import { cli, type Said } from '../cli/in-process.js';

const sample = (name: string): string => fileURLToPath(new URL(`../../fixtures/transcripts/linux/${name}`, import.meta.url));

/** Runs with this as standard input; null: a terminal. */
async function withInput(input: Uint8Array | string | null, ...args: string[]): Promise<Said> {
  const own = Object.getOwnPropertyDescriptor(process, 'stdin');
  const stream = Object.assign(Readable.from(input === null ? [] : [Buffer.from(input)]), { isTTY: input === null });
  Object.defineProperty(process, 'stdin', { configurable: true, value: stream });
  try {
    return await cli(...args);
  } finally {
    if (own) Object.defineProperty(process, 'stdin', own);
  }
}

test.each<[string, string, string[], number]>([
  ['dpkg-audit-clean.txt', 'dpkg --audit', ['--exit-code', '0'], 0],
  ['dpkg-audit-clean.txt', 'dpkg --audit', [], 3],
  ['dpkg-audit-broken.txt', 'dpkg --audit', ['--exit-code', '0'], 10],
  ['apt-get-lock-frontend-held.txt', 'apt-get install -y jq', ['--exit-code', '100'], 9],
  ['dpkg-configure-a-fails.txt', 'dpkg --configure -a', ['--exit-code=1'], 3],
  ['e2fsck-y-fixed.txt', 'e2fsck -f -y', ['--exit-code', '1'], 0],
  ['systemctl-failed-no-systemd.txt', 'systemctl --failed', ['--exit-code', '1'], 0],
  ['pkexec-no-agent.txt', 'pkexec true', ['--exit-code', '127'], 3],
  ['dpkg-audit-broken.txt', 'no-such-tool', [], 3],
])('explain --file %s as %s %j ends with %i', async (file, command, more, expected) => {
  const { code, out, err } = await cli('explain', command, '--file', sample(file), ...more);
  expect([code, err]).toEqual([expected, '']);
  expect(out.split('\n')[0]).toContain(`${command}: `);
});

test('restart pending is 7', async () => {
  const text = 'Pass 5: x\n/dev/sda1: ***** REBOOT SYSTEM *****\n/dev/sda1: 11/8192 files (0.0%), 6938/32768 blocks\n';
  expect((await withInput(text, 'explain', 'e2fsck -y /dev/sda1', '--exit-code', '3')).code).toBe(7);
});

test('for people: the outcome in words, the lines, what is named, what to do', async () => {
  const { out } = await cli('explain', 'dpkg --audit', '--file', sample('dpkg-audit-broken.txt'));
  expect(out).toMatch(/^dpkg --audit: something is wrong \(needed\)\n/);
  expect(out).toContain('demo-dep  (unpacked but not configured)');
  expect(out).toContain('- demo-fail: half configured');
  expect(out).toMatch(/What to do: .*dpkg --configure -a/);
});

test('--json: the one promised document on stdout, words on stderr', async () => {
  const { code, out, err } = await cli(
    'explain',
    'systemctl --failed',
    '--json',
    '--exit-code',
    '0',
    '--file',
    sample('systemctl-failed-two.txt'),
  );
  expect(code).toBe(10);
  const document: unknown = JSON.parse(out);
  const schema = documentSchemas['explain'];
  expect(schema && [...Value.Errors(schema, document)]).toEqual([]);
  expect(document).toMatchObject({
    v: 1,
    type: 'explain',
    command: 'systemctl --failed',
    outcome: 'needed',
    items: [{ id: 'demo-broken.service' }],
  });
  expect(Object.keys(document as object)).toEqual(['v', 'type', 'command', 'outcome', 'evidence', 'items']);
  expect(err).toContain('What to do');
});

test('standard input, also as "-"; nothing on it is an answer too', async () => {
  const text = 'Status: inactive\n';
  for (const more of [[], ['--file', '-']]) expect((await withInput(text, 'explain', 'ufw status', ...more)).code).toBe(10);
  expect((await withInput('', 'explain', 'dpkg --audit', '--exit-code', '0')).code).toBe(0);
  expect((await withInput('', 'explain', 'dpkg --audit')).code).toBe(3);
  expect((await withInput(Buffer.from(text, 'utf16le'), 'explain', 'ufw status')).code).toBe(10);
});

test('at a terminal it waits for nothing and says what to do', async () => {
  const { code, out, err } = await withInput(null, 'explain', 'dpkg --audit');
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/--file FILE/);
});

test.each([
  [[]],
  [['a', 'b']],
  [['df', '--exit-code', 'x']],
  [['df', '--exit-code', '-1']],
  [['df', '--file', '/no/such/file']],
  [['df', '--file', '/']],
])('a mistake in use ends with 2: %j', async (args) => {
  const { code, err } = await withInput('', 'explain', ...args);
  expect(code).toBe(2);
  expect(err).toMatch(/^rescuepc: /);
});

test('more than 64 MiB are refused, also where they never end', async () => {
  expect((await cli('explain', 'dmesg', '--file', '/dev/zero')).err).toContain('64 MiB');
  expect((await cli('explain', 'dmesg', '--file', '/dev/zero', '--json')).code).toBe(2);
});

test('control characters of the output do not reach the terminal', async () => {
  const folder = await tempFolder();
  const file = join(folder, 'x');
  await writeFile(file, 'Status: \u0007\u001b]0;title\u0007\n');
  const { out } = await cli('explain', 'ufw status\u0007', '--file', file);
  // oxlint-disable-next-line no-control-regex
  expect(out).not.toMatch(/[\u0007\u001b]/);
});
