import { randomBytes } from 'node:crypto';
import { readdir, rename, unlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordKind, Records } from '../../src-shared/contract/record.js';
import { AppError, toAppError } from '../../src-shared/errors.js';
import type { RecordStore } from '../core/app-ports.js';
import type { Log } from '../core/engine-ports.js';
import { moveOldRecords, type OldRecord } from './old-records.js';
import { syncFolder, writeDurably } from './durable.js';
import { readPlainSync } from './plain-file.js';
import { formatOldRecord, formatRecord, parseRecord, withMissing } from './record-format.js';
import { makeStoreFolder, type StoreFolder } from './store-folder.js';
import { takeLock, type Owner } from './store-lock.js';
import { errno, fileError } from './system-error.js';

/** How the name of a record's file begins until it is whole. */
const halfMade = '.new-';
const maxBytes = 4 * 1024 * 1024;
/** Ten seconds for whoever writes a record at the same time. */
const lockAttempts = 400;
const lockPauseMs = 25;

type Loaded<K extends RecordKind> =
  | { readonly is: 'whole'; readonly record: Records[K] }
  | { readonly is: 'absent' }
  | { readonly is: 'newer' | 'damaged' | 'unread'; readonly said: string };

/**
 * Records as files in the folder `records` of a user's store. Reading changes nothing: a damaged file stays where it is, and is named,
 * until a person mends it or something is saved in its place. Records that an earlier version kept in the notebook become files first.
 */
export function createRecordFiles(home: string, owner: () => Promise<Owner>, log: Log): RecordStore {
  const folder = join(home, 'records');
  const fileOf = (kind: RecordKind, id: string): string =>
    join(folder, kind === 'settings' ? 'settings.json' : `${kind}-${safeId(id)}.json`);
  const said = new Set<string>();
  const sayOnce = (message: string): void => {
    if (!said.has(message)) log.warn(message);
    said.add(message);
  };
  let moved: Promise<void> | null = null;
  const ready = (): Promise<void> => (moved ??= moveFromNotebook());

  async function moveFromNotebook(): Promise<void> {
    try {
      await moveOldRecords(home, (rows) => alone(async () => keepOld(rows)));
    } catch (thrown) {
      // A notebook that is damaged as a whole is set aside, and said, by whoever opens it next.
      if (errno(thrown) === 'SQLITE_CORRUPT' || errno(thrown) === 'SQLITE_NOTADB') return;
      sayOnce(`Jobs and settings that an earlier version kept in the notebook are still only there: ${toAppError(thrown).message}`);
    }
  }

  async function keepOld(rows: readonly OldRecord[]): Promise<void> {
    const there = new Set(await readdir(folder));
    for (const { kind, id, document } of rows) {
      const file = fileOf(kind as RecordKind, id);
      if (there.has(file.slice(folder.length + 1))) continue;
      await replace(file, formatOldRecord(kind as RecordKind, document));
    }
  }

  /** With the lock, in a folder that is there and ours. What a process that was killed left half-made is removed. */
  async function alone<T>(work: () => Promise<T>): Promise<T> {
    const uid = process.getuid?.() ?? -1;
    const place: StoreFolder = { root: '/', path: resolve(home), uid, machine: false };
    // As root a folder that somebody else may rename could be led anywhere.
    if (uid === 0) await makeStoreFolder(place, [], 0o700);
    await makeStoreFolder({ ...place, path: resolve(folder) }, [], 0o700);
    const unlock = await takeLockInTurn(folder, await owner());
    try {
      for (const name of await readdir(folder)) if (name.startsWith(halfMade)) await unlink(join(folder, name));
      return await work();
    } finally {
      await unlock();
    }
  }

  async function replace(file: string, text: string): Promise<void> {
    const building = join(folder, `${halfMade}${randomBytes(6).toString('hex')}`);
    try {
      await writeDurably(building, Buffer.from(text));
      await rename(building, file);
      await syncFolder(folder);
    } catch (thrown) {
      await unlink(building).catch(() => undefined);
      throw fileError(thrown, file);
    }
  }

  async function save<K extends RecordKind>(kind: K, id: string, record: Records[K]): Promise<void> {
    const file = fileOf(kind, id);
    const before = load(kind, id, file);
    if (before.is === 'newer' || before.is === 'unread')
      throw new AppError(before.is === 'newer' ? 'newer-version' : 'io-error', before.said);
    if (before.is === 'damaged') {
      const aside = `${file}.damaged-${Date.now()}`;
      await rename(file, aside);
      log.warn(`${file} was damaged. It was set aside as ${aside}.`);
    }
    await replace(file, formatRecord(kind, before.is === 'whole' ? withMissing(record, before.record) : record));
  }

  return {
    async read(kind, id) {
      await ready();
      const loaded = load(kind, id, fileOf(kind, id));
      if (loaded.is === 'whole') return loaded.record;
      if (loaded.is !== 'absent') sayOnce(loaded.said);
      return null;
    },
    async list<K extends RecordKind>(kind: K) {
      await ready();
      const records: Records[K][] = [];
      const unreadable: string[] = [];
      const names = await readdir(folder).catch((thrown: unknown) => {
        if (errno(thrown) !== 'ENOENT') unreadable.push(toAppError(fileError(thrown, folder)).message);
        return [];
      });
      for (const name of names) {
        const [, id] = new RegExp(`^${kind}-([A-Za-z0-9-]+)\\.json$`).exec(name) ?? [];
        const loaded = id === undefined ? null : load(kind, id, join(folder, name));
        if (loaded?.is === 'whole') records.push(loaded.record);
        else if (loaded && loaded.is !== 'absent') unreadable.push(loaded.said);
      }
      unreadable.forEach(sayOnce);
      return { records, unreadable };
    },
    async change(work) {
      await ready();
      return alone(() => work(save));
    },
  };
}

function load<K extends RecordKind>(kind: K, id: string, file: string): Loaded<K> {
  try {
    const parsed = parseRecord(kind, id, readText(file));
    switch (parsed.is) {
      case 'whole':
        return parsed;
      case 'newer':
        return { is: 'newer', said: `${file} was written by a newer RescuePC. Use that version, or move the file away.` };
      case 'damaged':
        return { is: 'damaged', said: `${file} is damaged and is left out. Mend its text, or move it away; nothing else depends on it.` };
    }
  } catch (thrown) {
    if (errno(thrown) === 'ENOENT') return { is: 'absent' };
    return { is: 'unread', said: toAppError(fileError(thrown, file)).message };
  }
}

/**
 * Read in one go: a thousand took 0.4 s on a busy machine, where one wait after the other took 1.4 s. What is no plain file, or too large
 * for a record, says nothing.
 */
function readText(file: string): string {
  try {
    return readPlainSync(file, maxBytes).toString('utf8');
  } catch (thrown) {
    if (thrown instanceof AppError) return '';
    throw thrown;
  }
}

/** AppError busy if others hold the lock all the time. */
async function takeLockInTurn(folder: string, owner: Owner): Promise<() => Promise<void>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await takeLock(folder, 'records', owner, new Date());
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'busy') throw thrown;
      if (attempt === lockAttempts) throw new AppError('busy', `Another RescuePC is writing to ${folder}.`, 'Try again.');
      await sleep(lockPauseMs);
    }
  }
}

function safeId(id: string): string {
  if (!/^[A-Za-z0-9-]+$/.test(id)) throw new AppError('bad-input', `'${id}' is not the name of a record.`);
  return id;
}
