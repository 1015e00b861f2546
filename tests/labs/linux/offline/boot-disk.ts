import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { mustSync } from '../host.ts';
import { type RunOutput, startInside } from '../inside.ts';
import { bootTree } from '../nspawn.ts';
import { type HostState, known, machineDir, release, saveState } from '../state.ts';

export type Booted = {
  /** `running` or `degraded`. */
  readonly systemState: string;
  readonly run: (argv: readonly string[]) => Promise<RunOutput>;
};

let boots = 0;

/** Boots the system on a device as a machine of its own, asks it, and switches it off; the device is not mounted afterwards. */
export async function bootDisk<T>(device: string, ask: (booted: Booted) => Promise<T>): Promise<T> {
  const id = `${process.pid}-disk-${++boots}`;
  const root = join(machineDir(id), 'root');
  let state: HostState = { id, owner: known(process.pid), loops: [] };
  saveState(state);
  mkdirSync(root, { recursive: true });
  try {
    mustSync(['mount', device, root]);
    const booted = await bootTree(id, root, [], (nspawn) => {
      state = { ...state, nspawn };
      saveState(state);
    });
    state = { ...state, leader: booted.leader };
    saveState(state);
    return await ask({ systemState: booted.systemState, run: (argv) => startInside(booted.leader.pid, machineDir(id), argv).done });
  } finally {
    release(state);
  }
}
