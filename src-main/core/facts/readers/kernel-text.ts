import { stopIfLate } from '../../time-limit.js';
import { readKernelLog, troubleIn, type KernelPattern, type KernelTrouble } from './kernel-log.js';

/**
 * Forms that `readKernelLog` does not name: SCSI sense keys as numbers (0x3 = medium error, SPC-4; printed so by kernels without
 * SCSI constants), ext4's and jbd2's own words for failed writes, damage that XFS and Btrfs find.
 * Sources: transcripts journal-ata-io-errors, dmesg-ext4-*; fs/xfs and fs/btrfs message texts of the kernel.
 */
const extras: readonly KernelPattern[] = [
  { kind: 'medium-error', all: [/Sense Key : 0x3\b/, /\[(\w+)\]/] },
  { kind: 'io-error', all: [/I\/O error/, /EXT4-fs (?:warning )?\((?:device )?(\w+)\)/] },
  { kind: 'io-error', all: [/JBD2: Error -5 detected when updating journal superblock for (\w+)/] },
  { kind: 'ext4-error', all: [/XFS \((\w+)\): (?:Metadata (?:CRC error|corruption) detected|Corruption )/] },
  { kind: 'ext4-error', all: [/corrupt|checksum|parent transid/, /BTRFS (?:error|critical) \(device (\w+)/] },
];

/** One of these is in every message that any pattern knows; most lines of a log have none. */
const hint =
  /I\/O error|medium error|Sense Key|Unrecovered read|DID_BAD|failed command|exception Emask|Remounting filesystem|forced readonly|EXT4-fs error|Aborting journal|Out of memory|oom-kill|Hardware Error|mce: |EDAC |throttled|critical temperature|Error -5|XFS \(|BTRFS (?:error|critical)|controller is down|probe failure|Device not ready|mounting fs with errors|not properly unmounted/i;

/** More of them tell no more; a failing disk writes thousands. */
const most = 2000;

/** Kernel messages of `dmesg`, `journalctl` (also -o json, one object a line) or a log file: the first troubles they name. */
export function readKernelText(text: string): KernelTrouble[] {
  const troubles: KernelTrouble[] = [];
  for (const raw of text.split('\n')) {
    if (troubles.length >= most) break;
    stopIfLate();
    if (hint.test(raw)) troubles.push(...troublesIn(messageOf(raw)));
  }
  return troubles;
}

function troublesIn(line: string): KernelTrouble[] {
  const found = readKernelLog([line]);
  if (found.length > 0) return found.map((trouble) => ({ ...trouble, what: trouble.what || deviceIn(line) }));
  const extra = troubleIn(line, extras);
  return extra === null ? [] : [extra];
}

/** Sectors that a message says could not be read or written. */
export function sectorsIn(troubles: readonly KernelTrouble[]): string[] {
  return [...new Set(troubles.flatMap(({ line }) => /\bsector (\d+)/.exec(line)?.[1] ?? []))];
}

/** The device of a file system's message, where the pattern left it out: "EXT4-fs (sda1): Remounting filesystem read-only". */
function deviceIn(line: string): string {
  return /(?:EXT4-fs|XFS|BTRFS)[^(]{0,40}\((?:device )?(\w+)\)/.exec(line)?.[1] ?? '';
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
