import { randomBytes } from 'node:crypto';
import { lstat, readdir, statfs, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../src-shared/errors.js';
import type { RunStore } from '../core/store-ports.js';
import { writeDurably } from './durable.js';
import { readPlain } from './plain-file.js';
import { makeRunFolder, openRunFolder } from './run-folder.js';
import { lockHolder, takeLock, type Owner } from './store-lock.js';
import { holdInStore, inStore, makeStoreFolder, type StoreFolder } from './store-folder.js';
import { wholePath, within, withinFolder } from './walk.js';

const reserveBytes = 16 * 1024 * 1024;
const largestAbout = 1024 * 1024;
const runId = /^\d{8}-\d{6}-[0-9a-f]{6}$/;

/** A store's folder, and who locks it. The machine's journals may be read by everybody. */
export type StorePlace = StoreFolder & {
  owner(): Promise<Owner>;
  now(): Date;
};

/** A store of run folders. Nothing is created before the first run. */
export function openStore(place: StorePlace): RunStore {
  const giveUpReserve = (): Promise<boolean> =>
    inStore(place, ['reserve'], 'change', ({ entry }) => unlink(entry)).then(
      () => true,
      () => false,
    );
  const at = (run: string) => openRunFolder(checkId(run), place, giveUpReserve);

  async function prepare(): Promise<void> {
    const mode = place.machine ? 0o755 : 0o700;
    await makeStoreFolder(place, [], mode);
    await makeStoreFolder(place, ['runs'], mode);
    await makeStoreFolder(place, ['quarantine'], 0o700);
  }

  return {
    folder: wholePath(place.root, place.path),
    quarantineInTarget: join(place.path, 'quarantine'),
    async create(run, about) {
      checkId(run);
      await prepare();
      await fillReserve(place);
      await makeRunFolder(place, run, { v: 1, id: run, startedAt: place.now().toISOString(), ...about });
      return at(run);
    },
    async open(run) {
      const read = inStore(place, ['runs', checkId(run), 'run.json'], 'look', ({ entry, shown }) =>
        readPlain(entry, largestAbout, { shown }),
      );
      const text = await read.catch((thrown: unknown) => {
        throw isAbsent(thrown) ? new AppError('not-found', `There is no run ${run} here.`, "'rescuepc history' lists all runs.") : thrown;
      });
      const about = parseAbout(run, text.toString('utf8'));
      if (about['v'] !== 1) throw new AppError('newer-version', `Run ${run} was written by a newer RescuePC.`, 'Use that version for it.');
      return { folder: at(run), about };
    },
    async makeRoom() {
      const space = await inStore(place, ['.'], 'look', ({ folder }) => statfs(folder)).catch(() => null);
      if (space !== null && space.bavail * space.bsize < reserveBytes / 2) await giveUpReserve();
    },
    async list() {
      try {
        const names = await inStore(place, ['runs', '.'], 'look', ({ folder }) => readdir(folder));
        return names.filter((name) => runId.test(name));
      } catch (thrown) {
        if (isAbsent(thrown)) return [];
        throw thrown;
      }
    },
    // Without a look at each folder on the way: it is asked for of every run, and nothing is read from the file.
    stamp: async (run) =>
      within(place.root, Buffer.from(join(place.path, 'runs', checkId(run), 'journal.ndjson')), 'look', ({ entry }) => lstat(entry)).then(
        ({ size, mtimeMs }) => `${size}-${mtimeMs}`,
        () => '',
      ),
    async lock(run) {
      await prepare();
      const store = await holdInStore(place, ['.'], 'change');
      try {
        const unlock = await takeLock(store.folder, run, await place.owner(), place.now(), store.shown);
        return async () => {
          try {
            await unlock();
          } finally {
            await store.close();
          }
        };
      } catch (thrown) {
        await store.close();
        throw thrown;
      }
    },
    // Where nobody may look, nobody is known to be at work.
    async holder() {
      const { bootId } = await place.owner();
      return inStore(place, ['.'], 'look', ({ folder }) => lockHolder(folder, bootId)).catch(() => null);
    },
    async freeBytes() {
      for (let path = place.path; ; path = dirname(path)) {
        const look = withinFolder(place.root, Buffer.from(path), ({ folder }) => statfs(folder));
        const space = path === '/' ? await look : await look.catch(() => null);
        if (space !== null) return space.bavail * space.bsize;
      }
    },
  };
}

function isAbsent(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.code === 'not-found';
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
async function fillReserve(place: StorePlace): Promise<void> {
  await inStore(place, ['reserve'], 'change', async ({ entry }) => {
    const found = await lstat(entry).catch(() => null);
    if (found?.isFile() === true && found.size === reserveBytes) return;
    await writeDurably(entry, randomBytes(reserveBytes)).catch(() => unlink(entry).catch(() => undefined));
  });
}
