import type { Evidence } from '../../../../src-shared/contract/words.js';

export type KernelTrouble = {
  readonly kind: 'medium-error' | 'io-error' | 'ext4-error' | 'read-only' | 'unclean' | 'out-of-memory' | 'hardware-error' | 'thermal';
  /** Device or program that it is about; '' if the message names none. */
  readonly what: string;
  readonly line: string;
};

type Pattern = { readonly kind: KernelTrouble['kind']; readonly pattern: RegExp };

/**
 * Messages of the kernel that mean trouble, old and new forms. The text is never translated; dates before it may be.
 * Sources: transcripts journal-ata-io-errors, dmesg-ext4-*, kern-oom-killed; from 5.18 on I/O errors lack "blk_update_request".
 */
const patterns: readonly Pattern[] = [
  {
    kind: 'medium-error',
    pattern: /(?:critical medium error, dev (\w+)|\[(\w+)\].*Sense Key : Medium Error|(\w+).*Unrecovered read error)/,
  },
  {
    kind: 'io-error',
    pattern:
      /(?:I\/O error, dev (\w+)|Buffer I\/O error on dev(?:ice)? (\S+?),|nvme (nvme\d+): (?:controller is down|Removing after probe failure|Device not ready; aborting)|DID_BAD_TARGET|ata\d+(?:\.\d+)?: (?:failed command|exception Emask))/,
  },
  {
    kind: 'read-only',
    pattern: /(?:EXT4-fs \((\w+)\): |XFS \((\w+)\): |BTRFS.*\(device (\w+).*)?.*(?:Remounting filesystem read-only|forced readonly)/,
  },
  {
    kind: 'ext4-error',
    pattern:
      /(?:EXT4-fs error \(device (\w+)\)|Aborting journal on device (\w+)|EXT4-fs \((\w+)\): (?:previous I\/O error|warning: mounting fs with errors))/,
  },
  { kind: 'unclean', pattern: /FAT-fs \((\w+)\): Volume was not properly unmounted/ },
  {
    kind: 'out-of-memory',
    pattern: /(?:Out of memory: Kill(?:ed)? process \d+ \((.+)\)(?:,| score| total-vm|$)|oom-kill:constraint=.*task=([^,]+))/,
  },
  { kind: 'hardware-error', pattern: /(?:\[Hardware Error\]|mce: .*(?:Machine Check|hardware error)|EDAC .*: \d+ UE)/i },
  { kind: 'thermal', pattern: /(?:temperature above threshold, cpu clock throttled|critical temperature reached)/i },
];

/** Pure: the troubles in lines of the kernel log. */
export function readKernelLog(lines: readonly string[]): KernelTrouble[] {
  return lines.flatMap((line) => {
    for (const { kind, pattern } of patterns) {
      const match = pattern.exec(line);
      if (match) return [{ kind, what: match.slice(1).find((group) => group !== undefined) ?? '', line: line.trim() }];
    }
    return [];
  });
}

const meanings: Readonly<Record<KernelTrouble['kind'], string>> = {
  'medium-error': 'the disk could not read a sector',
  'io-error': 'reading or writing the disk failed',
  'ext4-error': 'the file system is damaged or its journal was given up',
  'read-only': 'the kernel made the file system read-only to protect it',
  unclean: 'it was pulled out or switched off while in use: check it',
  'out-of-memory': 'a program was ended because there was no memory',
  'hardware-error': 'the processor or memory reports a fault',
  thermal: 'the processor was slowed down because it was too hot',
};

export function kernelEvidence(source: string, troubles: readonly KernelTrouble[]): Evidence[] {
  return troubles.map(({ kind, line }) => ({ source, line, meaning: meanings[kind] }));
}
