import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Evidence } from '../../../src-shared/contract/words.js';
import { readMounts, type Mounted } from './mount-table.js';
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
    const mounts = btrfsMounts(await readMounts(target));
    const value: BtrfsErrors[] = [];
    const evidence: Evidence[] = [];
    for (const { at: mount, readOnly } of mounts) {
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

/** Pure: one place of each btrfs volume: subvolumes are mounts of the same device. */
export function btrfsMounts(mounts: readonly Mounted[]): Mounted[] {
  const btrfs = mounts.filter(({ type }) => type === 'btrfs');
  return btrfs.filter(({ source }, index) => btrfs.findIndex((other) => other.source === source) === index);
}
