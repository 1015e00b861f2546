import { type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const menu = '/boot/grub/grub.cfg';

export const grubConfigCase: LabCase = {
  id: 'any-grub-config',
  routines: ['any-grub-config'],
  title: 'the boot menu was cut off while it was written',
  settle: setUpGrub,
  inject: async (machine) => {
    const text = machine.read(menu).toString();
    machine.write(menu, text.slice(0, text.lastIndexOf("menuentry '") + 40), 0o444);
  },
  oracle: menuIsSound,
  allowedChanges: ['/boot/grub/**'],
  undo: 'exact',
  exactPaths: () => [menu],
};

/**
 * A machine that starts with GRUB. The real grub-mkconfig and its scripts write the menu; grub-probe, which cannot look behind a
 * container's root, is a stand-in with the answers of a plain ext4 disk.
 */
async function setUpGrub(machine: Machine): Promise<void> {
  const answers = {
    device: '/dev/sda1',
    fs: 'ext2',
    fs_uuid: '0b2a1c3d-1111-4222-8333-444455556666',
    partmap: 'msdos',
    abstraction: '',
    drive: '(hd0,msdos1)',
  };
  const cases = Object.entries(answers).map(([name, answer]) => `*--target=${name}" "*|*"-t ${name} "*) echo '${answer}';;`);
  const script = ['#!/bin/sh', 'case " $* " in', ...cases, "*) echo 'hd0,msdos1';;", 'esac'];
  machine.write('/usr/sbin/grub-probe', `${script.join('\n')}\n`, 0o755);
  machine.write('/etc/default/grub', 'GRUB_DEFAULT=0\nGRUB_TIMEOUT=5\nGRUB_DISABLE_OS_PROBER=true\nGRUB_TERMINAL=console\n');
  machine.write('/boot/grub/i386-pc/normal.mod', '');
  machine.write('/boot/vmlinuz-6.1.0-17-amd64', 'no real kernel\n');
  machine.write('/boot/initrd.img-6.1.0-17-amd64', Buffer.from('1f8b08000000', 'hex'));
  machine.write('/boot/config-6.1.0-17-amd64', 'CONFIG_RD_GZIP=y\n');
  await machine.must(['grub-mkconfig', '-o', menu]);
}

async function menuIsSound(machine: Machine): Promise<Verdict> {
  const check = await machine.run(['grub-script-check', menu]);
  const text = machine.read(menu).toString();
  const starts = /^\s*linux\s+\S*\/vmlinuz-6\.1\.0-17-amd64 /m.test(text);
  return verdict([
    [check.code === 0, `grub-script-check ${check.code}`],
    [starts, starts ? 'starts the kernel' : 'starts nothing'],
  ]);
}
