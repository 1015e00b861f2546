import { Type, type Static } from 'typebox';

/** A system on a block device of this machine that shall be opened for `--root`. */
export const DiskRequest = Type.Object({
  /** Under /dev: a partition, a logical volume, an encrypted container, or a disk without a partition table. */
  device: Type.String({ pattern: '^/dev/', maxLength: 4_096 }),
  /** False: nothing is written to it, not even its own journal. */
  write: Type.Boolean(),
  /** Of an encrypted container. It goes to the unlocking program's stdin and is kept nowhere. */
  passphrase: Type.Optional(Type.String({ minLength: 1, maxLength: 8_192 })),
});
export type DiskRequest = Static<typeof DiskRequest>;

/** An opened system, until it is closed or the engine that opened it ends. */
export const OpenedDisk = Type.Object({
  /** Where it is mounted: the `root` of all other calls. The same for the same file system on every machine. */
  root: Type.String(),
  device: Type.String(),
  type: Type.String(),
  writable: Type.Boolean(),
  /** Its further file systems that were mounted too, seen from its root. */
  mounts: Type.Array(Type.Object({ at: Type.String(), device: Type.String() })),
  /** Entries of its file system table that were left out, and why. */
  skipped: Type.Array(Type.Object({ at: Type.String(), why: Type.String() })),
});
export type OpenedDisk = Static<typeof OpenedDisk>;

/** What could not be closed, in words; empty if all is as before. */
export const ClosedDisks = Type.Object({ left: Type.Array(Type.String()) });
