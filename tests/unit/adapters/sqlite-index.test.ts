import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createSqliteIndex } from '../../../src-main/adapters/sqlite-index.js';
import { isWholeScan } from '../../../src-main/core/scan/compare.js';
import type { Scan, ScanScope } from '../../../src-shared/contract/scan.js';
import { isRoot, tempFolder } from './temp.js';

function scan(id: string, startedAt: string): Scan {
  return {
    v: 1,
    type: 'scan',
    scan: { id, startedAt, durationMs: 1, host: 'h', os: 'linux', root: '/' },
    summary: { urgent: 0, soon: 0, checked: 0, unread: 0 },
    facts: {},
    findings: [],
    unknown: [],
  };
}

async function index() {
  const folder = join(await tempFolder(), 'state');
  const warnings: string[] = [];
  const log = { info: () => undefined, warn: (message: string) => void warnings.push(message) };
  return { folder, file: join(folder, 'index.sqlite'), warnings, open: () => createSqliteIndex(folder, log) };
}

test('scans are kept, the one that was kept last first whatever its clock said, also for the next process', async () => {
  const { open } = await index();
  const first = open();
  await first.saveScan(scan('b', '2026-01-02'));
  await first.saveScan(scan('a', '2026-01-03'));
  await first.saveScan(scan('a', '2026-01-01'));
  expect(await open().scans()).toMatchObject([
    { id: 'a', startedAt: '2026-01-01' },
    { id: 'b', startedAt: '2026-01-02', root: '/', symptom: null, summary: scan('b', '2026-01-02').summary },
  ]);
  expect(await open().scan('b')).toEqual(scan('b', '2026-01-02'));
  expect(await open().scan('none')).toBeNull();
});

const identity: Scan['facts'] = { identity: { known: true, value: 1, evidence: [] } };

test.each<[ScanScope | undefined, Scan['facts'], boolean]>([
  ['quick', {}, true],
  ['default', {}, true],
  ['single', identity, false],
  [undefined, identity, true],
  [undefined, {}, false],
])('a look whose scope is %s, with the facts %j, is a whole one: %s', async (scope, facts, whole) => {
  const kept = scan('a', '2026');
  const looked = { ...kept, facts, scan: { ...kept.scan, ...(scope === undefined ? {} : { scope }) } };
  const { open } = await index();
  await open().saveScan(looked);
  expect((await open().scans()).map((one) => [one.whole, one.scope])).toEqual([[whole, scope]]);
  expect(isWholeScan(looked)).toBe(whole);
});

test.each<[string, string | Buffer]>([
  ['text', 'this is no database, and it is long enough to be looked at as one'.repeat(20)],
  ['zeros', Buffer.alloc(4096, 1)],
])('a file that is %s is set aside, kept, and begun anew', async (_what, content) => {
  const { open, file, folder, warnings } = await index();
  await mkdir(folder);
  await writeFile(file, content);
  const again = open();
  await again.saveScan(scan('b', '2027'));
  expect((await again.scans()).map((entry) => entry.id)).toEqual(['b']);
  const aside = (await readdir(folder)).find((name) => name.includes('damaged'));
  expect((await readFile(join(folder, aside ?? ''))).length).toBe(content.length);
  expect(warnings).toEqual([expect.stringContaining('set aside')]);
});

test('a database that was overwritten under a living log is readable again', async () => {
  const { open, file } = await index();
  // As after a kill: the log still holds what was written; SQLite may take it from there, or the file is begun anew.
  await open().saveScan(scan('a', '2026'));
  await writeFile(file, 'damaged'.repeat(1_000));
  const again = open();
  await again.saveScan(scan('b', '2027'));
  expect((await again.scans()).map((entry) => entry.id)).toContain('b');
  expect(await again.scan('b')).toMatchObject({ type: 'scan' });
});

test('one of a newer version is refused and left as it is', async () => {
  const { open, file } = await index();
  await open().saveScan(scan('a', '2026'));
  const database = new Sqlite(file);
  database.pragma('user_version = 99');
  database.close();
  await expect(open().scans()).rejects.toMatchObject({ code: 'newer-version' });
  const after = new Sqlite(file, { readonly: true });
  expect(after.prepare('SELECT id FROM scans').all()).toEqual([{ id: 'a' }]);
  after.close();
});

test('a notebook that cannot be written is told, and the scan goes on', async () => {
  const { open, folder, warnings } = await index();
  await writeFile(folder, 'a file stands where the folder should be');
  await open().saveScan(scan('a', '2026'));
  expect(warnings).toHaveLength(1);
  await chmod(folder, 0o600);
});

const row = { fact: 'f', stamp: 's', readAt: '2026', reading: '{}', sum: 'x' };

/** Root believes only what lies where nobody else can write. */
async function protectedFolder(): Promise<string> {
  if (!isRoot) return tempFolder();
  const folder = await mkdtemp('/run/rescuepc-unit-');
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('readings are kept, one a fact, also for the next process', async () => {
  const folder = await protectedFolder();
  const log = { info: () => undefined, warn: (message: string) => expect.unreachable(message) };
  expect(await createSqliteIndex(folder, log).readings()).toEqual([]);
  await createSqliteIndex(folder, log).saveReadings([row, { ...row, fact: 'g' }]);
  await createSqliteIndex(folder, log).saveReadings([{ ...row, stamp: 'new' }]);
  const rows = await createSqliteIndex(folder, log).readings();
  expect(rows.toSorted((a, b) => (a.fact < b.fact ? -1 : 1))).toEqual([
    { ...row, stamp: 'new' },
    { ...row, fact: 'g' },
  ]);
});

test('a notebook of the version before gets the place for readings', async () => {
  const folder = await protectedFolder();
  const old = new Sqlite(join(folder, 'index.sqlite'));
  old.exec('CREATE TABLE scans (id TEXT PRIMARY KEY, started_at TEXT NOT NULL, document TEXT NOT NULL) STRICT');
  old.pragma('user_version = 1');
  old.close();
  const again = createSqliteIndex(folder, { info: () => undefined, warn: (message) => expect.unreachable(message) });
  await again.saveReadings([row]);
  expect(await again.readings()).toEqual([row]);
});

test.runIf(isRoot)('root neither believes nor keeps readings where others could have written them', async () => {
  const { open } = await index();
  await open().saveReadings([row]);
  expect(await open().readings()).toEqual([]);
});
