import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { RunSummary } from '../../src-shared/contract/run.js';
import type { Scan, ScanScope, ScanSummary } from '../../src-shared/contract/scan.js';
import { AppError } from '../../src-shared/errors.js';
import type { Index, KeptReading } from '../core/app-ports.js';
import type { Log } from '../core/engine-ports.js';
import { expectProtected } from './protected-path.js';
import { errno } from './system-error.js';

/** The notebook's file in the user's store, and the newest form of it that this version knows. */
export const indexFile = 'index.sqlite';
export const indexVersion = 3;
const tables = `
  CREATE TABLE IF NOT EXISTS scans (id TEXT PRIMARY KEY, started_at TEXT NOT NULL, document TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS runs (store TEXT NOT NULL, id TEXT NOT NULL, stamp TEXT NOT NULL, summary TEXT NOT NULL, PRIMARY KEY (store, id)) STRICT;
  CREATE TABLE IF NOT EXISTS readings (fact TEXT PRIMARY KEY, stamp TEXT NOT NULL, read_at TEXT NOT NULL, reading TEXT NOT NULL, sum TEXT NOT NULL) STRICT;`;

/**
 * The notebook in SQLite: scans, and a cache of runs. It is opened on first use. A damaged file is set aside and
 * a new one begun, which fills itself from the run folders; one that a newer version wrote is left alone
 * (AppError newer-version). Where it cannot be written (full or read-only disk) the answers still come, uncached.
 */
export function createSqliteIndex(folder: string, log: Log): Index {
  let opened: Promise<Database.Database> | null = null;
  const database = (): Promise<Database.Database> => (opened ??= openDatabase(folder, log));

  /** Does something that the answer does not depend on. `what` says so where it cannot; null: whatever saves the scan will. */
  async function whereItCan(what: string | null, work: (db: Database.Database) => void): Promise<void> {
    try {
      work(await database());
    } catch (thrown) {
      if (thrown instanceof AppError) throw thrown;
      if (what !== null) log.warn(`${what} could not be kept: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
  }

  return {
    saveScan: (scan) =>
      whereItCan(
        'The scan',
        (db) =>
          void db.prepare('INSERT OR REPLACE INTO scans VALUES (?, ?, ?)').run(scan.scan.id, scan.scan.startedAt, JSON.stringify(scan)),
      ),
    async scan(id) {
      let row: { document: string } | undefined;
      await whereItCan('The list of scans', (db) => {
        row = db.prepare('SELECT document FROM scans WHERE id = ?').get(id) as { document: string } | undefined;
      });
      return row === undefined ? null : (JSON.parse(row.document) as Scan);
    },
    async scans() {
      let rows: ScanRow[] = [];
      await whereItCan('The list of scans', (db) => {
        rows = db.prepare(listScans).all() as ScanRow[];
      });
      return rows.map(({ scope, whole, summary, ...row }) => ({
        ...row,
        ...(scope === null ? {} : { scope }),
        whole: whole === 1,
        summary: JSON.parse(summary) as Scan['summary'],
      }));
    },
    async runs(store) {
      let rows: { stamp: string; summary: string }[] = [];
      await whereItCan('The list of runs', (db) => {
        rows = db.prepare('SELECT stamp, summary FROM runs WHERE store = ?').all(store) as { stamp: string; summary: string }[];
      });
      return rows.map(({ stamp, summary }) => ({ stamp, summary: JSON.parse(summary) as RunSummary }));
    },
    saveRuns: (store, runs) =>
      whereItCan('The list of runs', (db) => {
        const insert = db.prepare('INSERT INTO runs VALUES (?, ?, ?, ?)');
        db.transaction(() => {
          db.prepare('DELETE FROM runs WHERE store = ?').run(store);
          for (const { stamp, summary } of runs) insert.run(store, summary.id, stamp, JSON.stringify(summary));
        })();
      }),
    async readings() {
      let rows: KeptReading[] = [];
      if (await isOurs(folder))
        await whereItCan(null, (db) => {
          rows = db.prepare('SELECT fact, stamp, read_at AS readAt, reading, sum FROM readings').all() as KeptReading[];
        });
      return rows;
    },
    async saveReadings(readings) {
      if (await isOurs(folder))
        await whereItCan(null, (db) => {
          const insert = db.prepare('INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?)');
          db.transaction(() => {
            for (const { fact, stamp, readAt, reading, sum } of readings) insert.run(fact, stamp, readAt, reading, sum);
          })();
        });
    },
  };
}

type ScanRow = Pick<ScanSummary, 'id' | 'startedAt' | 'root' | 'symptom'> & { scope: ScanScope | null; whole: 0 | 1; summary: string };

/** See `isWholeScan`. The newest is the one that was kept last: the clock may have been set back since an earlier one. */
const listScans = `SELECT id, started_at AS startedAt, document ->> '$.scan.root' AS root, document ->> '$.symptom.name' AS symptom, document ->> '$.summary' AS summary,
  document ->> '$.scan.scope' AS scope,
  (document ->> '$.scan.root' = '/' AND CASE WHEN document ->> '$.scan.scope' IS NULL
    THEN document -> '$.symptom' IS NULL AND document -> '$.facts.identity' IS NOT NULL
    ELSE document ->> '$.scan.scope' <> 'single' END) AS whole
  FROM scans ORDER BY rowid DESC`;

/** Loads the native module now, for a process that will soon not be allowed to read where it lies. */
export async function loadNativeParts(): Promise<void> {
  const { default: Sqlite } = await import('better-sqlite3');
  new Sqlite(':memory:').close();
}

/** Whether root may believe what lies there: nobody else can have written it. A user believes himself. */
async function isOurs(folder: string): Promise<boolean> {
  if (process.getuid?.() !== 0) return true;
  return expectProtected(folder).then(
    () => true,
    () => false,
  );
}

async function openDatabase(folder: string, log: Log): Promise<Database.Database> {
  const { default: Sqlite } = await import('better-sqlite3');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, indexFile);
  try {
    return prepareOrClose(new Sqlite(file));
  } catch (thrown) {
    if (errno(thrown) !== 'SQLITE_CORRUPT' && errno(thrown) !== 'SQLITE_NOTADB') throw thrown;
    const aside = `${file}.damaged-${Date.now()}`;
    // The write-ahead log belongs to the damaged file and must not flow into the new one.
    for (const part of ['', '-wal', '-shm']) if (existsSync(`${file}${part}`)) renameSync(`${file}${part}`, `${aside}${part}`);
    log.warn(
      `The index was damaged. It was set aside as ${aside} and begun anew; runs, jobs and settings are kept in files of their own and are all still there. Earlier scans are only in the file that was set aside.`,
    );
    return prepare(new Sqlite(file));
  }
}

/** A connection that stays open would write its log beside the new file. */
function prepareOrClose(database: Database.Database): Database.Database {
  try {
    return prepare(database);
  } catch (thrown) {
    if (database.open) database.close();
    throw thrown;
  }
}

function prepare(database: Database.Database): Database.Database {
  const version = database.pragma('user_version', { simple: true }) as number;
  if (version > indexVersion) {
    database.close();
    throw new AppError(
      'newer-version',
      'The index was written by a newer RescuePC.',
      'Use that version, or give another folder with --home.',
    );
  }
  database.pragma('journal_mode = WAL');
  database.exec(tables);
  database.pragma(`user_version = ${indexVersion}`);
  return database;
}
