import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Target } from '../ports.js';
import { stdoutText, unread } from './raw.js';
import { entriesIn } from './read-text.js';
import { defineFact } from './types.js';

export type Kernel = {
  readonly version: string;
  /** Its modules are installed; a kernel without is a leftover, or needs none. */
  readonly hasModules: boolean;
  readonly initrd: { readonly path: string; readonly state: 'fine' | 'missing' | 'empty' | 'damaged' };
};
export type Kernels = { readonly running: string; readonly kernels: readonly Kernel[]; readonly builder: 'initramfs-tools' | null };

/** First bytes of an initial RAM disk: cpio, or one of the compressions. Source: kernel, usr/Kconfig and lib/decompress.c. */
const beginnings = ['303730373031', '303730373032', '1f8b', '28b52ffd', 'fd377a585a00', '02214c18', '5d0000', '425a68', '894c5a4f'];

/** Kernels in /boot and the initial RAM disks that they start with. */
export const kernels = defineFact<Kernels>({
  id: 'kernels',
  title: 'Kernels',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 30_000,
  async read({ target, signal, ask }): Promise<ReadingOf<Kernels>> {
    const listed = (await entriesIn(target, '/boot')).map((entry) => entry.text);
    const versions = listed.flatMap((path) => /^\/boot\/vmlinuz-(\d\S*)$/.exec(path)?.[1] ?? []).toSorted();
    if (versions.length === 0) return unread('not-applicable', 'There is no kernel in /boot.', '');
    const found: Kernel[] = [];
    for (const version of versions) {
      const path = `/boot/initrd.img-${version}`;
      const hasModules = await hasFolder(target, [`/usr/lib/modules/${version}`, `/lib/modules/${version}`]);
      const state = await initrdState(target, path, signal);
      if (state === null) return unread('failed', `${path} could not be read.`, 'Look at the boot volume.');
      found.push({ version, hasModules, initrd: { path, state } });
    }
    const builder = (await target.files.stat({ text: '/usr/sbin/update-initramfs' })) === null ? null : 'initramfs-tools';
    const running = target.running ? stdoutText(await ask(['uname', '-r'], 5_000)).trim() : '';
    const evidence = found.map((kernel) => ({
      source: kernel.initrd.path,
      line: kernel.initrd.state,
      meaning: meaningOf(kernel),
    }));
    return { known: true, value: { running, kernels: found, builder }, evidence };
  },
});

async function hasFolder(target: Target, paths: readonly string[]): Promise<boolean> {
  for (const text of paths) if ((await target.files.stat({ text }))?.kind === 'dir') return true;
  return false;
}

function meaningOf(kernel: Kernel): string {
  if (kernel.initrd.state === 'fine') return 'looks like an initial RAM disk';
  return kernel.hasModules
    ? `kernel ${kernel.version} cannot start with this`
    : `kernel ${kernel.version} has no modules: it is a leftover`;
}

/** null: it is there and cannot be read. */
async function initrdState(target: Target, path: string, signal: AbortSignal): Promise<Kernel['initrd']['state'] | null> {
  const stat = await target.files.stat({ text: path });
  if (stat === null) return 'missing';
  if (stat.kind === 'file' && stat.size === 0) return 'empty';
  const raw = await target.exec.run({ argv: ['head', '-c', '6', '--', path], timeoutMs: 10_000, signal });
  const head = Buffer.from(raw.stdout).toString('hex');
  if (raw.code !== 0) return null;
  return beginnings.some((beginning) => head.startsWith(beginning)) ? 'fine' : 'damaged';
}
