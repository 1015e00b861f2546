import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Layers } from './changed-files.ts';
import { mustSync } from './host.ts';
import { machineDir } from './state.ts';

/** An ext4 (or other) disk for a machine: `mkfs` is the command without the device, e.g. `['mkfs.ext4', '-q']`. */
export type DiskRequest = { readonly sizeMb: number; readonly mkfs: readonly [string, ...string[]] };

/** Lays a new tmpfs of at most `sizeMb` over the base, as the machine's disk. What the machine writes is in `upper`. */
export function mountOverlay(id: string, lower: string, sizeMb: number): Layers {
  const dir = machineDir(id);
  const [fs, merged] = [join(dir, 'fs'), join(dir, 'root')];
  for (const path of [fs, merged]) mkdirSync(path, { recursive: true });
  mustSync(['mount', '-t', 'tmpfs', '-o', `size=${sizeMb}m,mode=755`, 'rescuepc-lab', fs]);
  const [upper, work] = [join(fs, 'upper'), join(fs, 'work')];
  for (const path of [upper, work]) mkdirSync(path);
  mustSync(['mount', '-t', 'overlay', 'rescuepc-lab', '-o', `lowerdir=${lower},upperdir=${upper},workdir=${work}`, merged]);
  return { upper, lower, merged };
}

/** A sparse image in the machine's own memory, formatted, behind a loop device of the host. */
export function makeDisk(id: string, disk: DiskRequest, index: number): string {
  const image = join(machineDir(id), 'fs', `disk-${index}.img`);
  writeFileSync(image, '');
  truncateSync(image, disk.sizeMb << 20);
  mustSync([...disk.mkfs, image]);
  return mustSync(['losetup', '--find', '--show', image]).trim();
}
