import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import type { Job } from '../../../src-shared/contract/job.js';
import { documentSchemas } from '../../../src-shared/contract/documents.js';
import { tempFolder } from '../adapters/temp.js';
import { cli, type Said } from './in-process.js';

function documentOf({ out, err }: Said, name: string): unknown {
  expect(out.trim().split('\n'), err).toHaveLength(1);
  const document: unknown = JSON.parse(out);
  const schema = documentSchemas[name];
  expect(schema && [...Value.Errors(schema, document)]).toEqual([]);
  return document;
}

async function inHome(home?: string): Promise<(...args: string[]) => Promise<Said>> {
  home ??= await tempFolder();
  return (...args) => cli(...args, '--home', home, '--json');
}

test('a job from opening to closing, with everything that a window can write down', async () => {
  const rescuepc = await inHome();
  const opened = await rescuepc('job', 'open', '--ticket', '4711', '--customer', 'C', '--complaint', 'slow', '--technician', 'T');
  const { id } = documentOf(opened, 'job') as Job;
  const busy = await rescuepc('job', 'open');
  expect([busy.code, busy.err]).toEqual([9, expect.stringMatching(/Job 4711 is still open[\s\S]*Close it first/)]);
  await rescuepc('job', 'note', 'Fan cleaned', '--minutes', '30', '--part', 'SSD=59.00', '--part', 'Screws');
  await rescuepc('job', 'note', '--declined', 'New disk=May fail = soon', '--hand-test', 'Camera=failed:dark: very', '--data', 'copied');
  const scan = JSON.parse((await rescuepc('scan', '--only', 'hosts-file')).out) as { scan: { id: string } };
  const closed = documentOf(await rescuepc('job', 'close', '--minutes', '45'), 'job') as Job;
  expect(closed).toMatchObject({
    id,
    closedAt: expect.any(String) as string,
    notes: [{ text: 'Fan cleaned' }],
    scans: [scan.scan.id],
    details: {
      ticket: '4711',
      customer: 'C',
      complaint: 'slow',
      technician: 'T',
      data: 'copied',
      minutes: 45,
      parts: [
        { name: 'SSD', price: '59.00' },
        { name: 'Screws', price: '' },
      ],
      declined: [{ what: 'New disk', risk: 'May fail = soon' }],
      handTests: [{ name: 'Camera', result: 'failed', note: 'dark: very' }],
    },
  });
  expect(documentOf(await rescuepc('job', 'show', '4711'), 'job')).toEqual(closed);
  expect(documentOf(await rescuepc('job', 'list'), 'jobs')).toMatchObject({ jobs: [{ id }] });
  expect((await rescuepc('job', 'note', 'x')).err).toMatch(/No job is open/);
});

test('jobs outlive a damaged notebook; a damaged job is named with what to do, and the others are there', async () => {
  const home = await tempFolder();
  const rescuepc = await inHome(home);
  const first = documentOf(await rescuepc('job', 'open', '--ticket', '1'), 'job') as Job;
  await rescuepc('scan', '--only', 'hosts-file');
  await rescuepc('job', 'close');
  const second = documentOf(await rescuepc('job', 'open', '--ticket', '2'), 'job') as Job;
  for (const part of ['', '-wal', '-shm']) await rm(join(home, `index.sqlite${part}`), { force: true });
  await writeFile(join(home, 'index.sqlite'), 'no database '.repeat(900));
  const listed = await rescuepc('job', 'list');
  expect(documentOf(listed, 'jobs')).toMatchObject({
    jobs: [{ id: second.id }, { id: first.id, scans: [expect.any(String)] }],
    unreadable: [],
  });
  expect((await rescuepc('scan', '--only', 'hosts-file')).err).toMatch(/set aside as[\s\S]*jobs and settings[\s\S]*still there/);
  expect(documentOf(await rescuepc('job', 'show'), 'job')).toMatchObject({ id: second.id, scans: [expect.any(String)] });
  const file = join(home, 'records', `job-${first.id}.json`);
  await truncate(file, 100);
  const { code, out, err } = await rescuepc('job', 'list');
  expect([code, JSON.parse(out)]).toMatchObject([
    0,
    { jobs: [{ id: second.id }], unreadable: [expect.stringContaining(`${file} is damaged`)] },
  ]);
  expect(err).toContain('Mend its text, or move it away');
});

test.each([
  [[], 'takes'],
  [['nothing'], "no 'job nothing'"],
  [['open', 'word'], 'takes no word'],
  [['show', '4712'], "no job '4712'"],
  [['close'], 'No job is open'],
  [['open', '--minutes', 'many'], 'no number of minutes'],
  [['open', '--hand-test', 'Keyboard=perhaps'], 'is not a hand test'],
  [['open', '--hand-test', '=passed'], 'is not a hand test'],
  [['open', '--ticket', 'x'.repeat(501)], 'given as ticket is too long'],
  [['open', '--declined', `a=${'x'.repeat(501)}`], 'given as declined is too long'],
])('a mistake is said, exit 2: job %j', async (args, said) => {
  const { code, err } = await (await inHome())('job', ...args);
  expect(code).toBe(2);
  expect(err).toContain(said);
});

test('a report on the open job in every text form, redacted and in German; the JSON is what its schema says', async () => {
  const rescuepc = await inHome();
  const folder = await tempFolder();
  const write = async (name: string, ...args: string[]): Promise<string> => {
    const said = await rescuepc('report', '--out', join(folder, name), ...args);
    expect(said.code, said.err).toBe(0);
    return readFile(join(folder, name), 'utf8');
  };
  await rescuepc('job', 'open', '--ticket', '4711', '--customer', 'Carla Customer', '--complaint', 'mail carla@example.net');
  await rescuepc('scan', '--only', 'hosts-file');
  expect(await write('a.html')).toMatch(/4711[\s\S]*Carla Customer/);
  const german = await write('b.html', '--job', '4711', '--language', 'de', '--redact');
  expect(german).toMatch(/<html lang="de">[\s\S]*Auftrag/);
  expect(german).not.toMatch(/Carla|carla/);
  const document: unknown = JSON.parse(await write('c.json'));
  const schema = documentSchemas['report'];
  expect(schema && [...Value.Errors(schema, document)]).toEqual([]);
  expect(document).toMatchObject({
    type: 'report',
    job: { details: { ticket: '4711' } },
    document: { job: { details: { ticket: '4711' } } },
  });
  expect(await write('d.csv')).toContain('"4711"');
});

test('a report on a job that has no scan; none without a scan and a job', async () => {
  const rescuepc = await inHome();
  const out = join(await tempFolder(), 'a.html');
  expect((await rescuepc('report', '--out', out)).err).toMatch(/no scan to report on/);
  await rescuepc('job', 'open', '--ticket', 'T');
  expect((await rescuepc('report', '--out', out)).code).toBe(0);
  expect((await rescuepc('report', '--out', out, '--paper', 'A5')).code).toBe(2);
  expect((await rescuepc('report', '--out', out, '--language', 'fr')).code).toBe(2);
  expect((await rescuepc('report', '--out', join(out, 'in/a/file.html'))).err).toMatch(/cannot be written/);
});

test('changes since a job: by its id and by its ticket', async () => {
  const rescuepc = await inHome();
  const { id, openedAt } = documentOf(await rescuepc('job', 'open', '--ticket', '4711'), 'job') as Job;
  for (const since of [id, '4711'])
    expect(documentOf(await rescuepc('changes', '--since', since), 'changes')).toMatchObject({ since: openedAt });
  expect((await rescuepc('changes', '--since', 'x')).err).toMatch(/no run, no job and no date/);
});
