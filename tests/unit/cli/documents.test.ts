import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { documentSchemas } from '../../../src-shared/contract/documents.js';
import type { Plan } from '../../../src-shared/contract/plan.js';
import { tempFolder } from '../adapters/temp.js';
import { built, builtUnheard, type Ended } from './built.js';

/** The one document that stands on stdout, checked against the promised schema of its name. */
function documentOf(ended: Ended, name: string): unknown {
  expect(ended.out.trim().split('\n'), ended.err).toHaveLength(1);
  const document: unknown = JSON.parse(ended.out);
  const schema = documentSchemas[name];
  expect(schema && [...Value.Errors(schema, document)]).toEqual([]);
  expect(document).toMatchObject({ v: 1, type: name });
  return document;
}

test('routines --json and facts --json', async () => {
  const home = await tempFolder();
  const [routines, facts] = await Promise.all([built(home, 'routines', '--json'), built(home, 'facts', '--json')]);
  expect([routines.code, facts.code]).toEqual([0, 0]);
  documentOf(routines, 'routines');
  documentOf(facts, 'facts');
  const none = await built(home, 'routines', '--os', 'macos', '--json');
  expect(documentOf(none, 'routines')).toMatchObject({ routines: [] });
});

test('scan --json --quick: the document alone on stdout, words for people on stderr', async () => {
  const home = await tempFolder();
  const ended = await built(home, 'scan', '--json', '--quick');
  expect([0, 10, 11]).toContain(ended.code);
  const scan = documentOf(ended, 'scan') as { summary: { checked: number; unread: number }; unknown: unknown[]; scan: { id: string } };
  expect(scan.summary.checked).toBeGreaterThan(0);
  expect(scan.summary.unread).toBe(scan.unknown.length);
  expect(ended.err).not.toBe('');
  const history = documentOf(await built(home, 'history', '--json'), 'history');
  expect(history).toMatchObject({ scans: [{ id: scan.scan.id }] });
});

test('scan --only reads what it is told, and refuses what it does not know', async () => {
  const home = await tempFolder();
  const ended = await built(home, 'scan', '--json', '--only', 'hosts-file');
  expect(Object.keys((documentOf(ended, 'scan') as { facts: object }).facts)).toEqual(['hosts-file']);
  const unknown = await built(home, 'scan', '--json', '--only', 'nothing');
  expect(unknown.code).toBe(2);
  documentOf(unknown, 'error');
});

test('a reader who goes away ends nothing: the scan is kept all the same, and nobody sees a stack trace', async () => {
  const home = await tempFolder();
  const { code, err } = await builtUnheard(home, 'scan', '--only', 'hosts-file');
  expect([0, 10]).toContain(code);
  expect(err).not.toContain('EPIPE');
  expect(documentOf(await built(home, 'history', '--json'), 'history')).toMatchObject({ scans: [{}] });
});

test('plan --json changes nothing, and what it writes can be given back', async () => {
  const home = await tempFolder();
  const file = join(home, 'plan.json');
  const ended = await built(home, 'plan', 'any-hosts-hijack', '--json', '--out', file);
  expect(ended.code).toBe(0);
  const plan = documentOf(ended, 'plan') as Plan;
  expect(plan.request.selection).toEqual([{ routine: 'any-hosts-hijack' }]);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(plan);
  expect(documentOf(await built(home, 'runs', '--json'), 'runs')).toMatchObject({ runs: [] });
});

test('without a terminal and without --yes nothing is run: the plan is printed, exit 8', async () => {
  const home = await tempFolder();
  const ended = await built(home, 'repair', 'any-hosts-hijack', '--json');
  expect(ended.code).toBe(8);
  documentOf(ended, 'plan');
  expect(ended.err).toContain('Nothing was changed');
});

test.each([
  ['a routine that does not exist', ['plan', 'no-such-routine']],
  ['nothing selected', ['plan']],
  ['a selection and --recommended', ['plan', 'any-hosts-hijack', '--recommended']],
  ['a plan file that is not there', ['repair', '--plan', '/no/such/plan']],
  ['a run that is not there', ['status', '20260101-000000-000000']],
  ['no run at all', ['status', '../../etc']],
  ['an undo of nothing', ['undo']],
  ['a report without a place', ['report']],
])('%s: exit 2, an error document, no stack', async (_what, args) => {
  const ended = await built(await tempFolder(), ...args, '--json');
  expect(ended.code).toBe(2);
  documentOf(ended, 'error');
  expect(ended.err).not.toMatch(/\n\s+at /);
});

test('journal verify and quarantine list of an empty store', async () => {
  const home = await tempFolder();
  documentOf(await built(home, 'journal', 'verify', '--json'), 'journal');
  documentOf(await built(home, 'quarantine', 'list', '--json'), 'quarantine');
});

test('a report of a scan is written in every form, and redacted on demand', async () => {
  const home = await tempFolder();
  await built(home, 'scan', '--quick', '--json');
  for (const form of ['html', 'json', 'csv']) {
    const file = join(home, `report.${form}`);
    expect((await built(home, 'report', '--out', file, '--redact')).code).toBe(0);
    expect((await readFile(file, 'utf8')).length).toBeGreaterThan(20);
  }
  expect((await built(home, 'report', '--out', join(home, 'report.doc'))).code).toBe(2);
});
