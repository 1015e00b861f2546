import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import { formatBytes } from '../bytes.js';
import { unread } from './raw.js';
import { flatten, lsblkArgv, readLsblk } from './readers/lsblk-tree.js';
import { defineFact } from './types.js';

/** `bytes`: as sold. `rotational`: as the kernel says; virtual disks often say true. */
export type Disk = {
  readonly name: string;
  readonly model: string;
  readonly bytes: number;
  readonly rotational: boolean;
  readonly transport: string;
  readonly removable: boolean;
  /** Kinds of layers on it: 'part', 'crypt', 'lvm', 'raid1', ... */
  readonly layers: readonly string[];
};

/** Made of memory or of files: no disks. */
const unreal = /^(loop|zram|ram|nbd|fd)\d/;

/** The disks of this machine. Source: lsblk's JSON. */
export const disks = defineFact<Disk[]>({
  id: 'disks',
  title: 'Disks',
  cost: 'default',
  needs: [],
  timeoutMs: 15_000,
  runningOnly: true,
  async read({ ask }): Promise<ReadingOf<Disk[]>> {
    const tree = readLsblk(await ask([...lsblkArgv], 12_000));
    if (!tree.known) return tree;
    const value = tree.value
      .filter((device) => device.type === 'disk' && !unreal.test(device.name) && device.bytes > 0)
      .map(({ name, model, bytes, rotational, transport, removable, children }) => ({
        name,
        model,
        bytes,
        rotational,
        transport,
        removable,
        layers: [...new Set(flatten(children).map(({ device }) => device.type))],
      }));
    if (value.length === 0) return unread('not-applicable', 'No disk is seen here.', '');
    return { known: true, value, evidence: value.map((disk) => ({ source: disk.name, line: describe(disk), meaning: 'disk' })) };
  },
});

function describe({ model, bytes, rotational, transport, removable }: Disk): string {
  const kind = rotational ? 'rotating or virtual' : 'solid state';
  return [model, formatBytes(bytes), transport, kind, removable ? 'removable' : ''].filter((word) => word !== '').join(', ');
}
