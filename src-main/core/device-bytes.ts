import type { Argv } from '../../src-shared/contract/step.js';

/** A stretch of a block device, in bytes from its beginning. */
export type ByteRange = { readonly offset: number; readonly length: number };

/** More than this is no boot code: 4 MiB. */
export const maxBootBytes = 4 * 1024 * 1024;

/** More than this of a volume is not kept: 32 MiB. */
export const maxVolumeBytes = 32 * 1024 * 1024;

/** Prints a stretch of a device. Source: dd(1) of GNU coreutils. */
export function readBytes(device: string, { offset, length }: ByteRange): Argv {
  const flags = 'iflag=skip_bytes,count_bytes,fullblock';
  return ['dd', `if=${device}`, 'bs=64K', flags, `skip=${offset}`, `count=${length}`, 'status=none'];
}

/** Writes a file over a device from `offset` on, and ends when it is on the disk. */
export function writeBytes(file: string, device: string, offset: number): Argv {
  return ['dd', `if=${file}`, `of=${device}`, 'bs=64K', 'oflag=seek_bytes', `seek=${offset}`, 'conv=notrunc,fsync', 'status=none'];
}
