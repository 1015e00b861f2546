import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood } from '../raw.js';
import { known, notContradicted, said } from './text.js';

export type ListedDevice = { readonly name: string; readonly type: string; readonly size: string; readonly mounts: readonly string[] };

/**
 * `lsblk` as a person calls it: its tree with glyphs, or JSON (-J), whose fields may all be null.
 * Source: lsblk(8); transcripts lsblk-*.
 */
export function readLsblkText(raw: Raw): ReadingOf<ListedDevice[]> {
  const text = said(raw);
  const devices = notContradicted(raw) ? (text.trimStart().startsWith('{') ? fromJson(text) : fromTree(text)) : null;
  if (devices === null || devices.length === 0) return notUnderstood(raw);
  return known(
    raw,
    devices,
    devices.filter(({ type }) => type === 'disk').map(({ name, size, mounts }) => [`${name} ${size} ${mounts.join(' ')}`, 'a disk']),
  );
}

function fromTree(text: string): ListedDevice[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (!/^NAME\s+MAJ:MIN\s+RM\s+SIZE\s+RO\s+TYPE\s+MOUNTPOINTS?$/.test(lines[0]?.trimEnd() ?? '')) return null;
  const devices: (ListedDevice & { mounts: string[] })[] = [];
  for (const line of lines.slice(1)) {
    const row = /^[\s│├└─|`-]*(\S+)\s+\d+:\d+\s+\d\s+(\S+)\s+\d\s+(\S+)(?:\s+(\S.*))?$/.exec(line.trimEnd());
    // Second and further mount points of a device stand alone on lines of their own.
    const mount = /^[\s│|]+(\/.*|\[SWAP\])$/.exec(line.trimEnd())?.[1];
    if (row) devices.push({ name: row[1] ?? '', size: row[2] ?? '', type: row[3] ?? '', mounts: row[4] === undefined ? [] : [row[4]] });
    else if (mount === undefined || devices.length === 0) return null;
    else devices.at(-1)?.mounts.push(mount);
  }
  return devices;
}

function fromJson(text: string): ListedDevice[] | null {
  try {
    const { blockdevices } = JSON.parse(text) as { blockdevices?: unknown };
    return Array.isArray(blockdevices) ? blockdevices.flatMap(fromEntry) : null;
  } catch {
    return null;
  }
}

function fromEntry(entry: unknown): ListedDevice[] {
  const { name, type, size, mountpoints, mountpoint, children } = (entry ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string') return [];
  const mounts = (Array.isArray(mountpoints) ? (mountpoints as unknown[]) : [mountpoint]).filter((mount) => typeof mount === 'string');
  const told = typeof size === 'number' || typeof size === 'string' ? String(size) : '';
  const below = Array.isArray(children) ? (children as unknown[]).flatMap(fromEntry) : [];
  return [{ name, type: typeof type === 'string' ? type : '', size: told, mounts }, ...below];
}
