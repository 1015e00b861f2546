import { type LabCase, verdict } from '../case.ts';
import { diskOf, type Machine } from '../machine.ts';

export const fsckXfs: LabCase = {
  id: 'any-fsck-xfs',
  routines: ['any-fsck-xfs'],
  title: 'an XFS disk whose top folder claims more entries than it has',
  machine: { disks: [{ sizeMb: 320, mkfs: ['true'] }] },
  // By the machine's own tools: the host need not have them.
  settle: async (machine) => {
    machine.write('/srv/letter', 'only here '.repeat(1000));
    machine.write('/srv/proto', '/\n0 0\nd--755 0 0\nletter ---644 0 0 /srv/letter\n$\n');
    await machine.must(['mkfs.xfs', '-q', '-f', '-p', '/srv/proto', diskOf(machine)]);
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
  precious: letterOn,
  scanArgs: ['--deep'],
  allowedChanges: [],
  undo: 'none',
};

/** A file of the disk by its name, read without mounting it: the host's kernel need not know XFS. */
async function letterOn(machine: Machine): Promise<string> {
  const look = ['path /letter', 'print core.size', 'dblock 0', 'type text', 'print'].flatMap((line) => ['-c', line]);
  const said = await machine.must(['xfs_db', '-r', ...look, diskOf(machine)]);
  if (!said.includes('core.size = 10000') || !/only.here/.test(said))
    throw new Error(`the letter is not on the disk: ${said.slice(0, 300)}`);
  return said;
}
