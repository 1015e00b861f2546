import type { FilePath } from '../../src-shared/contract/path.js';
import type { Argv } from '../../src-shared/contract/step.js';
import type { RunSummary, Store } from '../../src-shared/contract/run.js';
import type { Scan, ScanSummary } from '../../src-shared/contract/scan.js';
import type { SpaceEvent } from '../../src-shared/contract/space.js';

/** A command to run. It gets no shell, no input, a fixed environment and its own process group. */
export type Command = {
  readonly argv: Argv;
  readonly timeoutMs: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Bytes of output kept in memory (each stream); past that a fact's command is ended. Default 8 MiB. */
  readonly maxOutput?: number;
  /** Host path: both streams go to this file, which is tailed, so that the death of this process breaks no pipe. */
  readonly outputFile?: string;
  readonly onOutput?: (text: string) => void;
  /** False: neither the time limit nor the signal ends it; passing the limit is only reported. */
  readonly interruptible?: boolean;
  readonly signal?: AbortSignal;
  readonly onStarted?: (child: Child) => Promise<void>;
  readonly onOverdue?: () => void;
};

/** A started process, identified so that its number cannot be mistaken for a later one's. */
export type Child = { readonly pid: number; readonly startTime: string };

/** What one command gave back. `missing`: there is no such program. */
export type Raw = {
  readonly argv: Argv;
  readonly code: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  readonly truncated: boolean;
  readonly missing: boolean;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
};

export type Exec = { run(command: Command): Promise<Raw> };

export type FileStat = {
  readonly kind: 'file' | 'dir' | 'link' | 'block' | 'other';
  readonly size: number;
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtimeMs: number;
  /** Of the last change to content or attributes; unlike mtimeMs no program can set it. */
  readonly ctimeMs: number;
  readonly device: number;
  readonly inode: number;
  readonly links: number;
};

/** Everything about a file but its bytes. null: could not be read here (no tool, no support), not "none". */
export type Attributes = {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly atimeMs: number;
  readonly mtimeMs: number;
  /** By name, base64; ACLs and security labels are among them. */
  readonly xattrs: Readonly<Record<string, string>> | null;
  /** The immutable and append-only flags: some of 'i', 'a'. */
  readonly flags: string | null;
};

export type Census = { readonly files: number; readonly bytes: number; readonly allocated: number };

/**
 * The target's files, with the rights of whom the target acts for. As root, every change refuses a path of which
 * any ancestor could be changed by somebody else (AppError unsafe-path), and no call follows a link at the end.
 */
export type Files = {
  stat(path: FilePath): Promise<FileStat | null>;
  /** AppError not-found, not-permitted, or bad-input when it is larger than `maxBytes`. */
  read(path: FilePath, maxBytes: number): Promise<Uint8Array>;
  list(path: FilePath): Promise<readonly FilePath[]>;
  /** A link's target, one character a byte, so that any bytes survive. */
  readLink(path: FilePath): Promise<string>;
  /** Counts below a folder, on its file system, following nothing. Bytes apparent and allocated. */
  census(path: FilePath): Promise<Census>;
  /** Entries below a folder that are no folders, on its file system, following nothing; less than half the work of a census. */
  count(path: FilePath): Promise<number>;
  attributes(path: FilePath): Promise<Attributes>;
  /** Replaces or creates in one step (temporary file, fsync, rename). Without `attributes` an existing file keeps its own. */
  replace(path: FilePath, bytes: Uint8Array, options: { mode: number; attributes?: Attributes }): Promise<void>;
  setMode(path: FilePath, change: { mode?: number; uid?: number; gid?: number }): Promise<void>;
  /** Replaces or creates a symbolic link in one step; the target is one character a byte. */
  symlink(path: FilePath, target: string, mtimeMs?: number): Promise<void>;
  makeFolder(path: FilePath, mode: number): Promise<void>;
  /** Same file system only; refuses to replace anything. */
  rename(from: FilePath, to: FilePath): Promise<void>;
  remove(path: FilePath): Promise<void>;
  /** Removes a folder with its content, following nothing. */
  removeTree(path: FilePath): Promise<void>;
};

export type RegistryData = { readonly type: number; readonly dataBase64: string };
export type Registry = {
  read(key: string, name: string): Promise<RegistryData | null>;
  write(key: string, name: string, value: RegistryData | null): Promise<void>;
};

/** A system to read or change: the running one or one mounted at `root`, with somebody's rights. */
export type Target = {
  readonly root: string;
  readonly running: boolean;
  readonly files: Files;
  readonly exec: Exec;
  readonly registry: Registry | null;
};

/** The user whose folder is looked at. */
export type Profile = { readonly name: string; readonly uid: number; readonly gid: number; readonly home: string };

/** A block device of this machine as its kernel knows it. */
export type BlockDevice = {
  readonly path: string;
  /** `major:minor` */
  readonly id: string;
  readonly kind: 'disk' | 'partition' | 'mapped';
  /** Ids of what it lies on: the disk of a partition, the devices under a mapped one. */
  readonly below: readonly string[];
};

/** What has to be taken back of an opened disk, kept where the next start finds it. */
export type DiskRecord = {
  readonly root: string | null;
  /** Names of containers that were unlocked. */
  readonly unlocked: readonly string[];
  /** VG/LV of volumes that were not active before. */
  readonly volumes: readonly string[];
};

/** What opening a disk needs of this machine. Everything happens as root; only an elevated engine has it. */
export type DiskWorld = {
  /** Root's own folder of mount points. */
  readonly folder: string;
  /** Runs a program of this machine; `input` is all that its stdin has. */
  run(argv: Argv, input?: string): Promise<Raw>;
  devices(): Promise<readonly BlockDevice[]>;
  /** Id of the block device that a path under /dev leads to; null if there is none. */
  deviceId(path: string): Promise<string | null>;
  /** Paths under /dev of block devices, of links to them, and of the few others that every program expects. */
  deviceFiles(): Promise<readonly string[]>;
  /** False if the kernel or another program has it for itself. */
  isFree(path: string): Promise<boolean>;
  mounts(): Promise<readonly { readonly id: string; readonly source: string; readonly at: string }[]>;
  swaps(): Promise<readonly string[]>;
  /** True if each part of `path` below `root` is a folder and none a link. */
  isFolder(root: string, path: string): Promise<boolean>;
  /** Text of a small plain file below `root`, reached through no link; null if it is none. */
  text(root: string, path: string): Promise<string | null>;
  makeMountPoint(path: string): Promise<void>;
  removeMountPoint(path: string): Promise<void>;
  remember(key: string, record: DiskRecord): Promise<void>;
  forget(key: string): Promise<void>;
  /** Records of processes that no longer live. */
  leftovers(): Promise<readonly { readonly key: string; readonly record: DiskRecord }[]>;
  sleep(ms: number): Promise<void>;
};

/** What the engine may know about the machine and the process it runs in. */
export type Host = {
  readonly os: 'linux' | 'windows' | 'macos';
  readonly store: Store;
  readonly elevated: boolean;
  readonly uid: number;
  readonly userName: string;
  /** On whose behalf root works: SUDO_UID, PKEXEC_UID, or the user himself; null if nobody is known. */
  readonly invoker: string | null;
  readonly remoteSession: boolean;
  readonly version: string;
  bootId(): Promise<string>;
  /** Processes that carry this marker in their environment and still live. */
  living(marker: string): Promise<readonly Child[]>;
  isLiving(child: Child): Promise<boolean>;
};

/** One run's folder. Everything written is on the disk when the promise resolves. */
export type RunFolder = {
  readonly id: string;
  /** The folder as a command in the target sees it; `${run}` in steps. */
  readonly inTarget: string;
  append(line: string): Promise<void>;
  /** Complete lines, and the bytes of a last line that was cut off. */
  lines(): Promise<{ readonly lines: readonly string[]; readonly tornBytes: number }>;
  /** Moves a cut-off last line to a file of its own. */
  setTornTailAside(): Promise<void>;
  saveBackup(name: string, bytes: Uint8Array): Promise<void>;
  /** Makes durable what a command wrote under this name. */
  syncBackup(name: string): Promise<void>;
  /** Bytes of all backups. AppError not-found if it is gone. */
  readBackup(name: string): Promise<Uint8Array>;
  /** Host path of a backup that a command writes or reads. */
  backupPath(name: string): string;
  /** Host path for a step's output. */
  outputPath(name: string): string;
  cancelRequested(): Promise<boolean>;
  requestCancel(): Promise<void>;
};

export type LockHolder = { readonly pid: number; readonly run: string; readonly user: string; readonly since: string };

/** The engine's own store. AppError busy (with who) if the lock is held; damaged, newer-version, no-space, read-only. */
export type RunStore = {
  readonly folder: string;
  create(run: string, about: Readonly<Record<string, unknown>>): Promise<RunFolder>;
  open(run: string): Promise<{ folder: RunFolder; about: Readonly<Record<string, unknown>> }>;
  /** On a nearly full disk, gives up the store's reserve, so that an undo or a recovery has room. */
  makeRoom(): Promise<void>;
  list(): Promise<readonly string[]>;
  /** Changes whenever the run's journal does; '' if it cannot be read. */
  stamp(run: string): Promise<string>;
  lock(run: string): Promise<() => Promise<void>>;
  holder(): Promise<LockHolder | null>;
  freeBytes(): Promise<number>;
  /** Folder in the store, as the target sees it, for things moved aside. */
  readonly quarantineInTarget: string;
};

export type Log = {
  info(message: string): void;
  warn(message: string): void;
};

/** A native script whose bytes were checked against the manifest just now: argv that runs exactly those bytes. */
export type Scripts = { prepare(script: string, args: readonly string[]): Promise<Argv> };

/** Questions to the network, for facts that a person asked for. `error`: why there was no answer, as the system says it. */
export type Net = {
  connect(address: string, port: number, timeoutMs: number): Promise<{ readonly error: string | null; readonly ms: number }>;
  /** One plain request; redirects are not followed; at most 2,000 characters of the body. */
  get(
    url: string,
    timeoutMs: number,
  ): Promise<{ readonly status: number; readonly location: string; readonly body: string; readonly error: string | null }>;
};

/** Everything one engine needs from the world. */
export type EnginePorts = {
  readonly host: Host;
  readonly log: Log;
  readonly scripts: Scripts;
  /** Absent: the network must not be used. */
  readonly net?: Net;
  /** Absent: this engine opens no disks. */
  readonly disks?: DiskWorld;
  now(): Date;
  newRunId(): string;
  sleep(ms: number): Promise<void>;
  /** Acts with this process's rights, or, elevated and with `user`, through a child running as that user. */
  target(where: { root: string; user?: string }): Promise<Target>;
  store(root: string): Promise<RunStore>;
  profiles(target: Target): Promise<readonly Profile[]>;
  /** Keeps the machine from sleeping and shutting down until the returned function is called. */
  inhibit(reason: string): () => void;
  /** The one licence gate; until licensing is built it answers allowed. */
  licence(certificate: string | undefined): Promise<{ allowed: boolean; message: string }>;
};

export type CachedRun = { readonly stamp: string; readonly summary: RunSummary };

/** A fact's reading as an earlier scan had it. `reading`: JSON; `sum`: over all the others, so that damage is seen. */
export type KeptReading = {
  readonly fact: string;
  readonly stamp: string;
  readonly readAt: string;
  readonly reading: string;
  readonly sum: string;
};

/** The application's own notebook. Losing it loses no repair: runs are read from their folders. Jobs and settings stand only here. */
export type Index = {
  saveScan(scan: Scan): Promise<void>;
  scan(id: string): Promise<Scan | null>;
  /** Newest first. */
  scans(): Promise<readonly ScanSummary[]>;
  /** Summaries of runs as they were when their journals had these stamps. Only a cache. */
  runs(store: Store): Promise<readonly CachedRun[]>;
  /** Makes these the whole cache of a store. */
  saveRuns(store: Store, runs: readonly CachedRun[]): Promise<void>;
  /** Jobs, consents and settings, as they were saved; null if there is none. */
  document(kind: DocumentKind, id: string): Promise<unknown>;
  /** Newest first. */
  documents(kind: DocumentKind): Promise<readonly unknown[]>;
  /** Replaces or adds. AppError no-space, read-only or io-error if it is not kept. */
  saveDocument(kind: DocumentKind, id: string, at: string, document: unknown): Promise<void>;
  /** None where somebody with less rights than this process could have written them. */
  readings(): Promise<readonly KeptReading[]>;
  /** One a fact; an older one is replaced. */
  saveReadings(readings: readonly KeptReading[]): Promise<void>;
};

/** What a person has written or chosen, and where a run's complaint goes on: it exists nowhere else. */
export type DocumentKind = 'job' | 'consent' | 'settings' | 'next-rung';

/** How another process of the same user reaches the owner of a run. */
export type CancelChannel = {
  /** Until the returned function is called, a request for this run calls `onCancel`. */
  listen(run: string, onCancel: () => void): () => void;
  /** True if the run's owner was reached. */
  ask(run: string): Promise<boolean>;
};

/** What was copied of one folder. `unread`: relative paths of what could not be, with why. */
export type SavedFolder = { files: number; bytes: number; links: number; readonly unread: { path: string; reason: string }[] };

/** Copies data to safety. Host paths. Ends early only when the goal is full, or by the signal. */
export type DataSaver = {
  save(from: string, to: string, onProgress: (done: { files: number; bytes: number }) => void, signal: AbortSignal): Promise<SavedFolder>;
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
