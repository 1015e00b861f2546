import { AppError } from '../../../../src-shared/errors.js';
import { sha256 } from '../../bytes.js';
import type { RunFolder } from '../../store-ports.js';
import type { Backup } from '../rows.js';

/** Writes a backup into the run's folder; on the disk when it resolves. */
export async function keepBackup(context: { readonly folder: RunFolder }, name: string, bytes: Uint8Array): Promise<Backup> {
  await context.folder.saveBackup(name, bytes);
  return { name, sha256: sha256(bytes), bytes: bytes.length };
}

/** Makes durable, and hashes, what a command wrote into the backup folder. */
export async function keepProduced(context: { readonly folder: RunFolder }, name: string): Promise<Backup> {
  await context.folder.syncBackup(name);
  return { name, ...(await context.folder.sumBackup(name)) };
}

/** A backup's bytes, checked against the journal. AppError damaged if they are not what was kept. */
export async function readKept(context: { readonly folder: RunFolder }, backup: Backup): Promise<Uint8Array> {
  const bytes = await context.folder.readBackup(backup.name);
  if (sha256(bytes) !== backup.sha256) throw notAsKept(context.folder, backup);
  return bytes;
}

/** Checks a backup that a command will read, and that may be larger than memory. AppError damaged. */
export async function checkKept(context: { readonly folder: RunFolder }, backup: Backup): Promise<void> {
  const { sha256: found } = await context.folder.sumBackup(backup.name);
  if (found !== backup.sha256) throw notAsKept(context.folder, backup);
}

function notAsKept(folder: RunFolder, backup: Backup): AppError {
  return new AppError(
    'damaged',
    `The backup ${backup.name} of run ${folder.id} is not what was kept.`,
    'It was left alone; restore this object from another backup.',
  );
}
