import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { defineFact } from './types.js';

export type PackageLock = { readonly holder: { readonly pid: number; readonly name: string; readonly file: string } | null };

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
    for (const file of lockFiles) {
      const stat = await target.files.stat({ text: file });
      const line =
        stat === null
          ? undefined
          : locks
              .split('\n')
              .find(
                (entry) => entry.split(/[:\s]+/).includes(String(stat.inode)) && /POSIX|FLOCK|OFDLCK/.test(entry) && !entry.includes('->'),
              );
      const pid = Number(/(?:POSIX|FLOCK|OFDLCK)\s+\S+\s+\S+\s+(-?\d+)/.exec(line ?? '')?.[1] ?? 0);
      if (line === undefined || pid <= 0) continue;
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
