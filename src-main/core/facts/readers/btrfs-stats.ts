import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood, stdoutText, unusable } from '../raw.js';
import { known, saidLines } from './text.js';

/** What the kernel has counted on one device since somebody last set the counters back. */
export type BtrfsCount = { readonly device: string; readonly kind: string; readonly count: number };

const install = "Install 'btrfs-progs'.";

/** `btrfs device stats PATH`: "[/dev/sda].corruption_errs  0", five a device; exit code 0 also where there are errors. */
export function readBtrfsStats(raw: Raw): ReadingOf<BtrfsCount[]> {
  const bad = unusable(raw, install);
  if (bad) return bad;
  const lines = saidLines(raw);
  const counts = lines.flatMap((line) => {
    const [, device, kind, count] = /^\[(.+)\]\.(\w+_errs)\s+(\d+)$/.exec(line) ?? [];
    return device === undefined || kind === undefined ? [] : [{ device, kind, count: Number(count) }];
  });
  if (raw.code !== 0 || counts.length === 0 || counts.length !== lines.length) return notUnderstood(raw);
  const wrong = lines.filter((line) => !/\s0$/.test(line));
  const all: [string, string][] = [[`${counts.length} counters, all 0`, 'no errors were counted']];
  return known(raw, counts, wrong.length === 0 ? all : wrong.map((line) => [line, 'errors were counted']));
}

/** Where a second, checked copy of a block can come from. */
export type BtrfsCopies = 'all' | 'metadata' | 'none';

/** `btrfs filesystem df PATH`: "Data, DUP: total=64.00MiB, used=7.63MiB". RAID 5 and 6 count as none: their kernel code is not safe. */
export function readBtrfsProfiles(raw: Raw): ReadingOf<BtrfsCopies> {
  const bad = unusable(raw, install);
  if (bad) return bad;
  const rows = [...stdoutText(raw).matchAll(/^(\S+), (\S+): total=.*$/gm)].map(([line, type, profile]) => ({ line, type, profile }));
  const doubled = (kind: RegExp): boolean => {
    const profiles = rows.filter(({ type }) => kind.test(type ?? ''));
    return profiles.length > 0 && profiles.every(({ profile }) => /^(DUP|RAID1|RAID1C[34]|RAID10)$/i.test(profile ?? ''));
  };
  if (raw.code !== 0 || !rows.some(({ type }) => /^(Data|Data\+Metadata)$/.test(type ?? ''))) return notUnderstood(raw);
  const copies = !doubled(/Metadata$/) ? 'none' : doubled(/^Data/) ? 'all' : 'metadata';
  return known(
    raw,
    copies,
    rows.filter(({ type }) => /Data$|Metadata$/.test(type ?? '')).map(({ line }) => [line, 'how many copies of each block there are']),
  );
}
