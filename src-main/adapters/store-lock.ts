import { randomBytes } from 'node:crypto';
import { link, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { AppError } from '../../src-shared/errors.js';
import type { LockHolder } from '../core/store-ports.js';
import { readPlain } from './plain-file.js';
import { isLiving } from './processes.js';
import { errno, fileError } from './system-error.js';

/** Far longer than a lock takes to write. */
const notWholeMs = 1_000;

const largestLock = 64 * 1024;

const Lock = Type.Object({
  pid: Type.Integer({ minimum: 1 }),
  startTime: Type.String(),
  bootId: Type.String(),
  user: Type.String(),
  run: Type.String(),
  since: Type.String(),
});
type Lock = Static<typeof Lock>;

/** Who this process is, as its locks say it. */
export type Owner = { readonly pid: number; readonly startTime: string; readonly bootId: string; readonly user: string };

/**
 * Takes the store's lock for a run. AppError busy, with who, if a living process holds it; a dead one's is removed. `shown`: how errors
 * call the folder.
 */
export async function takeLock(folder: string, run: string, owner: Owner, now: Date, shown = folder): Promise<() => Promise<void>> {
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
      await removeStale(own, file, owner);
    }
    throw new AppError('busy', 'The lock of the store changes hands all the time.', 'Try again.');
  } catch (thrown) {
    throw fileError(thrown, shown);
  } finally {
    await unlink(own).catch(() => undefined);
  }
}

/**
 * For file systems without hard links (a FAT stick): exclusive creation. Of a file that is not whole nobody can say whether its maker
 * was killed or is just writing it: it is asked once more after a while.
 */
async function takeExclusive(file: string, mine: Lock): Promise<() => Promise<void>> {
  let dead = await isDead(file, mine.bootId);
  const held = await readLock(file);
  if (held !== null && !dead) throw busy(held);
  if (dead && held === null) {
    await sleep(notWholeMs);
    dead = await isDead(file, mine.bootId);
  }
  if (dead) await unlink(file).catch(() => undefined);
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
  return parseLock((await readText(file)) ?? '');
}

/** null: it is not there or cannot be read. A link, or what else is no file, was made by no taker: it says nothing. */
async function readText(file: string): Promise<string | null> {
  try {
    return (await readPlain(file, largestLock)).toString('utf8');
  } catch (thrown) {
    return thrown instanceof AppError || errno(thrown) === 'ELOOP' ? '' : null;
  }
}

function parseLock(text: string): Lock | null {
  try {
    const lock: unknown = JSON.parse(text);
    return Value.Check(Lock, lock) ? lock : null;
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
async function removeStale(own: string, file: string, owner: Owner): Promise<void> {
  const breaking = `${file}-breaking`;
  try {
    await link(own, breaking);
  } catch (thrown) {
    if (errno(thrown) !== 'EEXIST') throw thrown;
    if (await isDead(breaking, owner.bootId)) await unlink(breaking).catch(() => undefined);
    await sleep(10);
    return;
  }
  try {
    // While it stands, nobody can put another in its place; if it is gone, there is nothing to remove.
    if (await isDead(file, owner.bootId)) await unlink(file).catch(() => undefined);
  } finally {
    await unlink(breaking).catch(() => undefined);
  }
}

/** Whether it is there and nobody living holds it. Made by a link it is always whole: what is not, a power cut has left. */
async function isDead(file: string, bootId: string): Promise<boolean> {
  const text = await readText(file);
  if (text === null) return false;
  const held = parseLock(text);
  return held === null || !(await isHeld(held, bootId));
}

function busy(held: LockHolder): AppError {
  return new AppError(
    'busy',
    `Another repair is at work: run ${held.run}, started by ${held.user} at ${held.since} (process ${held.pid}).`,
    `Wait for it with 'rescuepc wait ${held.run}', or see 'rescuepc status ${held.run}'.`,
  );
}
