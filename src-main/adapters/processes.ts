import { readdir } from 'node:fs/promises';
import type { Child } from '../core/ports.js';
import { largestTable, readPlain, readPlainSync } from './plain-file.js';

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

/** Living processes whose environment has RESCUEPC_STEP beginning with `run`. Others' environments cannot be read and do not count. */
export async function livingWithMarker(run: string): Promise<Child[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found: Child[] = [];
  for (const pid of pids) {
    const environment = await readPlain(`/proc/${pid}/environ`, largestTable).then(
      (bytes) => bytes.toString('latin1'),
      () => '',
    );
    if (!environment.split('\0').some((entry) => entry.startsWith(`RESCUEPC_STEP=${run}/`))) continue;
    const child = await identify(pid);
    if (child) found.push(child);
  }
  return found;
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
