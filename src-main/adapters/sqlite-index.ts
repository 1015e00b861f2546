import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { Scan } from '../../src-shared/contract/scan.js';
import { AppError } from '../../src-shared/errors.js';
import type { Index, Log } from '../core/ports.js';

const schemaVersion = 1;
const tables = 'CREATE TABLE IF NOT EXISTS scans (id TEXT PRIMARY KEY, started_at TEXT NOT NULL, document TEXT NOT NULL) STRICT';

/**
 * The notebook in SQLite. It is opened on first use. A damaged file is set aside and a new one begun; one that a
 * newer version wrote is left alone (AppError newer-version). Runs are never kept here.
 */
export function createSqliteIndex(folder: string, log: Log): Index {
  let opened: Promise<Database.Database> | null = null;
  const database = (): Promise<Database.Database> => (opened ??= openDatabase(folder, log));
  return {
    async saveScan(scan) {
      try {
        (await database())
          .prepare('INSERT OR REPLACE INTO scans VALUES (?, ?, ?)')
          .run(scan.scan.id, scan.scan.startedAt, JSON.stringify(scan));
      } catch (thrown) {
        // A scan on a full or read-only disk is still worth showing.
        log.warn(`The scan could not be kept: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
      }
    },
    async scan(id) {
      const row = (await database()).prepare('SELECT document FROM scans WHERE id = ?').get(id) as { document: string } | undefined;
      return row === undefined ? null : (JSON.parse(row.document) as Scan);
    },
    async scans() {
      return (await database()).prepare('SELECT id, started_at AS startedAt FROM scans ORDER BY started_at DESC').all() as {
        id: string;
        startedAt: string;
      }[];
    },
  };
}

async function openDatabase(folder: string, log: Log): Promise<Database.Database> {
  const { default: Sqlite } = await import('better-sqlite3');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'index.sqlite');
  try {
    return prepare(new Sqlite(file));
  } catch (thrown) {
    const code = thrown !== null && typeof thrown === 'object' && 'code' in thrown ? String(thrown.code) : '';
    if (code !== 'SQLITE_CORRUPT' && code !== 'SQLITE_NOTADB') throw thrown;
    const aside = `${file}.damaged-${Date.now()}`;
    renameSync(file, aside);
    log.warn(
      `The index was damaged. It was set aside as ${aside} and begun anew; runs are kept in their own folders and are all still there.`,
    );
    return prepare(new Sqlite(file));
  }
}

function prepare(database: Database.Database): Database.Database {
  const version = database.pragma('user_version', { simple: true }) as number;
  if (version > schemaVersion) {
    database.close();
    throw new AppError(
      'newer-version',
      'The index was written by a newer RescuePC.',
      'Use that version, or give another folder with --home.',
    );
  }
  database.pragma('journal_mode = WAL');
  database.exec(tables);
  database.pragma(`user_version = ${schemaVersion}`);
  return database;
}
