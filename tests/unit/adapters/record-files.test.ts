import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createRecordFiles } from '../../../src-main/adapters/record-files.js';
import { takeLock } from '../../../src-main/adapters/store-lock.js';
import type { JobRecord } from '../../../src-shared/contract/record.js';
import { emptyJobDetails } from '../../../src-shared/contract/job.js';
import { defaultSettings } from '../../../src-shared/contract/settings.js';
import { tempFolder } from './temp.js';

const dead = { pid: process.pid, startTime: '1', bootId: 'boot', user: 'u' };
const runId = '20261125-100000-0000aa';

function job(id: string, ticket = ''): JobRecord {
  return { id, openedAt: '2026-11-25', closedAt: null, details: { ...emptyJobDetails, ticket }, notes: [], scans: [], runs: [] };
}

async function store() {
  const home = join(await tempFolder(), 'state');
  const warnings: string[] = [];
  const log = { info: () => undefined, warn: (message: string) => void warnings.push(message) };
  return { home, folder: join(home, 'records'), warnings, open: () => createRecordFiles(home, () => Promise.resolve(dead), log) };
}

test('records are kept, replaced by their id, also for the next process; nothing is made by reading', async () => {
  const { open, home } = await store();
  expect(await open().list('job')).toEqual({ records: [], unreadable: [] });
  expect(await open().read('settings', 'settings')).toBeNull();
  await expect(readdir(home)).rejects.toMatchObject({ code: 'ENOENT' });
  await open().change(async (save) => {
    await save('job', 'a', job('a', 'first'));
    await save('job', 'b', job('b'));
    await save('job', 'a', job('a', 'second'));
    await save('settings', 'settings', { ...defaultSettings, theme: 'dark' });
    await save('consent', runId, { run: runId, digest: 'd', by: 'C', at: '2026' });
  });
  expect((await open().list('job')).records.toSorted((x, y) => (x.id < y.id ? -1 : 1))).toEqual([job('a', 'second'), job('b')]);
  expect(await open().read('settings', 'settings')).toEqual({ ...defaultSettings, theme: 'dark' });
  expect((await open().list('consent')).records).toMatchObject([{ by: 'C' }]);
});

test.each<[string, (file: string) => Promise<unknown>]>([
  ['cut off', async (file) => writeFile(file, (await readFile(file)).subarray(0, 40))],
  ['empty', (file) => writeFile(file, '')],
  ['of other bytes', (file) => writeFile(file, Buffer.from([0, 255, 128]))],
  ['of another shape', (file) => writeFile(file, '{"v":1,"type":"job","id":"b","notes":7}')],
  ['a copy of another', async (file) => writeFile(file, await readFile(file.replace('job-b', 'job-a')))],
  ['too large', async (file) => writeFile(file, `${await readFile(file, 'utf8')}${' '.repeat(5_000_000)}`)],
  ['a link', async (file) => rename(file, `${file}.kept`).then(() => symlink(`${file}.kept`, file))],
  ['a folder', async (file) => rename(file, `${file}.kept`).then(() => mkdir(file))],
])('a file that is %s is named, stays as it is, and the others are there', async (_what, spoil) => {
  const { open, folder, warnings } = await store();
  await open().change(async (save) => {
    for (const id of ['a', 'b', 'c']) await save('job', id, job(id));
  });
  await spoil(join(folder, 'job-b.json'));
  const before = await readdir(folder);
  const again = open();
  const { records, unreadable } = await again.list('job');
  await again.list('job');
  expect(records.map(({ id }) => id).toSorted()).toEqual(['a', 'c']);
  expect(unreadable).toEqual([expect.stringMatching(/records\/job-b\.json (is damaged.*Mend|is a link)/)]);
  expect(warnings).toEqual(unreadable);
  expect(await readdir(folder)).toEqual(before);
});

test('damaged settings are named, and set aside only when others are saved in their place', async () => {
  const { open, folder, warnings } = await store();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), '{"v":1,"type":"settings","theme":"pink"}');
  expect(await open().read('settings', 'settings')).toBeNull();
  expect(warnings).toEqual([expect.stringMatching(/settings\.json is damaged/)]);
  await open().change((save) => save('settings', 'settings', defaultSettings));
  const aside = (await readdir(folder)).find((name) => name.includes('damaged'));
  expect(await readFile(join(folder, aside ?? ''), 'utf8')).toContain('pink');
  expect(warnings.at(-1)).toContain(aside);
  expect(await open().read('settings', 'settings')).toEqual(defaultSettings);
});

test('what a newer version added stays when this one saves; what it wrote anew is left alone', async () => {
  const { open, folder } = await store();
  const file = join(folder, 'job-a.json');
  await open().change((save) => save('job', 'a', job('a')));
  const whole = JSON.parse(await readFile(file, 'utf8')) as { details: object };
  await writeFile(file, JSON.stringify({ ...whole, colour: 'red', details: { ...whole.details, deposit: '20.00' } }));
  await open().change((save) => save('job', 'a', job('a', 'changed')));
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ colour: 'red', details: { deposit: '20.00', ticket: 'changed' } });
  const newer = JSON.stringify({ ...whole, v: 2 });
  await writeFile(file, newer);
  expect((await open().list('job')).unreadable).toEqual([expect.stringMatching(/job-a\.json was written by a newer RescuePC/)]);
  await expect(open().change((save) => save('job', 'a', job('a')))).rejects.toMatchObject({ code: 'newer-version' });
  expect(await readFile(file, 'utf8')).toBe(newer);
});

test('what an older version did not know has its default', async () => {
  const { open, folder } = await store();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), '{"v":1,"type":"settings","language":"de","shop":{"name":"S"}}');
  expect(await open().read('settings', 'settings')).toEqual({
    ...defaultSettings,
    language: 'de',
    shop: { ...defaultSettings.shop, name: 'S' },
  });
});

test('a failure to keep is said, in words', async () => {
  const log = { info: () => undefined, warn: () => undefined };
  const nowhere = createRecordFiles('/dev/null/no-folder', () => Promise.resolve(dead), log);
  await expect(nowhere.change((save) => save('job', 'a', job('a')))).rejects.toMatchObject({ code: 'not-found' });
  expect(await nowhere.read('settings', 'settings')).toBeNull();
});

test('a folder that is a link is not written through', async () => {
  const { open, home, folder } = await store();
  const victim = await tempFolder();
  await mkdir(home);
  await symlink(victim, folder);
  await expect(open().change((save) => save('job', 'a', job('a')))).rejects.toMatchObject({ code: 'unsafe-path' });
  expect(await readdir(victim)).toEqual([]);
});

test('a change waits for another process that is at it', async () => {
  const { open, folder, home } = await store();
  await mkdir(folder, { recursive: true });
  const living = { ...dead, startTime: (await readFile('/proc/self/stat', 'latin1')).split(') ')[1]?.split(' ')[19] ?? '' };
  const unlock = await takeLock(folder, 'records', living, new Date());
  const saved = open().change((save) => save('job', 'a', job('a')));
  expect((await open().list('job')).records).toEqual([]);
  await unlock();
  await saved;
  expect((await open().list('job')).records).toHaveLength(1);
  expect(await readdir(home)).toEqual(['records']);
});

test('of the notes that four processes write into one job at the same time none is lost', async () => {
  const { open, home } = await store();
  await open().change((save) => save('job', 'a', job('a')));
  const script = fileURLToPath(new URL('record-writer.ts', import.meta.url));
  const writers = ['p', 'q', 'r', 's'].map((name) =>
    spawn(process.execPath, ['--import', 'tsx', script, home, 'a', name, '8'], { stdio: 'inherit' }),
  );
  expect(await Promise.all(writers.map(async (writer) => (await once(writer, 'exit'))[0] as number))).toEqual([0, 0, 0, 0]);
  const { records } = await open().list('job');
  const all = ['p', 'q', 'r', 's'].flatMap((name) => Array.from({ length: 8 }, (_none, at) => `${name} ${at}`));
  expect(records[0]?.notes.map(({ text }) => text).toSorted()).toEqual(all);
});

/** A notebook as the versions before kept it. */
async function oldNotebook(home: string, rows: readonly (readonly [string, string, string])[], version = 2): Promise<string> {
  await mkdir(home, { recursive: true });
  const file = join(home, 'index.sqlite');
  const database = new Sqlite(file);
  database.exec(
    'CREATE TABLE documents (kind TEXT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT',
  );
  for (const [kind, id, document] of rows) database.prepare('INSERT INTO documents VALUES (?, ?, ?, ?)').run(kind, id, '2026', document);
  database.pragma(`user_version = ${version}`);
  database.close();
  return file;
}

const oldRows = [
  ['job', 'a', JSON.stringify({ v: 1, type: 'job', ...job('a', 'old') })],
  ['job', 'b', '{"torn'],
  ['consent', runId, JSON.stringify({ run: runId, digest: 'd', by: 'C', at: '2026' })],
  ['settings', 'settings', JSON.stringify({ shop: { name: 'Shop' } })],
] as const;

test('what the versions before kept in the notebook becomes files once; a file that is there wins', async () => {
  const { open, home, folder } = await store();
  const file = await oldNotebook(home, oldRows);
  const { records, unreadable } = await open().list('job');
  expect(records).toEqual([job('a', 'old')]);
  expect(unreadable).toEqual([expect.stringContaining('job-b.json is damaged')]);
  expect(await readFile(join(folder, 'job-b.json'), 'utf8')).toBe('{"torn');
  expect((await open().read('settings', 'settings'))?.shop.name).toBe('Shop');
  expect((await open().list('consent')).records).toMatchObject([{ by: 'C' }]);
  const database = new Sqlite(file);
  expect(database.prepare("SELECT name FROM sqlite_schema WHERE name = 'documents'").all()).toEqual([]);
  database.close();
  await open().change((save) => save('job', 'a', job('a', 'new')));
  // As after a crash before the rows were forgotten.
  await oldNotebook(home, oldRows);
  expect((await open().list('job')).records).toEqual([job('a', 'new')]);
});

test('a notebook of a newer version, or one that is damaged, is left alone', async () => {
  const { open, home, folder, warnings } = await store();
  const file = await oldNotebook(home, oldRows, 99);
  expect((await open().list('job')).records).toEqual([]);
  await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  await writeFile(file, 'no database '.repeat(500));
  await open().change((save) => save('job', 'c', job('c')));
  expect((await open().list('job')).records).toEqual([job('c')]);
  expect(await readFile(file, 'utf8')).toContain('no database');
  expect(warnings).toEqual([]);
});
