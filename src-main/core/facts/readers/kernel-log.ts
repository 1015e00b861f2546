import type { Evidence } from '../../../../src-shared/contract/words.js';

export type KernelTrouble = {
  readonly kind: 'medium-error' | 'io-error' | 'ext4-error' | 'read-only' | 'unclean' | 'out-of-memory' | 'hardware-error' | 'thermal';
  /** Device or program that it is about; '' if the message names none. */
  readonly what: string;
  readonly line: string;
};

/** All of these are found in the line, in any order; the first group that one of them has names the device or program. */
export type KernelPattern = { readonly kind: KernelTrouble['kind']; readonly all: readonly RegExp[] };

/**
 * Messages of the kernel that mean trouble, old and new forms. The text is never translated; dates before it may be.
 * Sources: transcripts journal-ata-io-errors, dmesg-ext4-*, kern-oom-killed; from 5.18 on I/O errors lack "blk_update_request".
 */
const patterns: readonly KernelPattern[] = [
  { kind: 'medium-error', all: [/critical medium error, dev (\w+)/] },
  { kind: 'medium-error', all: [/Sense Key : Medium Error/, /\[(\w+)\]/] },
  { kind: 'medium-error', all: [/Unrecovered read error/, /(\w+)/] },
  {
    kind: 'io-error',
    all: [
      /(?:I\/O error, dev (\w+)|Buffer I\/O error on dev(?:ice)? (\S+?),|nvme (nvme\d+): (?:controller is down|Removing after probe failure|Device not ready; aborting)|DID_BAD_TARGET|ata\d+(?:\.\d+)?: (?:failed command|exception Emask))/,
    ],
  },
  {
    kind: 'read-only',
    all: [/Remounting filesystem read-only|forced readonly/, /^(?:(?:EXT4-fs|XFS) \((\w+)\): |BTRFS [^(]*\(device (\w+))?/],
  },
  {
    kind: 'ext4-error',
    all: [
      /(?:EXT4-fs error \(device (\w+)\)|Aborting journal on device (\w+)|EXT4-fs \((\w+)\): (?:previous I\/O error|warning: mounting fs with errors))/,
    ],
  },
  { kind: 'unclean', all: [/FAT-fs \((\w+)\): Volume was not properly unmounted/] },
  // The kernel's names of processes have 15 characters at most; a closing parenthesis may be among them.
  { kind: 'out-of-memory', all: [/Out of memory: Kill(?:ed)? process \d+ \((.{1,32})\)(?:,| score| total-vm|$)/] },
  { kind: 'out-of-memory', all: [/oom-kill:constraint=/, /,task=([^,]+)/] },
  { kind: 'hardware-error', all: [/\[Hardware Error\]/i] },
  { kind: 'hardware-error', all: [/mce: /i, /Machine Check|hardware error/i] },
  { kind: 'hardware-error', all: [/EDAC /i, /: \d+ UE/i] },
  { kind: 'thermal', all: [/(?:temperature above threshold, cpu clock throttled|critical temperature reached)/i] },
];

/** Pure: the troubles in lines of the kernel log. */
export function readKernelLog(lines: readonly string[]): KernelTrouble[] {
  return lines.flatMap((line) => troubleIn(line, patterns) ?? []);
}

/** What the first of the patterns that knows a line says about it. */
export function troubleIn(line: string, known: readonly KernelPattern[]): KernelTrouble | null {
  for (const { kind, all } of known) {
    const found = all.map((pattern) => pattern.exec(line));
    if (found.includes(null)) continue;
    const groups = found.flatMap((match) => match?.slice(1) ?? []);
    return { kind, what: groups.find((group) => group !== undefined) ?? '', line: line.trim() };
  }
  return null;
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
