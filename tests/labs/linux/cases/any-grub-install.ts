import { type LabCase, type Trap, type Verdict, verdict } from '../case.ts';
import { diskOf, type Machine, type MachineOptions } from '../machine.ts';

const machine: MachineOptions = {
  sizeMb: 700,
  disks: [{ sizeMb: 64, mkfs: ['mkfs.ext4', '-q'], partition: true }],
  packages: ['grub-pc-bin'],
};

export const grubInstall: LabCase = {
  id: 'any-grub-install',
  routines: ['any-grub-install'],
  title: 'a "disk cleaner" has overwritten the boot code of a disk that a BIOS starts',
  machine,
  settle: setUpGrub,
  inject: async (machine) => {
    const wipe =
      'dd if=/dev/zero of="$1" bs=440 count=1 conv=notrunc,fsync status=none; dd if=/dev/zero of="$1" bs=512 seek=1 count=2047 conv=notrunc,fsync status=none';
    await machine.must(['sh', '-c', wipe, 'sh', diskOf(machine)]);
  },
  oracle: startsGrub,
  allowedChanges: [],
  undo: 'best-effort',
  // All in front of the first partition, with the table between the two halves of the boot code.
  exactPaths: (machine) => [`${diskOf(machine)}:${1024 * 1024}`],
};

/** Only the rest of GRUB is lost, as to a program that keeps its license in front of the first partition. */
export const grubCoreLost: LabCase = {
  ...grubInstall,
  id: 'any-grub-install/core',
  title: 'a program has put its copy protection where the rest of GRUB was',
  inject: async (machine) => {
    const overwrite = 'yes licensed | dd of="$1" bs=512 seek=1 count=63 iflag=fullblock conv=notrunc,fsync status=none';
    await machine.must(['sh', '-c', overwrite, 'sh', diskOf(machine)]);
  },
};

/** A second system's loader in the first sector, and GRUB's core still behind it. */
export const otherLoaderTrap: Trap = {
  id: 'trap-other-loader',
  routines: ['any-grub-install'],
  title: 'Windows has put its own boot code where the first part of GRUB was',
  machine,
  inject: async (machine) => {
    await setUpGrub(machine);
    // The first instructions and the messages of such code; in between it is of no account.
    const code = String.raw`\063\300\216\320\274\000\174Invalid partition table\000Error loading operating system\000Missing operating system`;
    const lay =
      '{ printf "$2"; head -c 440 /dev/zero; } | head -c 440 | dd of="$1" iflag=fullblock bs=440 count=1 conv=notrunc,fsync status=none && head -c 440 "$1" | grep -aq "Missing operating system"';
    await machine.must(['sh', '-c', lay, 'sh', diskOf(machine), code]);
  },
  oracle: async (machine) => {
    const mark = await machine.must(['sh', '-c', 'dd if="$1" bs=1 skip=510 count=2 status=none | od -An -tx1', 'sh', diskOf(machine)]);
    return verdict([[mark.trim() === '55 aa', `the first sector ends with ${mark.trim()}`]]);
  },
};

/** /boot lies on a disk of its own, from which a BIOS starts. */
async function setUpGrub(machine: Machine): Promise<void> {
  const disk = diskOf(machine);
  await machine.must(['sh', '-c', 'mount "$1"p1 /boot && grub-install --target=i386-pc "$1"', 'sh', disk]);
}

/** Both halves of GRUB by their bytes: boot.img's name, and the core image that grub-install left in the folder of its modules. */
async function startsGrub(machine: Machine): Promise<Verdict> {
  const ask = (script: string) => machine.run(['sh', '-c', script, 'sh', diskOf(machine)]);
  const first = (await ask('head -c 440 "$1" | grep -c "GRUB "')).code === 0;
  // Its first sectors are changed when it is laid on the disk, what follows is not.
  const core =
    (
      await ask(
        'a=$(dd if="$1" bs=512 skip=21 count=8 status=none | md5sum); b=$(dd if=/boot/grub/i386-pc/core.img bs=512 skip=20 count=8 status=none | md5sum); test "$a" = "$b"',
      )
    ).code === 0;
  const table = (await ask('test "$(dd if="$1" bs=1 skip=450 count=1 status=none | od -An -tx1 | tr -d " ")" = 83')).code === 0;
  return verdict([
    [first, first ? 'GRUB is in the first sector' : 'no GRUB in the first sector'],
    [core, core ? 'its core follows' : 'its core does not follow'],
    [table, table ? 'the table is whole' : 'the table is lost'],
  ]);
}
