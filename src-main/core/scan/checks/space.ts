import { formatBytes } from '../../bytes.js';
import type { FileSystem } from '../../facts/file-systems.js';
import { defineCheck } from './define.js';

const warnPercent = 90;
const fullPercent = 95;
const leastFreeBytes = 5_000_000_000;

/** Thresholds: 90 and 95 percent; on the system's own volume also less than 5 GB, if it is larger than 20 GB. */
export const spaceFull = defineCheck({
  id: 'space-full',
  why: 'On a full disk updates fail, programs lose data and the system may not start any more.',
  reads: ['file-systems'],
  helps: ['any-user-cache-clean', 'any-journal-vacuum', 'deb-apt-cache-clean'],
  look({ 'file-systems': systems }) {
    if (!systems.known) return null;
    const full = systems.value.filter((entry) => !entry.readOnly && usedPercent(entry) >= warnPercent && isReallyShort(entry));
    const [worst] = full.toSorted((a, b) => usedPercent(b) - usedPercent(a));
    if (!worst) return null;
    const title = full
      .map((entry) => `${entry.mount} is ${Math.floor(usedPercent(entry))} % full, ${formatBytes(entry.freeBytes)} are free`)
      .join('; ');
    return {
      severity: usedPercent(worst) >= fullPercent ? 'critical' : 'warning',
      title: `${title}.`,
      evidence: systems.evidence.filter((line) => full.some((entry) => entry.mount === line.source)),
    };
  },
});

/** A volume can be full with room left: each file needs an inode. */
export const inodesFull = defineCheck({
  id: 'inodes-full',
  why: 'No more files can be made there, although there is room: the volume has run out of entries for files. Programs say "no space left".',
  reads: ['file-systems'],
  helps: ['any-user-cache-clean'],
  look({ 'file-systems': systems }) {
    const full = systems.known ? systems.value.filter((entry) => (entry.inodesUsedPercent ?? 0) >= warnPercent) : [];
    if (!systems.known || full.length === 0) return null;
    const worst = Math.max(...full.map((entry) => entry.inodesUsedPercent ?? 0));
    return {
      severity: worst >= fullPercent ? 'critical' : 'warning',
      title: full.map((entry) => `${entry.mount} has used ${entry.inodesUsedPercent} % of its file entries`).join('; '),
      evidence: systems.evidence.filter((line) => full.some((entry) => entry.mount === line.source)),
    };
  },
});

function usedPercent({ totalBytes, freeBytes }: FileSystem): number {
  return 100 - (100 * freeBytes) / totalBytes;
}

/** 10 % of a 10 TB disk is plenty. */
function isReallyShort(entry: FileSystem): boolean {
  return usedPercent(entry) >= fullPercent || entry.freeBytes < Math.max(leastFreeBytes, entry.totalBytes / 50);
}
