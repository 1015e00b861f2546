import type { Machine } from '../machine.ts';

/** Copies the machine's own system to a device, which is unmounted again. */
export async function copySystem(machine: Machine, device: string): Promise<void> {
  const left = ['mnt', 'proc', 'sys', 'dev', 'run', 'var/lib/rescuepc'].map((name) => `--exclude=./${name}`).join(' ');
  const script = `set -e
mkdir -p /mnt/copy; mount ${device} /mnt/copy
tar -C / --one-file-system ${left} -cf - . | tar -C /mnt/copy -xf -
cd /mnt/copy; mkdir -p mnt proc sys dev run; cd /; umount /mnt/copy; rmdir /mnt/copy`;
  await machine.must(['sh', '-c', script]);
}

/** Runs a shell script in the folder where a device is mounted for it, with plain tools. */
export async function onDevice(machine: Machine, device: string, script: string): Promise<{ code: number | null; said: string }> {
  await machine.must(['sh', '-c', `mkdir -p /mnt/look && mount ${device} /mnt/look`]);
  const output = await machine.run(['sh', '-c', `cd /mnt/look && ${script}`]);
  await machine.must(['umount', '/mnt/look']);
  return { code: output.code, said: `${output.stdout}${output.stderr}`.trim() };
}
