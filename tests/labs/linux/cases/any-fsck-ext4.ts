import { type LabCase, type Verdict, verdict } from '../case.ts';
import { diskOf, type Machine } from '../machine.ts';

export const fsckExt4: LabCase = {
  id: 'any-fsck-ext4',
  routines: ['any-fsck-ext4'],
  title: 'an ext4 disk with damage that preen mode does not dare to repair',
  machine: { disks: [{ sizeMb: 32, mkfs: ['mkfs.ext4', '-q', '-F', '-L', 'labdata'] }] },
  settle: fillDisk,
  inject: damageDisk,
  oracle: diskIsClean,
  allowedChanges: [],
  // The volume is still marked clean: only the deep check can see the damage.
  scanArgs: ['--deep'],
  undo: 'exact',
  exactPaths: (machine) => machine.disks,
};

async function fillDisk(machine: Machine): Promise<void> {
  const lines = [
    'set -e',
    'mount "$1" /mnt',
    'mkdir -p /mnt/photos/2024',
    'for n in 1 2 3 4 5 6; do seq 1 9000 >/mnt/photos/2024/$n.txt; done',
  ];
  await machine.must(['sh', '-c', [...lines, 'umount /mnt'].join('\n'), 'sh', diskOf(machine)]);
}

/** A wrong link count, blocks in use marked free, and a name that points to an inode that is not in use. */
async function damageDisk(machine: Machine): Promise<void> {
  const commands = [
    'set_inode_field /photos/2024/1.txt links_count 7',
    'freeb 3000 200',
    'clri /photos/2024/3.txt',
    'clri /photos/2024/5.txt',
  ];
  await machine.must(['debugfs', '-w', '-f', '/dev/stdin', diskOf(machine)], { input: `${commands.join('\n')}\n` });
  await machine.must(['sh', '-c', 'sync; blockdev --flushbufs "$1"', 'sh', diskOf(machine)]);
}

async function diskIsClean(machine: Machine): Promise<Verdict> {
  const check = await machine.run(['e2fsck', '-f', '-n', diskOf(machine)]);
  return verdict([[check.code === 0, `e2fsck -f -n ${check.code}`]]);
}
