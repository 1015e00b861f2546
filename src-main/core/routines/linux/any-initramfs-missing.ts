import type { StepBody } from '../../../../src-shared/contract/step.js';
import type { Kernel } from '../../facts/kernels.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { packagesBusy } from './package-busy.js';
import { always, command } from '../steps.js';
import { quarantine } from '../switch-off.js';

export const anyInitramfsMissing = defineRoutine({
  id: 'any-initramfs-missing',
  os: ['linux'],
  title: 'Build the missing start image of a kernel',
  explains:
    'A kernel needs a small image beside it to find its disk at the start. It is missing or damaged, for instance because the boot partition was full during an update, so the machine does not start with this kernel. The image is built anew; a damaged one is kept.',
  scope: 'machine',
  risk: 'medium',
  needsRestart: false,
  after: ['deb-dpkg-interrupted', 'deb-old-kernels'],
  touches: ['boot'],
  symptoms: ['wont-boot'],
  target: 'any',
  confirmed: 'lab',
  source: 'update-initramfs(8), initramfs-tools 0.142 on Debian 12; kernel: lib/decompress.c',
  params: {},
  reads: ['kernels', 'package-lock'],
  diagnose(facts) {
    const kernels = facts.kernels;
    if (!kernels.known) return unknown(kernels);
    if (kernels.value.builder === null)
      return { ...healthy('This system does not build its start images with initramfs-tools.'), outcome: 'not-applicable' };
    const bad = kernels.value.kernels.filter(isBad);
    if (bad.length === 0) return healthy('Every kernel has its start image.', kernels.evidence);
    const working = packagesBusy(facts['package-lock']);
    if (working) return working;
    const items = bad.map((kernel) => ({
      id: kernel.version,
      title: `kernel ${kernel.version}: its start image is ${kernel.initrd.state}`,
      outcome: 'needed' as const,
      evidence: kernels.evidence.filter(({ source }) => source === kernel.initrd.path),
    }));
    const evidence = items.flatMap((item) => item.evidence);
    return needed('critical', `The machine may not start: ${items.map((item) => item.title).join('; ')}.`, evidence, items);
  },
  plan({ facts, items }) {
    const kernels = facts.kernels;
    if (!kernels.known) return [];
    const steps = kernels.value.kernels.filter((kernel) => isBad(kernel) && items.includes(kernel.version)).flatMap(build);
    return always(steps);
  },
});

/** A kernel whose modules are gone is the leftover of a removed package: it needs no image. */
function isBad(kernel: Kernel): boolean {
  return kernel.hasModules && kernel.initrd.state !== 'fine';
}

function build({ version, initrd }: Kernel): StepBody[] {
  const make = command({
    item: version,
    title: `Build the start image of kernel ${version}`,
    argv: ['update-initramfs', '-c', '-k', version],
    captures: [{ kind: 'watched', path: { text: initrd.path } }],
    undo: { kind: 'inverse', argv: ['update-initramfs', '-d', '-k', version], exact: true, why: 'The new image is deleted again.' },
    replay: 'idempotent',
    interruptible: false,
    timeoutMs: 1_800_000,
  });
  return initrd.state === 'missing' ? [make] : [quarantine(initrd.path, `Quarantine ${initrd.path}`, version), make];
}
