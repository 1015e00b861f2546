import type { AppContract } from '../../src-shared/contract/app.js';
import type { RecordKind, Records } from '../../src-shared/contract/record.js';
import type { RunSummary, Store } from '../../src-shared/contract/run.js';
import type { Scan, ScanSummary } from '../../src-shared/contract/scan.js';
import type { SpaceEvent } from '../../src-shared/contract/space.js';
import type { Handlers } from '../../src-shared/wire/contract.js';
import type { Profile } from './ports.js';
import type { Engines } from './repair/coordinator.js';

/** What the application needs besides its catalogue. */
export type AppPorts = {
  readonly engines: Engines;
  readonly index: Index;
  readonly records: RecordStore;
  readonly cancelChannel: CancelChannel;
  readonly dataSaver: DataSaver;
  readonly spaceCounter: SpaceCounter;
  /** People's accounts of a system, and who this process is. */
  profiles(root: string): Promise<readonly Profile[]>;
  readonly hostName: string;
  readonly os: 'linux' | 'windows' | 'macos';
  readonly version: string;
  now(): Date;
  sleep(ms: number): Promise<void>;
  newRunId(): string;
};

/** The handlers that one feature contributes. */
export type FeatureHandlers<Area extends string> = Pick<Handlers<AppContract>, Extract<keyof AppContract, `${Area}.${string}`>>;

export type CachedRun = { readonly stamp: string; readonly summary: RunSummary };

/** A fact's reading as an earlier scan had it. `reading`: JSON; `sum`: over all the others, so that damage is seen. */
export type KeptReading = {
  readonly fact: string;
  readonly stamp: string;
  readonly readAt: string;
  readonly reading: string;
  readonly sum: string;
};

/** The application's own notebook. Losing it loses no repair: runs are read from their folders. Jobs and settings are records. */
export type Index = {
  saveScan(scan: Scan): Promise<void>;
  scan(id: string): Promise<Scan | null>;
  /** Newest first. */
  scans(): Promise<readonly ScanSummary[]>;
  /** Summaries of runs as they were when their journals had these stamps. Only a cache. */
  runs(store: Store): Promise<readonly CachedRun[]>;
  /** Makes these the whole cache of a store. */
  saveRuns(store: Store, runs: readonly CachedRun[]): Promise<void>;
  /** None where somebody with less rights than this process could have written them. */
  readings(): Promise<readonly KeptReading[]>;
  /** One a fact; an older one is replaced. */
  saveReadings(readings: readonly KeptReading[]): Promise<void>;
};

/** Saves one record: replaced whole or not at all, and on the disk when the promise resolves. */
export type SaveRecord = <K extends RecordKind>(kind: K, id: string, record: Records[K]) => Promise<void>;

/** What a person wrote or chose: a file each, which nothing else could replace. */
export type RecordStore = {
  /** null if there is none, or none that can be read; the latter is said. */
  read<K extends RecordKind>(kind: K, id: string): Promise<Records[K] | null>;
  /** All of a kind, in no order. `unreadable`: files that are there and cannot be read, each with what to do. */
  list<K extends RecordKind>(kind: K): Promise<{ readonly records: readonly Records[K][]; readonly unreadable: readonly string[] }>;
  /**
   * No other process changes records while `work` runs. Fields of a newer version are kept; what is damaged is set aside before it
   * is replaced. AppError busy, newer-version, unsafe-path, no-space, read-only, io-error.
   */
  change<T>(work: (save: SaveRecord) => Promise<T>): Promise<T>;
};

/** How another process of the same user reaches the owner of a run. */
export type CancelChannel = {
  /** Until the returned function is called, a request for this run calls `onCancel`. */
  listen(run: string, onCancel: () => void): () => void;
  /** True if the run's owner was reached. */
  ask(run: string): Promise<boolean>;
};

/**
 * What was copied of one folder. Relative paths: `unread` of what could not be, with why, the home itself where nothing could be;
 * `leftOut` of what was not tried: caches, and what was thrown away.
 */
export type SavedFolder = {
  files: number;
  bytes: number;
  links: number;
  readonly unread: { path: string; reason: string }[];
  readonly leftOut: string[];
};

/** Copies data to safety. Ends early only when the goal is full or lies in what is copied, or by the signal. */
export type DataSaver = {
  /** `home`: a folder of the system at `root`; no link in that system leads out of it. `to`: host path. AppError bad-input. */
  save(
    from: { readonly root: string; readonly home: string },
    to: string,
    onProgress: (done: { files: number; bytes: number }) => void,
    signal: AbortSignal,
  ): Promise<SavedFolder>;
  writeList(file: string, text: string): Promise<void>;
};

/** What fills a disk, with the rights of this process. Stays on the file system of `path`, follows nothing, counts a hard link once. */
export type SpaceCounter = {
  count(
    root: string,
    path: string,
    onProgress: (done: { files: number; bytes: number; path: string }) => void,
    signal: AbortSignal,
  ): Promise<Omit<Extract<SpaceEvent, { type: 'counted' }>, 'type'>>;
};

/** Sets a page of ours on paper. */
export type Pdf = {
  /** The bytes of a PDF. AppError timed-out, io-error. */
  print(html: string, paper: 'A4' | 'Letter'): Promise<Uint8Array>;
};
