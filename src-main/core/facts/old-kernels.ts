import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { stdoutText, unread, unusable } from './raw.js';
import { defineFact } from './types.js';

export type KernelPackages = {
  /** Packages of kernels that are neither the running one nor one of the two newest beside it, oldest first. */
  readonly old: readonly string[];
  readonly kept: readonly string[];
};

/** Installed packages of kernels, and which of them are not needed to start the machine, now or if the newest fails. */
export const kernelPackages = defineFact<KernelPackages>({
  id: 'kernel-packages',
  title: 'Installed kernels',
  cost: 'default',
  needs: [],
  timeoutMs: 20_000,
  runningOnly: true,
  async read({ target, signal, ask }): Promise<ReadingOf<KernelPackages>> {
    const argv = ['dpkg-query', '-W', '-f=${db:Status-Abbrev}\\t${Package}\\n', 'linux-image-[0-9]*'];
    const raw = await target.exec.run({ argv, timeoutMs: 15_000, signal });
    const bad = unusable(raw);
    if (bad) return bad;
    // 1: no package has such a name.
    if (raw.code !== 0) return unread('not-applicable', 'No package of this system brings a kernel.', '');
    const running = stdoutText(await ask(['uname', '-r'], 5_000)).trim();
    const names = [...stdoutText(raw).matchAll(/^ii \t(linux-image-(\d\S*))$/gm)].map(([, name = '']) => name);
    const others = names.filter((name) => name !== `linux-image-${running}`);
    const newest = others.toSorted((a, b) => byVersion(b, a)).slice(0, 2);
    const kept = names.filter((name) => newest.includes(name) || name === `linux-image-${running}` || running === '');
    const old = names.filter((name) => !kept.includes(name)).toSorted(byVersion);
    const evidence = [
      ...kept.map((name) => ({
        source: 'dpkg',
        line: name,
        meaning: name.endsWith(running) ? 'runs now: stays' : 'one of the two newest: stays',
      })),
      ...old.map((name) => ({ source: 'dpkg', line: name, meaning: 'neither runs nor is one of the two newest' })),
    ];
    return { known: true, value: { old, kept }, evidence };
  },
});

/** Numbers by value, as kernels count: 6.1.0-9 before 6.1.0-10. */
function byVersion(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
