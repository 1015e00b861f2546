import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What a virtual machine is made of. Nothing of it is written to: QEMU keeps what the machine writes in a file that it deletes. */
export type VirtualMachine = {
  /** Host paths of block devices or raw images; the first is the one that the BIOS starts. In the machine /dev/vda, /dev/vdb, ... */
  readonly drives: readonly string[];
  readonly memoryMb?: number;
  /** Host paths of a kernel and its initramfs, started without a boot code, and the kernel's command line. */
  readonly kernel?: { readonly image: string; readonly initrd: string; readonly append: string };
};

/** How a start ended: all that came over the serial line, and whether `words` were among it. */
export type Started = { readonly serial: string; readonly said: boolean };

/**
 * Starts a PC with a BIOS, without a network, and returns when it has said `words` on its serial line, switched itself off, or said
 * nothing for `silence` seconds; it is off then. It is emulated: KVM is not everywhere, and where it is nested it may hang as soon as a kernel starts.
 */
export async function startVirtual({ drives, memoryMb = 1024, kernel }: VirtualMachine, words: string, silence: number): Promise<Started> {
  const disks = drives.flatMap((file) => ['-drive', `file=${file},format=raw,if=virtio,snapshot=on`]);
  const pc = ['-machine', 'pc,accel=tcg,graphics=off', '-cpu', 'Nehalem', '-m', String(memoryMb), '-smp', '2'];
  const direct = kernel ? ['-kernel', kernel.image, '-initrd', kernel.initrd, '-append', kernel.append] : [];
  const ends = ['-nodefaults', '-nic', 'none', '-display', 'none', '-serial', 'stdio', '-no-reboot'];
  // timeout(1) ends it even if this process is killed.
  const argv = ['--kill-after=5', '3600', 'qemu-system-x86_64', ...pc, ...ends, ...direct, ...disks];
  const child = spawn('timeout', argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  let serial = '';
  let errors = '';
  child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()));
  const quiet = setTimeout(() => child.kill(), silence * 1000);
  child.stdout.on('data', (bytes: Buffer) => {
    quiet.refresh();
    serial += bytes.toString('latin1');
    // The line with the words is read to its end.
    const at = serial.indexOf(words);
    if (at >= 0 && serial.includes('\n', at)) child.kill();
  });
  await once(child, 'close');
  clearTimeout(quiet);
  if (serial === '') throw new Error(`QEMU did not start: ${errors.slice(0, 400)}`);
  return { serial, said: serial.includes(words) };
}
