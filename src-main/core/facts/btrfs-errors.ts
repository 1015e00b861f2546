import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Evidence } from '../../../src-shared/contract/words.js';
import { readBtrfsProfiles, readBtrfsStats, type BtrfsCopies, type BtrfsCount } from './readers/btrfs-stats.js';
import { defineFact } from './types.js';

export type BtrfsErrors = {
  /** Where it is mounted: one place of several. */
  readonly mount: string;
  readonly readOnly: boolean;
  /** Only what is not 0. */
  readonly errors: readonly BtrfsCount[];
  readonly copies: BtrfsCopies;
};

/** Errors that the kernel has counted on btrfs volumes in use. Of an unmounted one `btrfs-check` tells. */
export const btrfsErrors = defineFact<BtrfsErrors[]>({
  id: 'btrfs-errors',
  title: 'Errors of btrfs volumes',
  cost: 'default',
  needs: ['elevation'],
  timeoutMs: 60_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<BtrfsErrors[]>> {
    const mounts = btrfsMounts(new TextDecoder().decode(await target.files.read({ text: '/proc/self/mountinfo' }, 4_000_000)));
    const value: BtrfsErrors[] = [];
    const evidence: Evidence[] = [];
    for (const { mount, readOnly } of mounts) {
      const stats = readBtrfsStats(await target.exec.run({ argv: ['btrfs', 'device', 'stats', mount], timeoutMs: 15_000, signal }));
      if (!stats.known) return stats;
      const profiles = readBtrfsProfiles(await target.exec.run({ argv: ['btrfs', 'filesystem', 'df', mount], timeoutMs: 15_000, signal }));
      if (!profiles.known) return profiles;
      value.push({ mount, readOnly, errors: stats.value.filter(({ count }) => count > 0), copies: profiles.value });
      evidence.push(...stats.evidence, ...profiles.evidence);
    }
    return { known: true, value, evidence };
  },
});

/** Pure: each btrfs volume of a mountinfo once: subvolumes are mounts of the same device. */
export function btrfsMounts(mountinfo: string): { readonly mount: string; readonly readOnly: boolean }[] {
  const volumes = new Map<string, { mount: string; readOnly: boolean }>();
  for (const line of mountinfo.split('\n')) {
    const fields = line.split(' ');
    const dash = fields.indexOf('-', 6);
    const [mount, source] = [fields[4], fields[dash + 2]];
    if (dash < 0 || fields[dash + 1] !== 'btrfs' || mount === undefined || source === undefined) continue;
    const readOnly = fields[dash + 3]?.split(',').includes('ro') === true;
    const path = mount.replaceAll(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
    if (!volumes.has(source)) volumes.set(source, { mount: path, readOnly });
  }
  return [...volumes.values()];
}
