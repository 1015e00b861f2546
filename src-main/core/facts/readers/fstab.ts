import { perLine } from '../../foreign-lines.js';

export type FstabEntry = {
  readonly line: number;
  /** The raw line, one character a byte. */
  readonly text: string;
  readonly spec: string;
  readonly mount: string;
  readonly type: string;
  readonly options: readonly string[];
  /** Names a local device, by path, label or id. */
  readonly onDevice: boolean;
  /** A file that is swap. */
  readonly swapFile: boolean;
  /** What is wrong with the line itself; null: nothing. */
  readonly malformed: string | null;
};

/** Entries of a file system table, comments and empty lines left out. Quotes round a label are taken off. Source: fstab(5). */
export function readFstab(text: string): FstabEntry[] {
  return perLine(text, (raw, index) => {
    const [spec, mount, type = 'auto', options = 'defaults'] = raw.trim().split(/\s+/);
    if (spec === undefined || mount === undefined || spec === '' || spec.startsWith('#')) return [];
    const plain = spec.replace(/^([A-Z]+)="?([^"]*)"?$/, '$1=$2');
    const onDevice = /^(UUID|LABEL|PARTUUID|PARTLABEL)=/.test(plain) || (plain.startsWith('/dev/') && plain !== '/dev/shm');
    const swapFile = type === 'swap' && plain.startsWith('/') && !onDevice;
    return [
      { line: index + 1, text: raw, spec: plain, mount, type, options: options.split(','), onDevice, swapFile, malformed: wrongIn(raw) },
    ];
  });
}

/** Without these the system is none; an option that lets the start go on would only hide that. */
export const vitalMounts: ReadonlySet<string> = new Set(['/', '/usr', '/var', '/etc']);

/** The start waits for it and stops if it does not come. */
export function isAwaited({ options }: { readonly options: readonly string[] }): boolean {
  return !options.some((option) => ['nofail', 'noauto', 'x-systemd.automount'].includes(option));
}

/** The same line with one option more; all else, spaces too, stays. */
export function withOption(text: string, option: string): string {
  const match = /^(\s*\S+\s+\S+\s+\S+)(\s+)(\S+)(.*)/s.exec(text);
  if (!match) return /^\s*\S+\s+\S+\s+\S+\s*$/.test(text) ? `${text.trimEnd()} ${option}` : text;
  const [, before = '', gap = '', options = '', rest = ''] = match;
  return `${before}${gap}${options === 'defaults' ? `defaults,${option}` : `${options},${option}`}${rest}`;
}

/** Words that were pasted together: a blank that is none (from a web page), or options where the type should be. `text`: one character a byte. */
function wrongIn(text: string): string | null {
  if (/\xc2\xa0|\xe2\x80[\x80-\x8f\xaf]/.test(text)) return 'it has a blank that is none, as copied from a web page';
  const type = text.trim().split(/\s+/)[2] ?? 'auto';
  return /[=]/.test(type) || /^(defaults|ro|rw)\b/.test(type) ? 'its options stand where the type belongs' : null;
}
