import { randomBytes } from 'node:crypto';
import { readdir, readFile, stat, statfs, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../src-shared/errors.js';
import type { RunStore } from '../core/store-ports.js';
import { makeRunFolder, openRunFolder } from './run-folder.js';
import { lockHolder, takeLock, type Owner } from './store-lock.js';
import { expectOwn, makeStoreFolder } from './store-folder.js';
import { errno, fileError } from './system-error.js';

const reserveBytes = 16 * 1024 * 1024;
const runId = /^\d{8}-\d{6}-[0-9a-f]{6}$/;

export type StorePlace = {
  /** Folder as this process sees it. */
  readonly folder: string;
  /** The same folder as the target's commands see it. */
  readonly inTarget: string;
  /** The machine's store: its journals may be read by everybody, and it must be root's. */
  readonly machine: boolean;
  readonly uid: number;
  owner(): Promise<Owner>;
  now(): Date;
};

/** A store of run folders. Nothing is created before the first run. */
export function openStore(place: StorePlace): RunStore {
  const { folder, machine } = place;
  const runs = join(folder, 'runs');
  const makeRoom = (): Promise<boolean> =>
    unlink(join(folder, 'reserve')).then(
      () => true,
      () => false,
    );
  const at = (run: string) => openRunFolder(checkId(run), join(runs, run), join(place.inTarget, 'runs', run), makeRoom);

  async function prepare(): Promise<void> {
    try {
      for (const each of [folder, runs]) await makeStoreFolder(each, machine ? 0o755 : 0o700, place.uid, machine);
      await makeStoreFolder(join(folder, 'quarantine'), 0o700, place.uid, machine);
    } catch (thrown) {
      throw fileError(thrown, folder);
    }
  }

  return {
    folder,
    quarantineInTarget: join(place.inTarget, 'quarantine'),
    async create(run, about) {
      await prepare();
      await fillReserve(folder);
      await makeRunFolder(join(runs, checkId(run)), { v: 1, id: run, startedAt: place.now().toISOString(), ...about }, machine).catch(
        (thrown: unknown) => {
          throw fileError(thrown, join(runs, run));
        },
      );
      return at(run);
    },
    async open(run) {
      const file = join(runs, checkId(run), 'run.json');
      const look = async (): Promise<string> => {
        if (machine && place.uid === 0) await expectOwn(join(runs, run), place.uid, machine);
        return readFile(file, 'utf8');
      };
      const text = await look().catch((thrown: unknown) => {
        throw errno(thrown) === 'ENOENT'
          ? new AppError('not-found', `There is no run ${run} here.`, "'rescuepc history' lists all runs.")
          : fileError(thrown, file);
      });
      const about = parseAbout(run, text);
      if (about['v'] !== 1) throw new AppError('newer-version', `Run ${run} was written by a newer RescuePC.`, 'Use that version for it.');
      return { folder: at(run), about };
    },
    async makeRoom() {
      const space = await statfs(folder).catch(() => null);
      if (space !== null && space.bavail * space.bsize < reserveBytes / 2) await makeRoom();
    },
    list: () =>
      readdir(runs).then(
        (names) => names.filter((name) => runId.test(name)),
        (thrown: unknown) => {
          if (errno(thrown) === 'ENOENT') return [];
          throw fileError(thrown, runs);
        },
      ),
    stamp: (run) =>
      stat(join(runs, checkId(run), 'journal.ndjson')).then(
        ({ size, mtimeMs }) => `${size}-${mtimeMs}`,
        () => '',
      ),
    async lock(run) {
      await prepare();
      return takeLock(folder, run, await place.owner(), place.now());
    },
    async holder() {
      return lockHolder(folder, (await place.owner()).bootId);
    },
    async freeBytes() {
      let existing = folder;
      while (!(await stat(existing).catch(() => null)) && existing !== dirname(existing)) existing = dirname(existing);
      const space = await statfs(existing);
      return space.bavail * space.bsize;
    },
  };
}

function checkId(run: string): string {
  if (!runId.test(run)) throw new AppError('bad-input', `'${run}' is not the id of a run.`, "'rescuepc history' lists all runs.");
  return run;
}

function parseAbout(run: string, text: string): Record<string, unknown> {
  try {
    const about: unknown = JSON.parse(text);
    if (about === null || typeof about !== 'object' || Array.isArray(about)) throw new TypeError('no object');
    return about as Record<string, unknown>;
  } catch {
    throw new AppError(
      'damaged',
      `run.json of run ${run} is damaged.`,
      `Its journal may still be whole: 'rescuepc journal verify ${run}'.`,
    );
  }
}

/** Keeps 16 MB that can be given up when the disk is full. Random, so that no file system squeezes it to nothing. */
async function fillReserve(folder: string): Promise<void> {
  const file = join(folder, 'reserve');
  if ((await stat(file).catch(() => null))?.size === reserveBytes) return;
  await writeFile(file, randomBytes(reserveBytes), { mode: 0o600 }).catch(() => unlink(file).catch(() => undefined));
}
