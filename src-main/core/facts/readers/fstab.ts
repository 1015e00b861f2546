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
};

/** Entries of a file system table, comments and empty lines left out. Quotes round a label are taken off. Source: fstab(5). */
export function readFstab(text: string): FstabEntry[] {
  return text.split('\n').flatMap((raw, index) => {
    const [spec, mount, type = 'auto', options = 'defaults'] = raw.trim().split(/\s+/);
    if (spec === undefined || mount === undefined || spec === '' || spec.startsWith('#')) return [];
    const plain = spec.replace(/^([A-Z]+)="?([^"]*)"?$/, '$1=$2');
    const onDevice = /^(UUID|LABEL|PARTUUID|PARTLABEL)=/.test(plain) || (plain.startsWith('/dev/') && plain !== '/dev/shm');
    return [{ line: index + 1, text: raw, spec: plain, mount, type, options: options.split(','), onDevice }];
  });
}

/** The same line with one option more; all else, spaces too, stays. */
export function withOption(text: string, option: string): string {
  const match = /^(\s*\S+\s+\S+\s+\S+)(\s+)(\S+)(.*)$/s.exec(text);
  if (!match) return /^\s*\S+\s+\S+\s+\S+\s*$/.test(text) ? `${text.trimEnd()} ${option}` : text;
  const [, before = '', gap = '', options = '', rest = ''] = match;
  return `${before}${gap}${options === 'defaults' ? `defaults,${option}` : `${options},${option}`}${rest}`;
}
