import { type LabCase, verdict } from '../case.ts';
import { diskOf } from '../machine.ts';

export const fsckFat: LabCase = {
  id: 'any-fsck-fat',
  routines: ['any-fsck-fat'],
  title: 'a FAT stick that was pulled out: its two tables are not the same, and clusters belong to nothing',
  machine: { disks: [{ sizeMb: 64, mkfs: ['true'] }] },
  // By the machine's own tools: the host need not have them.
  settle: async (machine) => {
    await machine.must(['mkfs.fat', '-F', '32', diskOf(machine)]);
  },
  inject: async (machine) => {
    // Entries 9 and 10 of the first table: a chain that no file begins. The table begins behind the reserved sectors.
    const script = `set -e
reserved=$(od -An -tu2 -j14 -N2 "$1" | tr -d ' ')
printf '\\012\\000\\000\\000\\377\\377\\377\\017' | dd of="$1" bs=1 seek=$((reserved * 512 + 36)) conv=notrunc,fsync status=none
blockdev --flushbufs "$1"`;
    await machine.must(['sh', '-c', script, 'sh', diskOf(machine)]);
  },
  oracle: async (machine) => {
    const check = await machine.run(['fsck.fat', '-n', diskOf(machine)]);
    return verdict([[check.code === 0, `fsck.fat -n ${check.code}`]]);
  },
  scanArgs: ['--deep'],
  allowedChanges: [],
  undo: 'best-effort',
  exactPaths: (machine) => machine.disks,
};
