import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood, stdoutText } from '../raw.js';
import { known } from './text.js';

export type Usage = { readonly source: string; readonly percent: number; readonly mount: string };

/** File systems that are always full (images, discs) or hold no files of their own. */
const ignored = /^\/(?:snap|proc|sys|dev|run)(?:\/|$)|^\/var\/lib\/(?:snapd|docker)\//;
const images = /^(?:\/dev\/(?:loop|sr)\d+|squashfs|tmpfs|devtmpfs|udev|efivarfs|overlay)\b/;

/**
 * `df` in any of its forms (-h, -T, -i, -P): percent used and mount point. A long source stands on a line of its own without -P.
 * Source: df(1); transcript df-long-filesystem. The product itself reads `df -P -B1`.
 */
export function readDfText(raw: Raw): ReadingOf<Usage[]> {
  const [header = '', ...rows] = stdoutText(raw)
    .replaceAll(/^(\S+)\n[ \t]+/gm, '$1 ')
    .split('\n')
    .filter((line) => !line.startsWith('df: '));
  if (!isHeader(header, rows) || (raw.code !== null && raw.code > 1)) return notUnderstood(raw);
  const usage = rows.flatMap((line): Usage[] => {
    const match = row.exec(line);
    return match ? [{ source: match[1] ?? '', percent: Number(match[2]), mount: match[3] ?? '' }] : [];
  });
  const counted = usage.filter(({ source, mount }) => !ignored.test(mount) && !images.test(source));
  if (counted.length === 0) return notUnderstood(raw);
  return known(
    raw,
    counted,
    counted.map(({ percent, mount }) => [`${mount} ${percent}%`, percent >= 90 ? 'nearly full' : 'room is left']),
  );
}

const row = /^(\S.*?)\s+(?:\S+\s+){3,4}?(\d+)%\s+(\/.*)$/;

/** In English by its words; in any other language by its one column of percents, if every line below has one too. */
function isHeader(header: string, rows: readonly string[]): boolean {
  if (/^Filesystem\s.*(?:Use%|Capacity|IUse%)\s+Mounted on\s*$/.test(header)) return true;
  const percents = header.split(/\s+/).filter((word) => /^[^\d%]*%\D*$/.test(word));
  const filled = rows.filter((line) => line.trim() !== '');
  return percents.length === 1 && filled.length > 0 && filled.every((line) => row.test(line) || /\s-\s+\/\S*$/.test(line));
}
