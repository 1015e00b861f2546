import { AppError } from '../../src-shared/errors.js';
import { sha256 } from '../../src-main/core/bytes.js';
import type { LockHolder, RunFolder, RunStore } from '../../src-main/core/store-ports.js';
import type { OnChange } from './fake-files.js';

/** A run's folder in memory: the journal's bytes as one text, and backups by name. */
export type FakeRunFolder = RunFolder & {
  journal: string;
  readonly backups: Map<string, Uint8Array>;
  cancelMarker: boolean;
};

export type FakeStore = RunStore & {
  readonly folders: Map<string, FakeRunFolder>;
  readonly abouts: Map<string, Record<string, unknown>>;
  heldBy: LockHolder | null;
  free: number;
};

export function createFakeStore(onChange: OnChange = () => undefined): FakeStore {
  const folders = new Map<string, FakeRunFolder>();
  const abouts = new Map<string, Record<string, unknown>>();
  const store: FakeStore = {
    folder: '/var/lib/rescuepc',
    quarantineInTarget: '/var/lib/rescuepc/quarantine',
    folders,
    abouts,
    heldBy: null,
    free: 10_000_000_000,
    async create(run, about) {
      onChange(`create ${run}`, 'before');
      const folder = createFakeFolder(run, onChange);
      folders.set(run, folder);
      abouts.set(run, { v: 1, id: run, startedAt: '2026-11-22T00:00:00.000Z', ...about });
      return Promise.resolve(folder);
    },
    async open(run) {
      const folder = folders.get(run);
      const about = abouts.get(run);
      if (!folder || !about) throw new AppError('not-found', `There is no run ${run} here.`);
      return Promise.resolve({ folder, about });
    },
    makeRoom: () => Promise.resolve(),
    list: () => Promise.resolve([...folders.keys()]),
    stamp: (run) => Promise.resolve(folders.has(run) ? String(folders.get(run)?.journal.length) : ''),
    async lock(run) {
      if (store.heldBy) throw new AppError('busy', `Another repair is at work: run ${store.heldBy.run}, started by ${store.heldBy.user}.`);
      store.heldBy = { pid: 1, run, user: 'tester', since: '2026-11-22T00:00:00.000Z' };
      return Promise.resolve(async () => {
        store.heldBy = null;
        return Promise.resolve();
      });
    },
    holder: () => Promise.resolve(store.heldBy),
    freeBytes: () => Promise.resolve(store.free),
  };
  return store;
}

export function createFakeFolder(id: string, onChange: OnChange = () => undefined): FakeRunFolder {
  const backups = new Map<string, Uint8Array>();
  const folder: FakeRunFolder = {
    id,
    inTarget: `/var/lib/rescuepc/runs/${id}`,
    journal: '',
    backups,
    cancelMarker: false,
    async append(line) {
      onChange(`append ${line}`, 'before');
      folder.journal += `${line}\n`;
      onChange(`append ${line}`, 'after');
      return Promise.resolve();
    },
    lines() {
      const end = folder.journal.lastIndexOf('\n') + 1;
      return Promise.resolve({ lines: folder.journal.slice(0, end).split('\n').slice(0, -1), tornBytes: folder.journal.length - end });
    },
    async setTornTailAside() {
      folder.journal = folder.journal.slice(0, folder.journal.lastIndexOf('\n') + 1);
      return Promise.resolve();
    },
    async saveBackup(name, bytes) {
      onChange(`backup ${name}`, 'before');
      backups.set(name, Uint8Array.from(bytes));
      onChange(`backup ${name}`, 'after');
      return Promise.resolve();
    },
    syncBackup: (name) => (backups.has(name) ? Promise.resolve() : Promise.reject(gone(name))),
    readBackup(name) {
      const bytes = backups.get(name);
      return bytes === undefined ? Promise.reject(gone(name)) : Promise.resolve(bytes.slice());
    },
    sumBackup: async (name) => {
      const bytes = await folder.readBackup(name);
      return { sha256: sha256(bytes), bytes: bytes.length };
    },
    backupPath: (name) => `${folder.inTarget}/backup/${name}`,
    outputPath: (name) => `${folder.inTarget}/output/${name}`,
    cancelRequested: () => Promise.resolve(folder.cancelMarker),
    async requestCancel() {
      folder.cancelMarker = true;
      return Promise.resolve();
    },
  };
  return folder;
}

function gone(name: string): AppError {
  return new AppError('not-found', `The backup ${name} is gone.`);
}
