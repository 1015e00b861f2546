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
  /** SHA-256 and size of a backup of any size, which is not read into memory. AppError not-found if it is gone. */
  sumBackup(name: string): Promise<{ readonly sha256: string; readonly bytes: number }>;
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
  /** Ids of all runs; none where there is no store yet. AppError not-permitted, unsafe-path, io-error: never taken for none. */
  list(): Promise<readonly string[]>;
  /** Changes whenever the run's journal does; '' if it cannot be read. */
  stamp(run: string): Promise<string>;
  lock(run: string): Promise<() => Promise<void>>;
  holder(): Promise<LockHolder | null>;
  freeBytes(): Promise<number>;
  /** Folder in the store, as the target sees it, for things moved aside. */
  readonly quarantineInTarget: string;
};
