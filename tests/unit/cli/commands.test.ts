import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { commands } from '../../../src-main/hosts/cli/commands/index.js';
import { documentSchemas } from '../../../src-shared/contract/documents.js';
import { cli } from './in-process.js';

const promised = [
  'scan',
  'routines',
  'facts',
  'plan',
  'repair',
  'runs',
  'status',
  'wait',
  'cancel',
  'verify',
  'recover',
  'undo',
  'changes',
  'history',
  'journal',
  'quarantine',
  'job',
  'report',
  'explain',
  'save-data',
  'fingerprint',
  'license',
  'update',
  'console',
  'schema',
];
const noStack = /\n\s+at |\.js:\d+|node:internal/;

test('every promised command is there', () => {
  expect(Object.keys(commands).toSorted()).toEqual(promised.toSorted());
});

test.each(promised)('%s --help answers, and does nothing else', async (name) => {
  for (const args of [
    [name, '--help'],
    [name, '-h'],
    [name, '--no-such', '--help'],
  ]) {
    const { code, out, err } = await cli(...args);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`rescuepc ${name}`);
  }
});

test('the general help names every built command and every exit code', async () => {
  for (const word of ['--help', '-h', 'help']) {
    const { code, out } = await cli(word);
    expect(code).toBe(0);
    for (const name of ['scan', 'repair', 'undo', 'recover', 'schema']) expect(out).toContain(`rescuepc ${name}`);
    for (let exitCode = 0; exitCode <= 12; exitCode += 1) expect(out).toMatch(new RegExp(`\\b${exitCode} `));
  }
  expect((await cli()).code).toBe(2);
});

test.each([['no-such'], ['toString'], ['__proto__'], ['constructor'], [''], ['--no-such'], ['scan', '--no-such'], ['facts', 'word']])(
  'a mistake in use ends with 2 and no stack: %j',
  async (...args) => {
    const { code, out, err } = await cli(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^rescuepc: /);
    expect(err).not.toMatch(noStack);
  },
);

test.each([['no-such'], ['scan', '--no-such'], ['schema', 'no-such'], ['routines', '--os', 'beos']])(
  'with --json a mistake is one document on stdout: %j',
  async (...args) => {
    const { code, out } = await cli(...args, '--json');
    expect(code).toBe(2);
    const document: unknown = JSON.parse(out);
    const schema = documentSchemas['error'];
    expect(schema && Value.Check(schema, document)).toBe(true);
    expect(Object.keys(document as object)).toEqual(['v', 'type', 'code', 'message', 'hint']);
  },
);

const notBuilt = Object.entries(commands).filter(([, { about }]) => about === 'not built yet');

test.each(notBuilt.map(([name]) => name))('%s says that it is not built yet', async (name) => {
  const { code, err } = await cli(name);
  expect(code).toBe(2);
  expect(err).toContain('is not built yet');
  expect(err).not.toMatch(noStack);
});

test('options that are promised are known; what they cannot do they say', async () => {
  for (const args of [
    ['scan', '--symptom', 'no-such-symptom'],
    ['report', '--job', 'no-such-job', '--out', 'x.html'],
  ]) {
    const { code, err } = await cli(...args);
    expect(code).toBe(2);
    expect(err).not.toMatch(/Unknown option/i);
  }
});

test('--version is that of the package', async () => {
  expect(await cli('--version')).toMatchObject({ code: 0, out: `${packageJson.version}\n` });
  expect(JSON.parse((await cli('--version', '--json')).out)).toEqual({ v: 1, type: 'version', version: packageJson.version });
});

test('--home needs a folder', async () => {
  for (const args of [
    ['facts', '--home'],
    ['facts', '--home='],
  ])
    expect(await cli(...args)).toMatchObject({ code: 2 });
});

test('lists for people name everything, one a line, without colours where there is no terminal', async () => {
  const { out } = await cli('routines');
  expect(out).toContain('any-hosts-hijack');
  // oxlint-disable-next-line no-control-regex
  expect(out).not.toMatch(/\u001b/);
  expect((await cli('facts')).out).toContain('hosts-file');
});
