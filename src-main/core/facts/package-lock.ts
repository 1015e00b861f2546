import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { AppError, toAppError } from '../../../src-shared/errors.js';
import { perLine } from '../foreign-lines.js';
import type { FileStat, Target } from '../ports.js';
import { mountOf } from './mount-table.js';
import { stdoutText } from './raw.js';
import { defineFact } from './types.js';

export type PackageLock = { readonly holder: { readonly pid: number; readonly name: string; readonly file: string } | null };

/**
 * proc_locks(5): `1: POSIX ADVISORY WRITE 4242 08:01:131074 0 EOF`. Lines with `->` only wait. A lock of an open file
 * description (OFDLCK) has the number -1 in the place of a process.
 */
const entryForm = /^\d+:\s+(?:POSIX|FLOCK|OFDLCK)\s+\S+\s+\S+\s+(-?\d+)\s+([0-9a-f]+):([0-9a-f]+):(\d+)\s/;

/** A lock in that list. `device`: MAJOR:MINOR of the file system, in decimal. */
type Entry = { readonly line: string; readonly pid: number; readonly device: string; readonly inode: number };

const lockFiles = ['/var/lib/dpkg/lock-frontend', '/var/lib/dpkg/lock', '/var/lib/apt/lists/lock', '/var/cache/apt/archives/lock'];

/** Who holds a lock of the package system. A lock file that merely exists is normal: only a lock in /proc/locks counts. */
export const packageLock = defineFact<PackageLock>({
  id: 'package-lock',
  title: 'Package lock',
  cost: 'default',
  needs: [],
  timeoutMs: 10_000,
  runningOnly: true,
  async read({ target, signal }): Promise<ReadingOf<PackageLock>> {
    const locks = new TextDecoder().decode(await target.files.read({ text: '/proc/locks' }, 4_000_000));
    const entries = perLine(locks, (line) => {
      const [, pid, major = '', minor = '', inode] = entryForm.exec(line) ?? [];
      const device = `${Number.parseInt(major, 16)}:${Number.parseInt(minor, 16)}`;
      return pid === undefined || inode === undefined ? [] : [{ line, pid: Number(pid), device, inode: Number(inode) }];
    });
    for (const file of lockFiles) {
      const stat = await target.files.stat({ text: file });
      const entry = stat === null ? null : await entryOf(target, file, stat, entries, signal);
      if (entry === null) continue;
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

/**
 * The lock on a file. Files on other devices may have the same number, and their owners may lock them as they like. The list has the
 * device of the whole file system; where stat has another, the file lies in a part of it that numbers its files for itself (a subvolume
 * of btrfs), and whose file it is only its holder's open files tell.
 */
async function entryOf(
  target: Target,
  file: string,
  stat: FileStat,
  entries: readonly Entry[],
  signal: AbortSignal,
): Promise<Entry | null> {
  const numbered = entries.filter(({ inode }) => inode === stat.inode);
  if (numbered.length === 0) return null;
  const device = (await mountOf(target, file))?.device;
  for (const entry of numbered)
    if (entry.device === device && (device === deviceName(stat.device) || (await hasOpen(target, entry.pid, stat, signal)))) return entry;
  return null;
}

/** MAJOR:MINOR of a device number. Source: makedev(3). */
function deviceName(device: number): string {
  const number = BigInt(device);
  const major = ((number >> 8n) & 0xfffn) | ((number >> 32n) & ~0xfffn);
  const minor = (number & 0xffn) | ((number >> 12n) & 0xffffff00n);
  return `${major}:${minor}`;
}

/** Whether a process has that very file open; also where this user may not see it. */
async function hasOpen(target: Target, pid: number, { device, inode }: FileStat, signal: AbortSignal): Promise<boolean> {
  const open = await target.files.list({ text: `/proc/${pid}/fd` }).catch((thrown: unknown) => toAppError(thrown));
  if (open instanceof AppError) return open.code === 'not-permitted';
  if (open.length === 0) return false;
  const argv = ['stat', '--dereference', '--format=%d %i', ...open.map(({ text }) => text)];
  const raw = await target.exec.run({ argv, timeoutMs: 5_000, signal });
  return stdoutText(raw).split('\n').includes(`${device} ${inode}`);
}
