import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, readdir, rename, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../src-shared/errors.js';
import type { RunFolder } from '../core/store-ports.js';
import { syncFolder, writeDurably } from './durable.js';
import { appendPlain, openPlain, readPlain } from './plain-file.js';
import { removeTree } from './remove-tree.js';
import { inStore, type StoreEntry, type StoreFolder } from './store-folder.js';
import { errno } from './system-error.js';

/** How the name of a run's folder begins until it is whole; no list of runs shows it. */
const halfMade = '.new-';

/** Far more than the rows of a run, or one thing that is kept and put back as a whole, ever have. */
const largestJournal = 64 * 1024 * 1024;
const largestBackup = 1024 * 1024 * 1024;
/** Of what a command kept, which is only hashed: more would take hours. */
const largestHashed = 64 * largestBackup;

/** Makes room on a full disk by giving up the store's reserve; false if there was none. */
export type MakeRoom = () => Promise<boolean>;

/** A run's folder in a store. */
export function openRunFolder(id: string, store: StoreFolder, makeRoom: MakeRoom): RunFolder {
  const inTarget = join(store.path, 'runs', id);
  const look = <T>(names: readonly string[], work: (at: StoreEntry) => Promise<T>) => inStore(store, ['runs', id, ...names], 'look', work);
  const change = <T>(names: readonly string[], work: (at: StoreEntry) => Promise<T>) =>
    inStore(store, ['runs', id, ...names], 'change', work);
  const lookAtJournal = <T>(work: (at: StoreEntry) => Promise<T>) => look(['journal.ndjson'], work);
  const changeJournal = <T>(work: (at: StoreEntry) => Promise<T>) => change(['journal.ndjson'], work);
  return {
    id,
    inTarget,
    append: (line) => changeJournal((journal) => appendLine(journal, line, makeRoom)),
    async lines() {
      const text = await lookAtJournal(readJournal).catch((thrown: unknown) => {
        if (thrown instanceof AppError && thrown.code === 'not-found') return Buffer.alloc(0);
        throw thrown;
      });
      const end = text.lastIndexOf(0x0a) + 1;
      const lines = text.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
      return { lines, tornBytes: text.length - end };
    },
    setTornTailAside: () => changeJournal(setTailAside),
    saveBackup: async (name, bytes) => change(['backup', safeName(name)], ({ entry }) => writeDurably(entry, bytes)),
    syncBackup: async (name) => change(['backup', safeName(name)], syncFile),
    readBackup: async (name) =>
      look(['backup', safeName(name)], async ({ entry, shown }) => new Uint8Array(await readPlain(entry, largestBackup, { shown }))),
    measureBackup: async (name) => look(['backup', safeName(name)], measure),
    outputPath: (name) => join(inTarget, 'output', safeName(name)),
    cancelRequested: () =>
      look(['cancel-requested'], ({ entry }) => lstat(entry)).then(
        () => true,
        () => false,
      ),
    requestCancel: () => change(['cancel-requested'], async ({ entry }) => (await appendPlain(entry)).close()),
  };
}

/**
 * Creates the folder of a new run, whole or not at all, and durable before anything else happens. What an earlier
 * process that was killed here left half-made is removed; the caller has the store's lock.
 */
export async function makeRunFolder(store: StoreFolder, id: string, about: Readonly<Record<string, unknown>>): Promise<void> {
  await inStore(store, ['runs', id], 'change', async ({ entry, folder }) => {
    const stale = (await readdir(folder)).filter((name) => name.startsWith(halfMade));
    for (const name of stale) await removeTree(Buffer.from(join(folder, name)));
    const building = join(folder, `${halfMade}${id}`);
    const [folderMode, fileMode] = store.machine ? [0o755, 0o644] : [0o700, 0o600];
    await mkdir(building, { mode: folderMode });
    await mkdir(join(building, 'backup'), { mode: 0o700 });
    await mkdir(join(building, 'output'), { mode: 0o700 });
    await writeDurably(join(building, 'run.json'), Buffer.from(`${JSON.stringify(about)}\n`), fileMode);
    await writeDurably(join(building, 'journal.ndjson'), Buffer.alloc(0), fileMode);
    await rename(building, entry);
    await syncFolder(folder);
  });
}

function readJournal({ entry, shown }: StoreEntry): Promise<Buffer> {
  return readPlain(entry, largestJournal, { shown });
}

/** Appends a line and makes it durable. A partly written line is taken back; on a full disk the reserve is used once. */
async function appendLine({ entry, shown }: StoreEntry, line: string, makeRoom: MakeRoom): Promise<void> {
  const handle = await openPlain(entry, constants.O_RDWR, { shown });
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

async function setTailAside(journal: StoreEntry): Promise<void> {
  const text = await readJournal(journal);
  const end = text.lastIndexOf(0x0a) + 1;
  await writeDurably(`${journal.entry}.torn-${end}`, text.subarray(end));
  const handle = await openPlain(journal.entry, constants.O_RDWR, { shown: journal.shown });
  try {
    await handle.truncate(end);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncFile({ entry, folder, shown }: StoreEntry): Promise<void> {
  const handle = await openPlain(entry, constants.O_RDONLY, { shown });
  try {
    await handle.chmod(0o600);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(folder);
}

/** Hashes a file without holding it in memory, and no further than it reached at the beginning. */
async function measure({ entry, shown }: StoreEntry): Promise<{ sha256: string; bytes: number }> {
  const handle = await openPlain(entry, constants.O_RDONLY, { shown });
  try {
    const { size } = await handle.stat();
    if (size > largestHashed) throw new AppError('bad-input', `${shown} is larger than ${largestHashed} bytes.`);
    const hash = createHash('sha256');
    const buffer = Buffer.alloc(1024 * 1024);
    let bytes = 0;
    while (bytes < size) {
      const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, size - bytes), bytes);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
      bytes += bytesRead;
    }
    return { sha256: hash.digest('hex'), bytes };
  } finally {
    await handle.close();
  }
}

function safeName(name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._+-]*$/.test(name)) throw new AppError('bad-input', `'${name}' is not the name of a backup.`);
  return name;
}
