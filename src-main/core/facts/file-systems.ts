import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { formatBytes } from '../bytes.js';
import { readDf, type DfRow } from './readers/df.js';
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
    const mounts = parseMounts(new TextDecoder().decode(await target.files.read({ text: '/proc/self/mountinfo' }, 4_000_000)));
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

type Mount = { readonly type: string; readonly readOnly: boolean };

/** mountinfo: ID PARENT MAJ:MIN ROOT MOUNT OPTIONS [tags] - TYPE SOURCE SUPEROPTIONS; spaces are written \040. */
function parseMounts(text: string): Map<string, Mount> {
  return new Map(
    text.split('\n').flatMap((line) => {
      const fields = line.split(' ');
      const dash = fields.indexOf('-');
      const [mount, type, superOptions] = [fields[4], fields[dash + 1], fields[dash + 3]];
      if (mount === undefined || type === undefined) return [];
      const readOnly = [fields[5], superOptions].some((options) => options?.split(',').includes('ro') === true);
      return [[mount.replaceAll('\\040', ' '), { type, readOnly }]];
    }),
  );
}

function describe(row: DfRow, mount: Mount | undefined, inodes: DfRow | undefined): FileSystem[] {
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
