import { readdir } from 'node:fs/promises';
import type { Child } from '../core/ports.js';
import { largestTable, readPlain, readPlainSync } from './plain-file.js';

const atUid = 11;
const atEffectiveUid = 12;

/** A process by its number and start time (clock ticks since boot, field 22 of /proc/PID/stat); null if it is gone or a zombie. */
export async function identify(pid: number): Promise<Child | null> {
  const bytes = await readPlain(`/proc/${pid}/stat`, largestTable).catch(() => null);
  if (bytes === null) return null;
  const stat = bytes.toString('latin1');
  // The name in parentheses may hold spaces and parentheses itself: fields are counted from its end.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const startTime = fields[19];
  return startTime === undefined || fields[0] === 'Z' ? null : { pid, startTime };
}

export async function isLiving(child: Child): Promise<boolean> {
  return (await identify(child.pid))?.startTime === child.startTime;
}

/**
 * Living processes that the user `uid` started and whose environment has RESCUEPC_STEP beginning with `run`. Anybody may give such an
 * environment to a program of his own, also to one that has root's rights by its file: it counts as his, never as root's.
 */
export async function livingWithMarker(run: string, uid: number): Promise<Child[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found: Child[] = [];
  for (const pid of pids) {
    const environment = await readPlain(`/proc/${pid}/environ`, largestTable).then(
      (bytes) => bytes.toString('latin1'),
      () => '',
    );
    if (!environment.split('\0').some((entry) => entry.startsWith(`RESCUEPC_STEP=${run}/`))) continue;
    if ((await startedBy(pid)) !== uid) continue;
    const child = await identify(pid);
    if (child) found.push(child);
  }
  return found;
}

/** Who started a process: its real user, who stays the same in a setuid program until that changes it. null: it cannot be told whose it is. */
async function startedBy(pid: number): Promise<number | null> {
  const [status, auxiliary] = await Promise.all([
    readPlain(`/proc/${pid}/status`, largestTable).then(String, () => ''),
    readPlain(`/proc/${pid}/auxv`, largestTable).catch(() => Buffer.alloc(0)),
  ]);
  const real = /^Uid:\s*(\d+)/m.exec(status)?.[1];
  return real === undefined || gainedRights(auxiliary) ? null : Number(real);
}

/**
 * Whether a program got another user's rights by its file when it was started, as sudo does, which then makes itself root's altogether:
 * AT_UID and AT_EUID of getauxval(3) differ. They stand in pairs of words; a 64-bit program's are known by the empty upper half of the first.
 */
function gainedRights(auxiliary: Buffer): boolean {
  const bytes = auxiliary.length >= 8 && auxiliary.readUInt32LE(4) === 0 ? 8 : 4;
  const said = new Map<number, number>();
  for (let at = 0; at + 2 * bytes <= auxiliary.length; at += 2 * bytes)
    said.set(auxiliary.readUInt32LE(at), auxiliary.readUInt32LE(at + bytes));
  return said.get(atUid) !== said.get(atEffectiveUid);
}

/** The processor time that a process has used, in the kernel's words; '' if it is gone. It stands still while the process is stopped or waits. */
export function processorTime(pid: number): string {
  try {
    const stat = readPlainSync(`/proc/${pid}/stat`, largestTable).toString('latin1');
    return stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .join(' ');
  } catch {
    return '';
  }
}

/** Whether a process above this one has such a name; also through sudo, which hides the environment. */
export function hasAncestor(name: RegExp): boolean {
  for (let pid = process.ppid; pid > 1;) {
    try {
      const stat = readPlainSync(`/proc/${pid}/stat`, largestTable).toString('latin1');
      if (name.test(stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')))) return true;
      pid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    } catch {
      return false;
    }
  }
  return false;
}
