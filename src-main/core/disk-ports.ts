import type { Argv } from '../../src-shared/contract/step.js';
import type { Raw } from './ports.js';

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
