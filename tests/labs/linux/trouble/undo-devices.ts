import { fsckExt4 } from '../cases/any-fsck-ext4.ts';
import { fsckFat } from '../cases/any-fsck-fat.ts';
import type { LabCase } from '../case.ts';
import { type Machine, diskOf } from '../machine.ts';
import { call, last, repair, textOf } from '../product.ts';
import type { Trial } from '../rights/trial.ts';

/** What was kept of a stick is not written over another volume that has its name by then, nor over what was written to it since. */
export const undoOtherVolume: Trial = {
  id: 'trouble-undo-other-volume',
  title: 'a FAT stick was repaired; its undo writes nothing over new files on it, and nothing over another volume under its name',
  ...(fsckFat.machine === undefined ? {} : { machine: fsckFat.machine }),
  about: ['any-fsck-fat'],
  prove: async (machine, { check, says }) => {
    const run = await repaired(machine, fsckFat);
    const write = 'printf "a new file" | dd of="$1" bs=1 seek=9000000 conv=notrunc,fsync status=none';
    await machine.must(['sh', '-c', write, 'sh', diskOf(machine)]);
    const written = await sumOf(machine);
    says('undo over new files', await call(machine, ['undo', run, '--yes']), 12, /"result":"conflict"/);
    check((await sumOf(machine)) === written, 'the undo wrote over new files');

    await machine.must(['mkfs.ext4', '-q', '-F', diskOf(machine)]);
    const other = await sumOf(machine);
    says('undo over another volume', await call(machine, ['undo', run, '--yes']), 3, /is another disk or volume now/);
    check((await sumOf(machine)) === other, 'the undo wrote over another volume');
  },
};

/** The same where blocks are put back by a program of the file system. */
export const undoUsedVolume: Trial = {
  id: 'trouble-undo-used-volume',
  title: 'an ext4 disk was repaired and is used again: its undo does nothing while it is mounted, nor over what was written since',
  ...(fsckExt4.machine === undefined ? {} : { machine: fsckExt4.machine }),
  about: ['any-fsck-ext4'],
  prove: async (machine, { check, says }) => {
    const run = await repaired(machine, fsckExt4);
    await machine.must(['mount', diskOf(machine), '/mnt']);
    says('undo of a mounted volume', await call(machine, ['undo', run, '--yes']), 3, /is in use \(\/mnt\)/);
    await machine.must(['sh', '-c', 'echo mine >/mnt/new; umount /mnt']);
    const used = await sumOf(machine);
    says('undo over new files', await call(machine, ['undo', run, '--yes']), 12, /"result":"conflict"/);
    check((await sumOf(machine)) === used, 'the undo wrote over new files');
    check((await fsckExt4.oracle(machine)).pass, 'the volume is not sound any more');
  },
};

async function repaired(machine: Machine, one: LabCase): Promise<string> {
  await one.settle?.(machine);
  await one.inject(machine);
  return textOf(last(await repair(machine, one.routines), 'finished'), 'run');
}

async function sumOf(machine: Machine): Promise<string> {
  return machine.must(['sh', '-c', 'sync; blockdev --flushbufs "$1"; sha256sum <"$1"', 'sh', diskOf(machine)]);
}
