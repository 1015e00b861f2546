import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import type { Child } from '../core/ports.js';

/** A process by its number and start time (clock ticks since boot, field 22 of /proc/PID/stat); null if it is gone or a zombie. */
export async function identify(pid: number): Promise<Child | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null);
  if (stat === null) return null;
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
    const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
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
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      if (name.test(stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')))) return true;
      pid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    } catch {
      return false;
    }
  }
  return false;
}
