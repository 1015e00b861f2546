import type { ReadingOf } from '../../../../src-shared/contract/fact.js';
import type { Raw } from '../../ports.js';
import { notUnderstood, stdoutText, unusable } from '../raw.js';

/** One block device with those made of it: partitions, opened encryption, volumes. Sizes in bytes. */
export type BlockDevice = {
  readonly name: string;
  readonly path: string;
  readonly type: string;
  readonly model: string;
  readonly bytes: number;
  readonly rotational: boolean;
  /** 'nvme', 'sata', 'usb', ...; '' where the kernel does not say. */
  readonly transport: string;
  readonly removable: boolean;
  readonly fileSystem: string;
  readonly mount: string | null;
  readonly children: readonly BlockDevice[];
};

/** Columns that lsblk has had since util-linux 2.27. */
export const lsblkArgv = ['lsblk', '-J', '-b', '-o', 'NAME,PATH,TYPE,MODEL,SIZE,ROTA,TRAN,RM,FSTYPE,MOUNTPOINT'] as const;

/** `lsblk -J -b`: a tree of devices. Old versions write numbers and booleans as "1". Source: lsblk(8). */
export function readLsblk(raw: Raw): ReadingOf<BlockDevice[]> {
  const bad = unusable(raw, "Install 'util-linux'.");
  if (bad) return bad;
  const tree = raw.code === 0 ? parse(stdoutText(raw)) : null;
  return tree === null ? notUnderstood(raw) : { known: true, value: tree, evidence: [] };
}

/** All devices of trees, parents before children, each with the chain of those it lies on. */
export function flatten(
  devices: readonly BlockDevice[],
  above: readonly BlockDevice[] = [],
): { device: BlockDevice; above: readonly BlockDevice[] }[] {
  return devices.flatMap((device) => [{ device, above }, ...flatten(device.children, [...above, device])]);
}

function parse(text: string): BlockDevice[] | null {
  try {
    const { blockdevices } = JSON.parse(text) as { blockdevices?: unknown };
    return Array.isArray(blockdevices) ? blockdevices.flatMap(deviceOf) : null;
  } catch {
    return null;
  }
}

function deviceOf(entry: unknown): BlockDevice[] {
  if (entry === null || typeof entry !== 'object') return [];
  const row = entry as Record<string, unknown>;
  const word = (key: string): string => (typeof row[key] === 'string' ? row[key].trim() : '');
  const flag = (key: string): boolean => row[key] === true || row[key] === '1' || row[key] === 1;
  if (word('name') === '') return [];
  return [
    {
      name: word('name'),
      path: word('path') || `/dev/${word('name')}`,
      type: word('type'),
      model: word('model'),
      bytes: Number(row['size'] ?? 0) || 0,
      rotational: flag('rota'),
      transport: word('tran'),
      removable: flag('rm'),
      fileSystem: word('fstype'),
      mount: word('mountpoint') || null,
      children: Array.isArray(row['children']) ? row['children'].flatMap(deviceOf) : [],
    },
  ];
}
