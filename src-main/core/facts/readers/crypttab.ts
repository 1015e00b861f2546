import { perLine } from '../../foreign-lines.js';
import { withOption } from './fstab.js';

export type CrypttabEntry = {
  readonly line: number;
  /** The raw line, one character a byte. */
  readonly text: string;
  /** Under /dev/mapper, once it is unlocked. */
  readonly name: string;
  readonly device: string;
  readonly options: readonly string[];
};

/** Entries of /etc/crypttab: NAME DEVICE [KEY [OPTIONS]]; comments and empty lines left out. Source: crypttab(5). */
export function readCrypttab(text: string): CrypttabEntry[] {
  return perLine(text, (raw, index) => {
    const [name, device, , options = ''] = raw.trim().split(/\s+/);
    if (name === undefined || device === undefined || name.startsWith('#')) return [];
    const plain = device.replace(/^([A-Z]+)="?([^"]*)"?$/, '$1=$2');
    return [{ line: index + 1, text: raw, name, device: plain, options: options.split(',') }];
  });
}

/** The same line with `nofail`; all else, spaces too, stays. A key of "none" is asked for, as without one. */
export function withoutWaiting(text: string): string {
  return /^\s*\S+\s+\S+\s*$/.test(text) ? `${text.trimEnd()} none nofail` : withOption(text, 'nofail');
}
