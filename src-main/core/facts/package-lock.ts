import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { perLine } from '../foreign-lines.js';
import { defineFact } from './types.js';

export type PackageLock = { readonly holder: { readonly pid: number; readonly name: string; readonly file: string } | null };

/**
 * proc_locks(5): `1: POSIX ADVISORY WRITE 4242 08:01:131074 0 EOF`. Lines with `->` only wait. A lock of an open file
 * description (OFDLCK) has the number -1 in the place of a process.
 */
const entryForm = /^\d+:\s+(?:POSIX|FLOCK|OFDLCK)\s+\S+\s+\S+\s+(-?\d+)\s+[0-9a-f]+:[0-9a-f]+:(\d+)\s/;

const lockFiles = ['/var/lib/dpkg/lock-frontend', '/var/lib/dpkg/lock', '/var/lib/apt/lists/lock', '/var/cache/apt/archives/lock'];

/** Who holds a lock of the package system. A lock file that merely exists is normal: only a lock in /proc/locks counts. */
export const packageLock = defineFact<PackageLock>({
  id: 'package-lock',
  title: 'Package lock',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  runningOnly: true,
  async read({ target }): Promise<ReadingOf<PackageLock>> {
    const locks = new TextDecoder().decode(await target.files.read({ text: '/proc/locks' }, 4_000_000));
    const entries = perLine(locks, (line) => {
      const [, pid, inode] = entryForm.exec(line) ?? [];
      return pid === undefined || inode === undefined ? [] : [{ line, pid: Number(pid), inode: Number(inode) }];
    });
    for (const file of lockFiles) {
      const stat = await target.files.stat({ text: file });
      const entry = stat === null ? undefined : entries.find(({ inode }) => inode === stat.inode);
      if (entry === undefined) continue;
      const { line, pid } = entry;
      const name = await target.files.read({ text: `/proc/${pid}/comm` }, 4096).then(
        (bytes) => new TextDecoder().decode(bytes).trim(),
        () => 'a program',
      );
      return {
        known: true,
        value: { holder: { pid, name, file } },
        evidence: [{ source: '/proc/locks', line: line.trim(), meaning: `${name} (process ${pid}) holds ${file}` }],
      };
    }
    return { known: true, value: { holder: null }, evidence: [] };
  },
});
