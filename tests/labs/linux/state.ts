import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cgroupsOf, endTree } from './cgroups.ts';
import { hostSync, kill, pause, processStart } from './host.ts';
import { labDir } from './places.ts';

/** A process that is surely the one we started, not a later one with its id. */
export type Known = { readonly pid: number; readonly start: string };

/** All that one machine takes from the host; kept in a file, so that a later run can give it back. */
export type HostState = {
  readonly id: string;
  readonly owner: Known;
  readonly nspawn?: Known;
  readonly leader?: Known;
  readonly loops: readonly string[];
};

const folder = join(labDir, 'machines');

/** What is mounted in a machine's folder, in the order in which it goes. */
const mountPoints = ['root', 'below', 'fs'];

/** The folder of a machine; its `fs` is a tmpfs that holds the overlay's layers and disk images. */
export function machineDir(id: string): string {
  return join(folder, id);
}

/** Keeps the state beside the machine, whole or not at all. */
export function saveState(state: HostState): void {
  mkdirSync(machineDir(state.id), { recursive: true });
  const path = join(machineDir(state.id), 'state.json');
  writeFileSync(`${path}.new`, JSON.stringify(state));
  renameSync(`${path}.new`, path);
}

export function known(pid: number): Known {
  return { pid, start: processStart(pid) ?? 'gone' };
}

/** Ends the system of a machine at once, like a power cut, and waits until it is gone. The overlay stays. */
export function cutPower(state: HostState): void {
  // With process 1 all of the machine ends, and nspawn, which sees it, then leaves no trace of its own on the host.
  const booted = state.leader !== undefined && alive(state.leader);
  const first = booted ? state.leader : state.nspawn;
  if (first !== undefined && alive(first)) kill(first.pid);
  for (let waited = 0; state.nspawn !== undefined && alive(state.nspawn) && waited < 2000; waited += 20) pause(20);
  endTree(cgroupsOf(state.id));
}

/** Ends the machine and gives everything back: processes, mounts, loop devices, control groups, the folder. Synchronous, for the exit hook. */
export function release(state: HostState): void {
  cutPower(state);
  const dir = machineDir(state.id);
  for (const device of loopsUnder(dir)) hostSync(['losetup', '-d', device]);
  for (const name of mountPoints) unmount(join(dir, name));
  for (const name of readdirSync(dir)) {
    // Never through a mount that would not go: rmdir fails there, a recursive removal would not.
    if (mountPoints.includes(name)) rmdirSync(join(dir, name));
    else rmSync(join(dir, name), { recursive: true });
  }
  rmdirSync(dir);
}

/** Releases what earlier lab runs that no longer live left behind. */
export function cleanStale(): void {
  mkdirSync(folder, { recursive: true });
  for (const id of readdirSync(folder)) {
    const state = readState(id);
    if (!alive(state.owner)) release(state);
  }
}

function readState(id: string): HostState {
  try {
    return JSON.parse(readFileSync(join(machineDir(id), 'state.json'), 'utf8')) as HostState;
  } catch {
    // Its owner was killed before it wrote anything, or writes it right now.
    return { id, owner: known(Number.parseInt(id, 10)), loops: [] };
  }
}

/** Asked of the host, not of the state: a device is there before anybody can write it down. */
function loopsUnder(dir: string): readonly string[] {
  const lines = hostSync(['losetup', '-l', '-n', '-O', 'NAME,BACK-FILE']).stdout.split('\n');
  return lines.filter((line) => line.includes(`${dir}/`)).map((line) => line.split(/\s/)[0] ?? '');
}

function unmount(path: string): void {
  const mounted = (): boolean => readFileSync('/proc/self/mounts', 'utf8').includes(` ${path} `);
  for (let attempt = 0; mounted() && attempt < 20; attempt++) {
    if (hostSync(['umount', path]).code !== 0) pause(100);
  }
  if (mounted()) hostSync(['umount', '-l', path]);
}

function alive(process: Known): boolean {
  return processStart(process.pid) === process.start;
}
