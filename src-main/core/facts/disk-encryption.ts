import type { ReadingOf } from '../../../src-shared/contract/fact.js';
import type { Evidence } from '../../../src-shared/contract/words.js';
import { unread } from './raw.js';
import { flatten, lsblkArgv, readLsblk, type BlockDevice } from './readers/lsblk-tree.js';
import { defineFact } from './types.js';

/** Mount points by whether an encrypted layer lies below them; `locked`: encrypted volumes that are not opened. */
export type DiskEncryption = {
  readonly encrypted: readonly string[];
  readonly plain: readonly string[];
  readonly locked: readonly string[];
};

const containers = /^(crypto_LUKS|BitLocker)$/;

/**
 * Which mounted file systems lie on encrypted volumes (dm-crypt). Encryption within a file system (ZFS, fscrypt) and by the disk
 * itself is not seen. Source: the layers in lsblk's JSON.
 */
export const diskEncryption = defineFact<DiskEncryption>({
  id: 'disk-encryption',
  title: 'Disk encryption',
  cost: 'default',
  needs: [],
  timeoutMs: 15_000,
  runningOnly: true,
  async read({ ask }): Promise<ReadingOf<DiskEncryption>> {
    const tree = readLsblk(await ask([...lsblkArgv], 12_000));
    if (!tree.known) return tree;
    const value = encryptionOf(tree.value);
    if (Object.values(value).every((list) => list.length === 0))
      return unread('not-applicable', 'No mounted disk is seen here; what it lies on cannot be told.', '');
    const lines: [readonly string[], string][] = [
      [value.encrypted, 'on an encrypted volume'],
      [value.plain, 'on a volume that is not encrypted'],
      [value.locked, 'encrypted and not opened'],
    ];
    const evidence: Evidence[] = lines.flatMap(([list, meaning]) => list.map((line) => ({ source: 'lsblk', line, meaning })));
    return { known: true, value, evidence };
  },
});

/** Pure: sorts mounts and containers of a device tree. One volume on two disks is named once. */
export function encryptionOf(tree: readonly BlockDevice[]): DiskEncryption {
  const all = flatten(tree).filter(({ device }) => !/^(loop|zram|ram)\d/.test(device.name));
  const mounted = all.filter(({ device }) => device.mount !== null && device.mount !== '[SWAP]');
  const mounts = (encrypted: boolean): string[] => [
    ...new Set(
      mounted
        .filter(({ device, above }) => [...above, device].some(({ type }) => type === 'crypt') === encrypted)
        .flatMap(({ device }) => device.mount ?? []),
    ),
  ];
  const locked = all.filter(({ device }) => containers.test(device.fileSystem) && !device.children.some(({ type }) => type === 'crypt'));
  return { encrypted: mounts(true), plain: mounts(false), locked: [...new Set(locked.map(({ device }) => device.path))] };
}
