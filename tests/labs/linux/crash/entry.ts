import { appendFileSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/**
 * Loaded before the product's unchanged worker, in a machine of the lab only: ends a process exactly at one point of the journal, or at
 * one point of what is made durable. `row` is the number of a journal row, `sync` the number of an fsync or fdatasync of this process.
 */
export type Point = RowPoint | SyncPoint;
export type RowPoint = { readonly row: number; readonly moment: Moment; readonly victim: Victim };
type SyncPoint = { readonly sync: number; readonly victim: Victim };

/** Before a byte of the row is written; when half of it is; when it is on the disk and nothing else happened. */
export type Moment = 'absent' | 'torn' | 'durable';

/** The worker itself, the command line that started it, or nobody: it only stops still, so that the power can be cut. */
export type Victim = 'worker' | 'cli' | 'machine';

const folder = fileURLToPath(new URL('../../', import.meta.url));
const handle = await open('/dev/null');
const prototype = Object.getPrototypeOf(handle) as FileHandle;
await handle.close();
const point = readPoint();
const plain = { write: prototype.write, datasync: prototype.datasync, sync: prototype.sync };
let syncs = 0;

prototype.write = async function write(this: FileHandle, bytes: Uint8Array, ...rest: number[]) {
  const row = rowIn(this, bytes);
  if (isHere(row, 'absent')) strike();
  if (isHere(row, 'torn')) {
    const [from = 0, , at] = rest;
    await Reflect.apply(plain.write, this, [bytes, from, bytes.length >> 1, at]);
    strike();
  }
  if (row !== undefined) pending = row;
  return Reflect.apply(plain.write, this, [bytes, ...rest]);
} as typeof prototype.write;

prototype.datasync = async function datasync(this: FileHandle) {
  countSync(this);
  await Reflect.apply(plain.datasync, this, []);
  if (isJournal(this) && isHere(pending, 'durable')) strike();
};

prototype.sync = async function sync(this: FileHandle) {
  countSync(this);
  await Reflect.apply(plain.sync, this, []);
};

/** The journal row that was written last. */
let pending: number | undefined;

function readPoint(): Point | null {
  try {
    return JSON.parse(readFileSync(`${folder}point.json`, 'utf8')) as Point;
  } catch {
    return null;
  }
}

function rowIn(file: FileHandle, bytes: Uint8Array): number | undefined {
  if (!isJournal(file)) return undefined;
  const row = JSON.parse(Buffer.from(bytes).toString('utf8')) as { seq: number };
  return row.seq;
}

function isJournal(file: FileHandle): boolean {
  return readlinkSync(`/proc/self/fd/${file.fd}`).endsWith('/journal.ndjson');
}

function isHere(row: number | undefined, moment: Moment): boolean {
  return point !== null && 'row' in point && point.row === row && point.moment === moment;
}

function countSync(file: FileHandle): void {
  syncs += 1;
  appendFileSync(`${folder}syncs`, `${readlinkSync(`/proc/self/fd/${file.fd}`)}\n`);
  if (point !== null && 'sync' in point && point.sync === syncs) strike();
}

/** Once: the point is taken away, so that it strikes nobody who comes later. */
function strike(): void {
  const victim = point?.victim;
  appendFileSync(`${folder}struck`, `${victim}\n`);
  rmSync(`${folder}point.json`, { force: true });
  process.kill(victim === 'cli' ? process.ppid : process.pid, victim === 'machine' ? 'SIGSTOP' : 'SIGKILL');
}
