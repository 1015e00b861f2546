import { type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const versions = ['6.1.0-17-amd64', '6.1.0-18-amd64', '6.1.0-21-amd64'];
const [fine = '', missing = '', damaged = ''] = versions;

export const initramfsMissing: LabCase = {
  id: 'any-initramfs-missing',
  routines: ['any-initramfs-missing'],
  title: 'two kernels without a usable start image: one has none, one has zeros; a third is sound',
  machine: { sizeMb: 1200 },
  settle: addKernels,
  inject: async (machine) => {
    await machine.must(['rm', `/boot/initrd.img-${missing}`]);
    await machine.must(['truncate', '-s', '4096', `/boot/initrd.img-${damaged}`]);
    machine.write(`/boot/initrd.img-${damaged}`, new Uint8Array(4096));
  },
  oracle: imagesCanBeListed,
  allowedChanges: ['/boot/initrd.img-*', '/var/lib/initramfs-tools/**', '/var/lib/initramfs-tools'],
  undo: 'exact',
  exactPaths: () => versions.map((version) => `/boot/initrd.img-${version}`),
};

/** Kernels without a kernel: initramfs-tools asks for no more than a folder of modules and the kernel's configuration. */
async function addKernels(machine: Machine): Promise<void> {
  for (const version of versions) {
    machine.write(`/boot/vmlinuz-${version}`, 'no real kernel\n');
    machine.write(`/boot/config-${version}`, 'CONFIG_RD_GZIP=y\nCONFIG_RD_ZSTD=y\n');
    for (const name of ['modules.order', 'modules.builtin']) machine.write(`/usr/lib/modules/${version}/${name}`, '');
  }
  // Their images do not differ, and one takes as long as the rest of a case.
  await machine.must(['update-initramfs', '-c', '-k', fine]);
  for (const version of [missing, damaged]) {
    await machine.must(['cp', '-a', `/boot/initrd.img-${fine}`, `/boot/initrd.img-${version}`]);
    await machine.must(['depmod', version]);
  }
  // The leftover of a removed kernel, which needs no image.
  machine.write('/boot/vmlinuz-5.10.0-8-amd64', 'no real kernel\n');
}

async function imagesCanBeListed(machine: Machine): Promise<Verdict> {
  const answers = await Promise.all(
    versions.map(async (version) => {
      const list = await machine.run(['lsinitramfs', `/boot/initrd.img-${version}`]);
      return list.code === 0 && /^init$/m.test(list.stdout);
    }),
  );
  return verdict(answers.map((good, index) => [good, `${index === 0 ? fine : versions[index]} ${good ? 'starts' : 'does not start'}`]));
}
