import type { Machine } from '../machine.ts';
import { copySystem, onDevice } from '../offline/copy-system.ts';
import { call, namedRoutines } from '../product.ts';
import type { Trial } from '../rights/trial.ts';
import { startVirtual } from './qemu.ts';
import { makeStartable, startable } from './startable.ts';

const routines = ['any-fstab-broken-entry', 'any-initramfs-missing', 'any-grub-config', 'any-grub-install'];
const booted = 'LAB BOOTED';

/** The whole way from the BIOS to the running system, on a disk that had lost four things which a start needs. */
export const realBoot: Trial = {
  id: 'vm-boots',
  title: 'a disk without boot code, boot menu and initramfs, and with a dead entry in fstab: repaired from outside, it starts by itself',
  machine: {
    sizeMb: 4000,
    disks: [{ sizeMb: 1800, mkfs: ['mkfs.ext4', '-q'], partition: true }],
    packages: startable,
  },
  async prove(machine, proof) {
    const [disk = ''] = machine.disks;
    const device = `${disk}p1`;
    await copySystem(machine, device);
    proof.check((await onDevice(machine, device, makeStartable(story))).code === 0, 'the disk could not be prepared');
    proof.check((await onDevice(machine, device, spoil)).code === 0, 'the disk could not be broken');
    await settled(machine, disk);
    // The firmware hands over to a sector without code: whatever follows is no start. The limit is for that alone.
    const before = await startVirtual({ drives: [disk] }, booted, 30);
    proof.check(!before.said, 'the broken disk starts');

    const found = await call(machine, ['scan', '--root', device]);
    const missed = routines.filter((routine) => !namedRoutines(found).includes(routine));
    proof.check(missed.length === 0, `the scan does not name ${missed.join(', ')}: ${found.text.slice(0, 600)}`);
    const said = await call(machine, ['repair', ...routines, '--root', device, '--yes']);
    proof.check(said.code === 0, `repair: exit ${said.code}: ${said.text.slice(-900)}`);
    if (said.code !== 0) return;
    await settled(machine, disk);

    const after = await startVirtual({ drives: [disk] }, booted, 400);
    proof.check(after.said, `the repaired disk does not start: ${after.serial.slice(-1500)}`);
    proof.check(/LAB BOOTED \/dev\/vda1 by GRUB; failed: 0/.test(after.serial), `it started, but: ${after.serial.slice(-300)}`);
  },
};

/** Says where its root is, that GRUB started it, and how many of its services failed. */
const story = `echo "${booted} $(findmnt -n -o SOURCE /) by $(grep -q BOOT_IMAGE /proc/cmdline && echo GRUB); failed: $(systemctl --failed --plain --no-legend | wc -l)" >/dev/ttyS0`;

const spoil = `set -e
echo 'UUID=deadbeef-0000-4000-8000-000000000003 /srv/old ext4 defaults 0 2' >>etc/fstab
rm boot/initrd.img-*
mkdir -p boot/grub/i386-pc && touch boot/grub/i386-pc/normal.mod`;

/** What the machine wrote is on the disk before another looks at it. */
async function settled(machine: Machine, disk: string): Promise<void> {
  await machine.must(['sh', '-c', `sync; blockdev --flushbufs ${disk}; blockdev --flushbufs ${disk}p1`]);
}
