import { formatBytes } from '../../bytes.js';
import { healthy, needed, unknown } from '../diagnosis.js';
import { defineRoutine } from '../define.js';
import { packagesBusy } from './package-busy.js';
import { always, command } from '../steps.js';

/**
 * Nothing irreplaceable: packages of kernels that do not run and are not the newest; their source has them, and no file of a person belongs to them.
 */
export const debOldKernels = defineRoutine({
  id: 'deb-old-kernels',
  os: ['linux'],
  title: 'Remove old kernels from the full boot partition',
  explains:
    'The partition that the machine starts from is nearly full of old kernels, and the next update of the system would fail half-way. Old kernels are removed; the one that runs and the two newest stay.',
  scope: 'machine',
  risk: 'medium',
  needsRestart: false,
  after: ['deb-dpkg-interrupted'],
  touches: ['packages', 'boot'],
  symptoms: ['no-updates', 'disk-full', 'wont-boot'],
  frees: true,
  target: 'running',
  confirmed: 'lab',
  source: 'dpkg(1): --purge refuses what others need; kernel package names of Debian and Ubuntu',
  params: {},
  reads: ['kernel-packages', 'file-systems', 'package-lock'],
  diagnose(facts) {
    const kernels = facts['kernel-packages'];
    const systems = facts['file-systems'];
    if (!kernels.known) return unknown(kernels);
    if (!systems.known) return unknown(systems);
    const boot = systems.value.find(({ mount }) => mount === '/boot');
    if (!boot) return { ...healthy('Kernels share a large volume with the rest of the system.'), outcome: 'not-applicable' };
    const room = { source: '/boot', line: `${formatBytes(boot.freeBytes)} free of ${formatBytes(boot.totalBytes)}`, meaning: '' };
    const evidence = [{ ...room, meaning: 'room for kernels' }, ...kernels.evidence];
    if (boot.freeBytes > boot.totalBytes / 10) return healthy('The boot partition has room.', evidence);
    const working = packagesBusy(facts['package-lock']);
    if (working) return working;
    if (kernels.value.old.length === 0)
      return { ...healthy('The boot partition is nearly full, but no kernel on it is old.', evidence), outcome: 'unknown' };
    const items = kernels.value.old.map((name) => ({
      id: name,
      title: name,
      outcome: 'needed' as const,
      evidence: kernels.evidence.filter(({ line }) => line === name),
    }));
    return needed('warning', `The boot partition is nearly full, and ${items.length} old kernels are on it.`, evidence, items);
  },
  plan({ facts, items }) {
    const kernels = facts['kernel-packages'];
    const names = kernels.known ? kernels.value.old.filter((name) => items.includes(name)) : [];
    if (names.length === 0) return [];
    return always([
      command({
        title: `Remove ${names.length} old kernels`,
        // dpkg takes exactly these and refuses if anything installed needs them.
        argv: ['dpkg', '--purge', '--', ...names],
        undo: { kind: 'none', why: 'A kernel is not kept; it can be installed again by its name as long as its source has it.' },
        reader: 'dpkg',
        replay: 'idempotent',
        interruptible: false,
        timeoutMs: 1_800_000,
        onFailure: 'keep',
      }),
    ]);
  },
});
