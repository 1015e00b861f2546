import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../src-shared/errors.js';
import type { RunFolder } from '../core/store-ports.js';
import { errno, fileError } from './system-error.js';

/** How the name of a run's folder begins until it is whole; no list of runs shows it. */
const halfMade = '.new-';

/** Makes room on a full disk by giving up the store's reserve; false if there was none. */
export type MakeRoom = () => Promise<boolean>;

/** A run's folder on the disk. `inTarget`: its path as commands of the target see it. */
export function openRunFolder(id: string, folder: string, inTarget: string, makeRoom: MakeRoom): RunFolder {
  const journal = join(folder, 'journal.ndjson');
  const backup = (name: string): string => join(folder, 'backup', safeName(name));
  return {
    id,
    inTarget,
    append: (line) => guarded(journal, () => appendLine(journal, line, makeRoom)),
    async lines() {
      const text = await readFile(journal).catch((thrown: unknown) => {
        if (errno(thrown) === 'ENOENT') return Buffer.alloc(0);
        throw fileError(thrown, journal);
      });
      const end = text.lastIndexOf(0x0a) + 1;
      const lines = text.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
      return { lines, tornBytes: text.length - end };
    },
    setTornTailAside: () => guarded(journal, () => setTailAside(journal)),
    saveBackup: (name, bytes) => guarded(backup(name), () => writeDurably(backup(name), bytes)),
    syncBackup: (name) => guarded(backup(name), () => syncFile(backup(name))),
    readBackup: (name) => guarded(backup(name), async () => new Uint8Array(await readFile(backup(name)))),
    sumBackup: (name) => guarded(backup(name), () => sumFile(backup(name))),
    backupPath: backup,
    outputPath: (name) => join(folder, 'output', safeName(name)),
    cancelRequested: () =>
      access(join(folder, 'cancel-requested')).then(
        () => true,
        () => false,
      ),
    requestCancel: () => guarded(folder, () => writeFile(join(folder, 'cancel-requested'), '')),
  };
}

/**
 * Creates the folder of a new run, whole or not at all, and durable before anything else happens. What an earlier
 * process that was killed here left half-made is removed; the caller has the store's lock.
 */
export async function makeRunFolder(folder: string, about: Readonly<Record<string, unknown>>, openToReaders: boolean): Promise<void> {
  const runs = dirname(folder);
  const stale = (await readdir(runs)).filter((name) => name.startsWith(halfMade));
  for (const name of stale) await rm(join(runs, name), { recursive: true });
  const building = join(runs, `${halfMade}${basename(folder)}`);
  await mkdir(building, { mode: openToReaders ? 0o755 : 0o700 });
  await mkdir(join(building, 'backup'), { mode: 0o700 });
  await mkdir(join(building, 'output'), { mode: 0o700 });
  await writeDurably(join(building, 'run.json'), Buffer.from(`${JSON.stringify(about)}\n`), openToReaders ? 0o644 : 0o600);
  await writeDurably(join(building, 'journal.ndjson'), Buffer.alloc(0), openToReaders ? 0o644 : 0o600);
  await rename(building, folder);
  await syncFolder(runs);
}

async function guarded<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw fileError(thrown, what);
  }
}

/** Appends a line and makes it durable. A partly written line is taken back; on a full disk the reserve is used once. */
async function appendLine(file: string, line: string, makeRoom: MakeRoom): Promise<void> {
  const handle = await open(file, constants.O_RDWR | constants.O_NOFOLLOW);
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.from(`${line}\n`, 'utf8');
    try {
      await writeAt(handle, bytes, size);
    } catch (thrown) {
      await handle.truncate(size);
      if (errno(thrown) !== 'ENOSPC' || !(await makeRoom())) throw thrown;
      await writeAt(handle, bytes, size);
    }
  } finally {
    await handle.close();
  }
}

async function writeAt(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    if (bytesWritten === 0) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
    written += bytesWritten;
  }
  await handle.datasync();
}

async function setTailAside(journal: string): Promise<void> {
  const text = await readFile(journal);
  const end = text.lastIndexOf(0x0a) + 1;
  await writeDurably(`${journal}.torn-${end}`, text.subarray(end));
  const handle = await open(journal, constants.O_RDWR);
  try {
    await handle.truncate(end);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a file and makes it and its name durable. Follows no link at the end. */
export async function writeDurably(file: string, bytes: Uint8Array, mode = 0o600): Promise<void> {
  const handle = await open(file, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW, mode);
  try {
    await handle.writeFile(bytes);
    await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(join(file, '..'));
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    await handle.chmod(0o600);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(join(file, '..'));
}

/** A file of more than 2 GiB cannot be read in one go, and need not be. */
async function sumFile(file: string): Promise<{ sha256: string; bytes: number }> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.alloc(1024 * 1024);
    let bytes = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return { sha256: hash.digest('hex'), bytes };
      hash.update(buffer.subarray(0, bytesRead));
      bytes += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

/** Some file systems (FAT, network) cannot sync a folder; the files themselves were synced. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync().catch((thrown: unknown) => {
      if (errno(thrown) !== 'EINVAL' && errno(thrown) !== 'ENOTSUP') throw thrown;
    });
  } finally {
    await handle.close();
  }
}

function safeName(name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._+-]*$/.test(name)) throw new AppError('bad-input', `'${name}' is not the name of a backup.`);
  return name;
}
