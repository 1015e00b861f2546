import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { formatBytes } from '../bytes.js';
import { readDf, type DfRow } from './readers/df.js';
import { readMounts, type Mounted } from './mount-table.js';
import { defineFact } from './types.js';

export type FileSystem = {
  readonly source: string;
  readonly mount: string;
  readonly type: string;
  readonly readOnly: boolean;
  readonly totalBytes: number;
  readonly freeBytes: number;
  /** 0 to 100; null where the file system has no fixed number of inodes. */
  readonly inodesUsedPercent: number | null;
};

/** Kinds that hold no data of their own, or that are full by nature. */
const ignored =
  /^(proc|sysfs|devtmpfs|devpts|tmpfs|cgroup2?|squashfs|overlay-ro|iso9660|nsfs|bpf|tracefs|debugfs|securityfs|pstore|efivarfs|mqueue|hugetlbfs|configfs|fusectl|autofs|binfmt_misc|ramfs|erofs|fuse\..*)$/;

/** Space and inodes of every mounted file system that holds data. */
export const fileSystems = defineFact<FileSystem[]>({
  id: 'file-systems',
  title: 'Room on the disks',
  cost: 'quick',
  needs: [],
  timeoutMs: 15_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<FileSystem[]>> {
    const mounts = new Map((await readMounts(target)).map((mount) => [mount.at, mount]));
    const [space, inodes] = await Promise.all([
      target.exec.run({ argv: ['df', '-P', '-B1'], timeoutMs: 12_000, signal }).then(readDf),
      target.exec.run({ argv: ['df', '-P', '-i'], timeoutMs: 12_000, signal }).then(readDf),
    ]);
    if (!space.known) return space;
    const inodeRows = new Map((inodes.known ? inodes.value : []).map((row) => [row.mount, row]));
    const value = space.value.flatMap((row) => describe(row, mounts.get(row.mount), inodeRows.get(row.mount)));
    const evidence = value.map((entry) => ({
      source: entry.mount,
      line: `${formatBytes(entry.freeBytes)} free of ${formatBytes(entry.totalBytes)}`,
      meaning: `${entry.type}${entry.readOnly ? ', read-only' : ''}${entry.inodesUsedPercent === null ? '' : `, ${entry.inodesUsedPercent} % of inodes used`}`,
    }));
    return { known: true, value, evidence };
  },
});

function describe(row: DfRow, mount: Mounted | undefined, inodes: DfRow | undefined): FileSystem[] {
  if (!mount || ignored.test(mount.type) || row.total === 0) return [];
  const inodesUsedPercent = inodes && inodes.total > 0 ? Math.round((100 * inodes.used) / inodes.total) : null;
  return [
    {
      source: row.source,
      mount: row.mount,
      type: mount.type,
      readOnly: mount.readOnly,
      totalBytes: row.total,
      freeBytes: row.free,
      inodesUsedPercent,
    },
  ];
}
