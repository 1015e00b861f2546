import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood, stdoutText } from '../raw.js';
import { known } from './text.js';

/** A row of lsblk as people print it; `size` in its own words. */
export type BlockRow = { readonly name: string; readonly type: string; readonly size: string; readonly mounts: readonly string[] };

/** lsblk's table or JSON in any choice of columns that has NAME, SIZE and TYPE. Source: lsblk(8). For facts: lsblk-tree. */
export function readLsblk(raw: Raw): ReadingOf<BlockRow[]> {
  const text = stdoutText(raw);
  const rows = raw.code !== null && raw.code !== 0 ? null : text.trimStart().startsWith('{') ? fromJson(text) : fromTable(text);
  if (rows === null || rows.length === 0) return notUnderstood(raw);
  return known(
    raw,
    rows,
    rows.map(({ name, type, size, mounts }) => [[name, type, size, ...mounts].join(' '), 'a block device']),
  );
}

function fromTable(text: string): BlockRow[] | null {
  const [head = '', ...lines] = text.split('\n').filter((line) => line.trim() !== '');
  if (!/^NAME\s+MAJ:MIN\s+RM\s+SIZE\s+RO\s+TYPE\s+MOUNTPOINTS?\s*$/.test(head)) return null;
  const rows: BlockRow[] = [];
  for (const line of lines) {
    const match = /^[\s│├└─|`-]*([^\s│├└─|`-]\S*)\s+\d+:\d+\s+[01]\s+(\S+)\s+[01]\s+(\S+)\s*(.*)/.exec(line);
    const last = rows.at(-1);
    if (match) rows.push({ name: match[1] ?? '', size: match[2] ?? '', type: match[3] ?? '', mounts: match[4] ? [match[4].trim()] : [] });
    // A further place of the device above stands alone in its line.
    else if (last && /^[\s│|]+\S/.test(line))
      rows[rows.length - 1] = { ...last, mounts: [...last.mounts, line.replace(/^[\s│|]+/, '').trim()] };
    else return null;
  }
  return rows;
}

function fromJson(text: string): BlockRow[] | null {
  try {
    const { blockdevices } = JSON.parse(text) as { blockdevices?: unknown };
    return Array.isArray(blockdevices) ? blockdevices.flatMap(rowsOf) : null;
  } catch {
    return null;
  }
}

function rowsOf(entry: unknown): BlockRow[] {
  if (entry === null || typeof entry !== 'object') return [];
  const { name, type, size, mountpoint, mountpoints, children } = entry as Record<string, unknown>;
  if (typeof name !== 'string') return [];
  const places: unknown[] = Array.isArray(mountpoints) ? mountpoints : [mountpoint];
  const row = {
    name,
    type: typeof type === 'string' ? type : '',
    size: typeof size === 'string' || typeof size === 'number' ? String(size) : '',
    mounts: places.filter((place) => typeof place === 'string'),
  };
  return [row, ...(Array.isArray(children) ? children.flatMap(rowsOf) : [])];
}
