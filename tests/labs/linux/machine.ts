import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { baseMachine } from './base.ts';
import { type Change, changedFiles } from './changed-files.ts';
import { sleep } from './host.ts';
import { type RunOptions, type RunOutput, startInside } from './inside.ts';
import { bootTree } from './nspawn.ts';
import { type InsideProcess, processesOf } from './processes.ts';
import { type HostState, cleanStale, cutPower, known, machineDir, release, saveState } from './state.ts';
import { type DiskRequest, makeDisk, mountOverlay } from './storage.ts';
import { type Answer, type TerminalOutput, runOnTerminal } from './terminal.ts';

export type MachineOptions = {
  /** What the machine may write, in MB of host memory; default 512. */
  readonly sizeMb?: number;
  /** Further host paths seen in the machine under the same path. */
  readonly binds?: readonly string[];
  readonly disks?: readonly DiskRequest[];
  /** Called with the root folder of the machine before it boots. */
  readonly prepare?: (root: string) => void;
};

/** A command in flight in a machine. */
export type Background = {
  readonly done: Promise<RunOutput>;
  /** Sends a signal to the command itself, or (`all`) to everything it started too. */
  readonly kill: (signal: string, whom?: 'main' | 'all') => Promise<void>;
};

/** A running Debian machine. Everything in it is thrown away by `off`. */
export type Machine = {
  readonly run: (argv: readonly string[], options?: RunOptions) => Promise<RunOutput>;
  /** Like `run`, but an exit code other than 0 is thrown; returns stdout. For inject steps, which must work. */
  readonly must: (argv: readonly string[], options?: RunOptions) => Promise<string>;
  readonly terminal: (argv: readonly string[], answers: readonly Answer[], options?: RunOptions) => Promise<TerminalOutput>;
  readonly start: (argv: readonly string[], options?: RunOptions) => Background;
  /** All processes of the machine, with the ids that the host and the machine know them by. */
  readonly processes: () => readonly InsideProcess[];
  readonly write: (path: string, content: string | Uint8Array, mode?: number) => void;
  readonly read: (path: string) => Buffer;
  readonly exists: (path: string) => boolean;
  /** Block devices of the requested disks, in their order. */
  readonly disks: readonly string[];
  readonly changedFiles: () => readonly Change[];
  /** `running` or `degraded`, as the last boot ended. */
  readonly systemState: () => string;
  /** A power cut, then the same machine again. */
  readonly restart: () => Promise<void>;
  /** An orderly shutdown, then the same machine again. */
  readonly reboot: () => Promise<void>;
  readonly off: () => void;
};

/** The first disk that a machine was given. */
export function diskOf({ disks: [disk] }: Machine): string {
  if (disk === undefined) throw new Error('the machine has no disk');
  return disk;
}

const running = new Map<string, () => HostState>();
let machines = 0;

/** Makes a machine from the base (built first if need be), boots it (a few seconds) and returns it; `off` it in any case. */
export async function bootMachine(options: MachineOptions = {}): Promise<Machine> {
  const lower = await baseMachine(console.error);
  if (machines === 0) firstUse();
  const id = `${process.pid}-${++machines}`;
  let state: HostState = { id, owner: known(process.pid), loops: [] };
  const change = (more: Partial<HostState>): void => {
    state = { ...state, ...more };
    saveState(state);
  };
  const off = (): void => {
    if (!running.delete(id)) return;
    release(state);
  };
  running.set(id, () => state);
  saveState(state);
  try {
    const layers = mountOverlay(id, lower, options.sizeMb ?? 512);
    const root = layers.merged;
    for (const disk of options.disks ?? []) change({ loops: [...state.loops, makeDisk(id, disk, state.loops.length)] });
    options.prepare?.(root);
    const partitions = state.loops.map((device) => `${device}p1`).filter((path) => existsSync(path));
    const binds = [...(options.binds ?? []), ...state.loops, ...partitions];
    let systemState = '';
    const boot = async (): Promise<void> => {
      const result = await bootTree(id, root, binds, (nspawn) => change({ nspawn }));
      change({ leader: result.leader });
      systemState = result.systemState;
    };
    await boot();
    const leader = (): number => state.leader?.pid ?? 0;
    const run = (argv: readonly string[], runOptions?: RunOptions): Promise<RunOutput> =>
      startInside(leader(), machineDir(id), argv, runOptions).done;
    // Host side, through the overlay: paths of the lab itself, none of which lies behind a link.
    const hostPath = (path: string): string => join(root, path);
    return {
      run,
      must: async (argv, runOptions) => {
        const output = await run(argv, runOptions);
        if (output.code !== 0) throw new Error(`in the machine: ${argv.join(' ')}: ${output.code}: ${output.stderr}${output.stdout}`);
        return output.stdout;
      },
      terminal: (argv, answers, runOptions) => runOnTerminal(leader(), argv, answers, runOptions),
      start: (argv, runOptions) => {
        const started = startInside(leader(), machineDir(id), argv, runOptions);
        const kill = async (signal: string, whom: 'main' | 'all' = 'main'): Promise<void> => {
          await run(['systemctl', 'kill', `--kill-whom=${whom}`, `--signal=${signal}`, started.unit]);
        };
        return { done: started.done, kill };
      },
      processes: () => processesOf(leader()),
      write: (path, content, mode = 0o644) => {
        mkdirSync(dirname(hostPath(path)), { recursive: true });
        writeFileSync(hostPath(path), content);
        chmodSync(hostPath(path), mode);
      },
      read: (path) => readFileSync(hostPath(path)),
      exists: (path) => lstatSync(hostPath(path), { throwIfNoEntry: false }) !== undefined,
      disks: state.loops,
      changedFiles: () => changedFiles(layers),
      systemState: () => systemState,
      restart: async () => {
        cutPower(state);
        await boot();
      },
      reboot: async () => {
        await run(['systemctl', 'poweroff'], { timeoutMs: 20_000 });
        for (let waited = 0; waited < 200 && existsSync(`/proc/${leader()}`); waited++) await sleep(50);
        cutPower(state);
        await boot();
      },
      off,
    };
  } catch (error) {
    off();
    throw error;
  }
}

/** Whatever ends this process, its machines end with it; only a SIGKILL leaves them to the next lab run. */
function firstUse(): void {
  cleanStale();
  process.on('exit', () => {
    for (const state of running.values()) release(state());
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
}
