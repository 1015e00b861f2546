import type { FilePath } from '../../src-shared/contract/path.js';
import type { Argv } from '../../src-shared/contract/step.js';

/** A command to run. It gets no shell, no input, a fixed environment and its own process group. */
export type Command = {
  readonly argv: Argv;
  readonly timeoutMs: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Bytes of output kept in memory (each stream); past that a fact's command is ended. Default 8 MiB. */
  readonly maxOutput?: number;
  /** Both streams go to this file of the target, which is tailed, so that the death of this process breaks no pipe. */
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

export type ModeChange = { readonly mode?: number; readonly uid?: number; readonly gid?: number; readonly sha256?: string };

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
  /**
   * A regular file that changes hands loses setuid, setgid and capabilities; it is given setuid or setgid only if its bytes have the
   * sum `sha256`: AppError unsafe-path otherwise.
   */
  setMode(path: FilePath, change: ModeChange): Promise<void>;
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
