import { randomBytes } from 'node:crypto';
import { access, link, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../src-shared/errors.js';
import type { LockHolder } from '../core/store-ports.js';
import { isLiving } from './processes.js';
import { errno, fileError } from './system-error.js';

type Lock = LockHolder & { readonly startTime: string; readonly bootId: string };

/** Who this process is, as its locks say it. */
export type Owner = { readonly pid: number; readonly startTime: string; readonly bootId: string; readonly user: string };

/** Takes the store's lock for a run. AppError busy, with who, if a living process holds it; a dead one's is removed. */
export async function takeLock(folder: string, run: string, owner: Owner, now: Date): Promise<() => Promise<void>> {
  const file = join(folder, 'lock');
  const mine: Lock = { ...owner, run, since: now.toISOString() };
  const own = join(folder, `.lock-${randomBytes(6).toString('hex')}`);
  try {
    await writeFile(own, JSON.stringify(mine), { flag: 'wx', mode: 0o644 });
    for (let attempt = 0; attempt < 200; attempt += 1) {
      try {
        await link(own, file);
        return () => unlink(file).catch(() => undefined);
      } catch (thrown) {
        if (errno(thrown) === 'EPERM' || errno(thrown) === 'ENOTSUP') return await takeExclusive(file, mine);
        if (errno(thrown) !== 'EEXIST') throw thrown;
      }
      const held = await readLock(file);
      if (held && (await isHeld(held, owner.bootId))) throw busy(held);
      await removeStale(folder, file, owner, mine);
    }
    throw new AppError('busy', 'The lock of the store changes hands all the time.', 'Try again.');
  } catch (thrown) {
    throw fileError(thrown, folder);
  } finally {
    await unlink(own).catch(() => undefined);
  }
}

/** For file systems without hard links (a FAT stick): exclusive creation, which is as good while nobody crashes in between. */
async function takeExclusive(file: string, mine: Lock): Promise<() => Promise<void>> {
  const held = await readLock(file);
  if (held && (await isHeld(held, mine.bootId))) throw busy(held);
  if (held) await unlink(file).catch(() => undefined);
  await writeFile(file, JSON.stringify(mine), { flag: 'wx' }).catch((thrown: unknown) => {
    throw errno(thrown) === 'EEXIST' ? new AppError('busy', 'Another RescuePC took the lock just now.', 'Try again.') : thrown;
  });
  return () => unlink(file).catch(() => undefined);
}

/** The living holder of a store's lock, or null. */
export async function lockHolder(folder: string, bootId: string): Promise<LockHolder | null> {
  const held = await readLock(join(folder, 'lock'));
  return held && (await isHeld(held, bootId)) ? held : null;
}

async function readLock(file: string): Promise<Lock | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Lock;
  } catch {
    return null;
  }
}

async function isHeld(lock: Lock, bootId: string): Promise<boolean> {
  return lock.bootId === bootId && (await isLiving({ pid: lock.pid, startTime: lock.startTime }));
}

/**
 * Removes a dead holder's lock. Only one process at a time may do so, or two could each remove what they believe
 * to be the dead one's, and one of them a newcomer's: that one is marked by a file of its own.
 */
async function removeStale(folder: string, file: string, owner: Owner, mine: Lock): Promise<void> {
  const breaking = join(folder, 'lock-breaking');
  try {
    await writeFile(breaking, JSON.stringify(mine), { flag: 'wx' });
  } catch (thrown) {
    if (errno(thrown) !== 'EEXIST') throw thrown;
    const breaker = await readLock(breaking);
    if (breaker && !(await isHeld(breaker, owner.bootId))) await unlink(breaking).catch(() => undefined);
    await sleep(10);
    return;
  }
  try {
    // While it stands, nobody can put another in its place; if it is gone, there is nothing to remove.
    const there = await access(file).then(
      () => true,
      () => false,
    );
    const held = await readLock(file);
    if (there && (held === null || !(await isHeld(held, owner.bootId)))) await unlink(file).catch(() => undefined);
  } finally {
    await unlink(breaking).catch(() => undefined);
  }
}

function busy(held: LockHolder): AppError {
  return new AppError(
    'busy',
    `Another repair is at work: run ${held.run}, started by ${held.user} at ${held.since} (process ${held.pid}).`,
    `Wait for it with 'rescuepc wait ${held.run}', or see 'rescuepc status ${held.run}'.`,
  );
}
