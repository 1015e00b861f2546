import { readKernelLog, type KernelTrouble } from './kernel-log.js';

type Extra = { readonly kind: KernelTrouble['kind']; readonly pattern: RegExp };

/**
 * Forms that `readKernelLog` does not name: SCSI sense keys as numbers (0x3 = medium error, SPC-4; printed so by kernels without
 * SCSI constants), ext4's and jbd2's own words for failed writes, damage that XFS and Btrfs find.
 * Sources: transcripts journal-ata-io-errors, dmesg-ext4-*; fs/xfs and fs/btrfs message texts of the kernel.
 */
const extras: readonly Extra[] = [
  { kind: 'medium-error', pattern: /\[(\w+)\].*Sense Key : 0x3\b/ },
  { kind: 'io-error', pattern: /EXT4-fs (?:warning )?\((?:device )?(\w+)\).*I\/O error/ },
  { kind: 'io-error', pattern: /JBD2: Error -5 detected when updating journal superblock for (\w+)/ },
  { kind: 'ext4-error', pattern: /XFS \((\w+)\): (?:Metadata (?:CRC error|corruption) detected|Corruption )/ },
  { kind: 'ext4-error', pattern: /BTRFS (?:error|critical) \(device (\w+).*(?:corrupt|checksum|parent transid)/ },
];

/** One of these words is in every message that any pattern knows; most lines of a log have none, and the patterns are slow. */
const hint =
  /error|Sense Key|out of memory|oom-kill|read-only|readonly|DID_BAD|failed command|Emask|Aborting journal|throttled|critical|EDAC|mce:|corrupt|transid/i;

/** Kernel messages of `dmesg`, `journalctl` (also -o json, one object a line) or a log file: the troubles they name. */
export function readKernelText(text: string): KernelTrouble[] {
  return text.split('\n').flatMap((raw) => {
    if (!hint.test(raw)) return [];
    const line = messageOf(raw);
    const found = readKernelLog([line]);
    if (found.length > 0) return found;
    for (const { kind, pattern } of extras) {
      const match = pattern.exec(line);
      if (match) return [{ kind, what: match[1] ?? '', line: line.trim() }];
    }
    return [];
  });
}

/** Sectors that a message says could not be read or written. */
export function sectorsIn(troubles: readonly KernelTrouble[]): string[] {
  return [...new Set(troubles.flatMap(({ line }) => /\bsector (\d+)/.exec(line)?.[1] ?? []))];
}

function messageOf(line: string): string {
  if (!line.startsWith('{')) return line;
  try {
    const { MESSAGE } = JSON.parse(line) as { MESSAGE?: unknown };
    return typeof MESSAGE === 'string' ? MESSAGE : line;
  } catch {
    return line;
  }
}
