import { closeSync, existsSync, mkdirSync, openSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Layers } from './changed-files.ts';
import { mustSync } from './host.ts';
import { machineDir } from './state.ts';

/**
 * An ext4 (or other) disk for a machine: `mkfs` is the command without the device, e.g. `['mkfs.ext4', '-q']`. With `partition` it
 * is made on the one partition of a table, which has the device's name and `p1`.
 */
export type DiskRequest = { readonly sizeMb: number; readonly mkfs: readonly [string, ...string[]]; readonly partition?: true };

/** Lays a new tmpfs of at most `sizeMb` over these folders (topmost first), as the machine's disk. What the machine writes is in `upper`. */
export function mountOverlay(id: string, lowers: readonly string[], sizeMb: number): Layers {
  const dir = machineDir(id);
  const [fs, merged, below] = [join(dir, 'fs'), join(dir, 'root'), join(dir, 'below')];
  for (const path of [fs, merged]) mkdirSync(path, { recursive: true });
  mustSync(['mount', '-t', 'tmpfs', '-o', `size=${sizeMb}m,mode=755`, 'rescuepc-lab', fs]);
  const [upper, work] = [join(fs, 'upper'), join(fs, 'work')];
  for (const path of [upper, work]) mkdirSync(path);
  mustSync(['mount', '-t', 'overlay', 'rescuepc-lab', '-o', `lowerdir=${lowers.join(':')},upperdir=${upper},workdir=${work}`, merged]);
  const [only = ''] = lowers;
  if (lowers.length === 1) return { upper, lower: only, merged };
  // To compare with: what is there without the machine.
  mkdirSync(below);
  mustSync(['mount', '-t', 'overlay', 'rescuepc-lab', '-o', `lowerdir=${lowers.join(':')}`, below]);
  return { upper, lower: below, merged };
}

/** A sparse image in the machine's own memory, formatted, behind a loop device of the host. */
export function makeDisk(id: string, disk: DiskRequest, index: number): string {
  const image = join(machineDir(id), 'fs', `disk-${index}.img`);
  writeFileSync(image, '');
  truncateSync(image, disk.sizeMb << 20);
  if (disk.partition !== true) {
    mustSync([...disk.mkfs, image]);
    return mustSync(['losetup', '--find', '--show', image]).trim();
  }
  const sectors = (disk.sizeMb << 11) - firstSector;
  writePartitionTable(image, sectors);
  const device = mustSync(['losetup', '--find', '--partscan', '--show', image]).trim();
  // The kernel may know no partition tables at all; it takes a partition when it is told of one.
  if (!existsSync(`${device}p1`)) mustSync(['addpart', device, '1', String(firstSector), String(sectors)]);
  mustSync([...disk.mkfs, `${device}p1`]);
  return device;
}

const firstSector = 2048;

/** A classic table with one Linux partition (type 0x83) from the first MiB to the end. */
function writePartitionTable(image: string, sectors: number): void {
  const table = Buffer.alloc(512);
  table.writeUInt32LE(0x5e5c_0e01, 440);
  table[446 + 4] = 0x83;
  table.writeUInt32LE(firstSector, 446 + 8);
  table.writeUInt32LE(sectors, 446 + 12);
  table.writeUInt16LE(0xaa55, 510);
  const file = openSync(image, 'r+');
  writeSync(file, table);
  closeSync(file);
}
