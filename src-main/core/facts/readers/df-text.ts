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
  const usage = rows.flatMap((line) => rowOf(line) ?? []);
  const counted = usage.filter(({ source, mount }) => !ignored.test(mount) && !images.test(source));
  if (counted.length === 0) return notUnderstood(raw);
  return known(
    raw,
    counted,
    counted.map(({ percent, mount }) => [`${mount} ${percent}%`, percent >= 90 ? 'nearly full' : 'room is left']),
  );
}

/** A source, which may have spaces, three or four columns, percents, and the mount point to the end of the line; null: no such line. */
function rowOf(line: string): Usage | null {
  // Words at even places, the spaces between them at odd ones.
  const parts = line.split(/(\s+)/);
  const at = parts.findIndex((part, index) => index >= 8 && /^\d+%$/.test(part) && parts[index + 2]?.startsWith('/') === true);
  if (at < 0 || parts[0] === '') return null;
  const source = parts.slice(0, Math.max(1, at - 9)).join('');
  return { source, percent: Number.parseInt(parts[at] ?? '', 10), mount: parts.slice(at + 2).join('') };
}

/** In English by its words; in any other language by its one column of percents, if every line below has one too. */
function isHeader(header: string, rows: readonly string[]): boolean {
  const words = header.trim().split(/\s+/);
  if (words[0] === 'Filesystem' && /^(?:I?Use%|Capacity) Mounted on$/.test(words.slice(-3).join(' '))) return true;
  const percents = words.filter((word) => /^[^\d%]*%\D*$/.test(word));
  const filled = rows.filter((line) => line.trim() !== '');
  return percents.length === 1 && filled.length > 0 && filled.every((line) => rowOf(line) !== null || /\s-\s+\/\S*$/.test(line));
}
