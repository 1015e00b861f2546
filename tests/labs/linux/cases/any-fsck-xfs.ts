import { type LabCase, verdict } from '../case.ts';
import { diskOf } from '../machine.ts';

export const fsckXfs: LabCase = {
  id: 'any-fsck-xfs',
  routines: ['any-fsck-xfs'],
  title: 'an XFS disk whose top folder claims more entries than it has',
  machine: { disks: [{ sizeMb: 320, mkfs: ['true'] }] },
  // By the machine's own tools: the host need not have them.
  settle: async (machine) => {
    await machine.must(['mkfs.xfs', '-q', '-f', diskOf(machine)]);
  },
  inject: async (machine) => {
    const commands = ['sb 0', 'addr rootino', 'write core.nlinkv2 77'].flatMap((line) => ['-c', line]);
    await machine.must(['xfs_db', '-x', ...commands, diskOf(machine)]);
    await machine.must(['sh', '-c', 'sync; blockdev --flushbufs "$1"', 'sh', diskOf(machine)]);
  },
  oracle: async (machine) => {
    const check = await machine.run(['xfs_repair', '-n', diskOf(machine)]);
    return verdict([[check.code === 0, `xfs_repair -n ${check.code}`]]);
  },
  scanArgs: ['--deep'],
  allowedChanges: [],
  undo: 'none',
};
