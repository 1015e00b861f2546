import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { kill, pause } from './host.ts';

/**
 * The control groups of one machine, in each hierarchy that systemd uses on this host. Every machine needs its own: nspawn with
 * `--keep-unit` builds its tree in the group it is started in, and two machines in one group would share their services' groups.
 */
export function cgroupsOf(id: string): readonly string[] {
  const top = '/sys/fs/cgroup';
  const unified = existsSync(join(top, 'cgroup.controllers'));
  const hierarchies = unified ? [top] : [join(top, 'systemd'), join(top, 'unified')].filter((path) => existsSync(path));
  return hierarchies.map((path) => join(path, `rescuepc-lab-${id}`));
}

/** Makes the groups; the caller puts a process into each by writing to its `cgroup.procs`. */
export function makeCgroups(groups: readonly string[]): void {
  for (const group of groups) mkdirSync(group, { recursive: true });
}

/**
 * Kills whatever still runs in the groups and removes them. Only this surely ends a machine: in the middle of its boot nobody
 * knows its processes yet, and they live on without nspawn, with mounts that the host does not see.
 */
export function endTree(groups: readonly string[]): void {
  for (let attempt = 0; groups.some((group) => existsSync(group)) && attempt < 100; attempt++) {
    if (attempt > 0) pause(20);
    for (const pid of new Set(groups.flatMap(processesIn))) kill(pid);
    for (const group of groups) removeGroup(group);
  }
}

/** Processes of a group and all groups below it. */
function processesIn(group: string): readonly number[] {
  try {
    const own = readFileSync(join(group, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);
    return [...own, ...foldersIn(group).flatMap(processesIn)];
  } catch {
    return [];
  }
}

function removeGroup(group: string): void {
  try {
    for (const folder of foldersIn(group)) removeGroup(folder);
    rmdirSync(group);
  } catch {
    // Busy, or gone by itself: the caller looks again.
  }
}

function foldersIn(group: string): readonly string[] {
  const entries = readdirSync(group, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(group, entry.name));
}
