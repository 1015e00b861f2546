import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { indexFile, indexVersion } from './sqlite-index.js';

/** A row of the notebook of a version that kept jobs, consents and settings there. */
export type OldRecord = { readonly kind: string; readonly id: string; readonly document: string };

/**
 * Hands out what an earlier version kept in the notebook, and forgets it there once `keep` has it on the disk. Nothing happens
 * where there is no such notebook, or a newer version's. Errors of SQLite and of `keep` are handed on; nothing is forgotten then.
 */
export async function moveOldRecords(home: string, keep: (rows: readonly OldRecord[]) => Promise<void>): Promise<void> {
  const file = join(home, indexFile);
  if (!existsSync(file)) return;
  const { default: Sqlite } = await import('better-sqlite3');
  const database = new Sqlite(file, { fileMustExist: true });
  try {
    const isNewer = (database.pragma('user_version', { simple: true }) as number) > indexVersion;
    if (isNewer || !database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'documents'").get()) return;
    await keep(database.prepare('SELECT kind, id, document FROM documents').all() as OldRecord[]);
    database.exec('DROP TABLE IF EXISTS documents');
  } finally {
    database.close();
  }
}
