import type { DiskRequest, OpenedDisk } from '../../../src-shared/contract/disk.js';
import { AppError } from '../../../src-shared/errors.js';
import type { DiskWorld } from '../disk-ports.js';
import { openDisk } from './open-disk.js';
import { takeBack, type Opening } from './opened.js';

/** The opened disks of one engine. */
export type Disks = {
  open(request: DiskRequest): Promise<OpenedDisk>;
  /** Closes all; what could not be closed, in words. */
  closeAll(): Promise<string[]>;
  any(): boolean;
  /** Takes back what processes that died have left open. */
  tidy(): Promise<void>;
};

export function createDisks(world: DiskWorld | undefined): Disks {
  const opened = new Set<Opening>();
  // One after the other: an opening must not meet a closing half way.
  let turn: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  async function tidy(): Promise<void> {
    for (const { key, record } of (await world?.leftovers()) ?? []) if (world) await takeBack(world, key, record);
  }

  return {
    open: (request) =>
      inTurn(async () => {
        if (!world) throw new AppError('not-permitted', 'A disk can be opened by an administrator only.', 'Run it with sudo.');
        await tidy();
        const { disk, opening } = await openDisk(world, request);
        opened.add(opening);
        return disk;
      }),
    closeAll: () =>
      inTurn(async () => {
        const left: string[] = [];
        for (const opening of world ? [...opened].toReversed() : []) {
          if (world) left.push(...(await takeBack(world, opening.key, opening.record())));
          opened.delete(opening);
        }
        return left;
      }),
    any: () => opened.size > 0,
    tidy: () => inTurn(tidy),
  };
}
