import { stderrText } from '../facts/raw.js';
import type { Argv } from '../../../src-shared/contract/step.js';
import type { DiskRecord, DiskWorld } from '../disk-ports.js';
import { lookingPlace } from './look.js';

const tries = 10;
const pauseMs = 300;

/** An opening under way: each thing is written down before it is done, so that whatever happens it can be taken back. */
export type Opening = {
  readonly key: string;
  readonly record: () => DiskRecord;
  will(more: Partial<DiskRecord>): Promise<void>;
};

export function beginOpening(world: DiskWorld, key: string): Opening {
  let record: DiskRecord = { root: null, unlocked: [], volumes: [] };
  return {
    key,
    record: () => record,
    async will(more) {
      record = { ...record, ...more };
      await world.remember(key, record);
    },
  };
}

/**
 * Takes an opening back, last things first; what was not done yet is passed over. Returns in words what is still there,
 * and then keeps the record for the next start.
 */
export async function takeBack(world: DiskWorld, key: string, record: DiskRecord): Promise<string[]> {
  const left: string[] = [];
  const tops = [lookingPlace(world, key), ...(record.root === null ? [] : [record.root])];
  for (const top of tops) {
    const own = (at: string): boolean => at === top || at.startsWith(`${top}/`);
    for (const { at } of (await world.mounts()).filter((mount) => own(mount.at)).toReversed())
      left.push(...(await insist(world, ['umount', '--', at], `${at} could not be unmounted`)));
    if (left.length === 0) await world.removeMountPoint(top);
  }
  if (record.volumes.length > 0 && left.length === 0)
    left.push(
      ...(await insist(world, ['lvchange', '-an', '--', ...record.volumes], `the volumes ${record.volumes.join(', ')} are still active`)),
    );
  for (const name of record.unlocked)
    // Asked of the kernel: where no udev runs, a file of a device may outlive it.
    if (left.length === 0 && (await isMapped(world, name)))
      left.push(...(await insist(world, ['cryptsetup', 'close', '--', name], `/dev/mapper/${name} is still open`)));
  if (left.length === 0) await world.forget(key);
  return left;
}

/** Whether the kernel has a mapped device of this name. */
export async function isMapped(world: DiskWorld, name: string): Promise<boolean> {
  return (await world.devices()).some(({ path }) => path === `/dev/mapper/${name}`);
}

/** A program that has just ended may hold something for a moment longer. */
async function insist(world: DiskWorld, argv: Argv, failure: string): Promise<string[]> {
  for (let attempt = 1; ; attempt += 1) {
    const raw = await world.run(argv);
    if (raw.code === 0) return [];
    if (attempt === tries) return [`${failure}: ${stderrText(raw).trim().split('\n')[0] ?? ''}`];
    await world.sleep(pauseMs);
  }
}
