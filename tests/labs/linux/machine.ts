import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { baseMachine } from './base.ts';
import { type Change, changedFiles } from './changed-files.ts';
import { packageLayer } from './extra-packages.ts';
import { until } from './host.ts';
import { type RunOptions, type RunOutput, startInside } from './inside.ts';
import { type Shell, startShell } from './inside-shell.ts';
import { bootTree } from './nspawn.ts';
import { productDir } from './places.ts';
import { type InsideProcess, processesOf } from './processes.ts';
import { timed } from './stopwatch.ts';
import { type HostState, cleanStale, cutPower, known, machineDir, release, saveState } from './state.ts';
import { type DiskRequest, makeDisk, mountOverlay } from './storage.ts';
import { type Answer, type TerminalOutput, runOnTerminal } from './terminal.ts';

export type MachineOptions = {
  /** What the machine may write, in MB of host memory; default 512. */
  readonly sizeMb?: number;
  /** Further host paths seen in the machine under the same path. */
  readonly binds?: readonly string[];
  readonly disks?: readonly DiskRequest[];
  /** Packages of Debian that the machine has beyond the base. */
  readonly packages?: readonly string[];
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
  const lowers = await lowersOf(options);
  if (machines === 0) firstUse();
  const id = `${process.pid}-${++machines}`;
  let state: HostState = { id, owner: known(process.pid), loops: [] };
  const change = (more: Partial<HostState>): void => {
    state = { ...state, ...more };
    saveState(state);
  };
  const off = (): void => {
    if (!running.delete(id)) return;
    timed('off', () => release(state));
  };
  running.set(id, () => state);
  saveState(state);
  try {
    const layers = mountOverlay(id, lowers, options.sizeMb ?? 512);
    const root = layers.merged;
    for (const disk of options.disks ?? []) change({ loops: [...state.loops, makeDisk(id, disk, state.loops.length)] });
    const partitions = state.loops.map((device) => `${device}p1`).filter((path) => existsSync(path));
    const binds = [...(options.binds ?? []), ...state.loops, ...partitions];
    let systemState = '';
    const boot = async (): Promise<void> => {
      const result = await timed('boot', () => bootTree(id, root, binds, (nspawn) => change({ nspawn })));
      change({ leader: result.leader });
      systemState = result.systemState;
    };
    await boot();
    const leader = (): number => state.leader?.pid ?? 0;
    let shell: { readonly of: number; readonly run: Shell['run'] } | undefined;
    const run = (argv: readonly string[], runOptions: RunOptions = {}): Promise<RunOutput> =>
      timed('commands', () => {
        if (needsService(argv, runOptions)) return startInside(leader(), machineDir(id), argv, runOptions).done;
        if (shell?.of !== leader()) shell = { of: leader(), ...startShell(leader()) };
        return shell.run(argv, runOptions);
      });
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
      changedFiles: () => timed('comparison', () => changedFiles(layers)),
      systemState: () => systemState,
      restart: async () => {
        cutPower(state);
        await boot();
      },
      reboot: async () => {
        await run(['systemctl', 'poweroff']);
        await until('the machine is off', async () => (existsSync(`/proc/${leader()}`) ? undefined : true), 50);
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

/** The product runs as a service of its own, as do commands of people, who log in for them; the rest is the lab's own. */
function needsService(argv: readonly string[], { user, keepChildren = false }: RunOptions): boolean {
  return user !== undefined || keepChildren || argv.some((word) => word.includes(productDir));
}

/** What lies under a machine, the topmost first; made if it is not there yet. */
async function lowersOf({ packages = [] }: MachineOptions): Promise<readonly string[]> {
  const base = await timed('base', () => baseMachine(console.error));
  return packages.length === 0 ? [base] : [await timed('packages', () => packageLayer(base, packages)), base];
}

/** Whatever ends this process, its machines end with it; only a SIGKILL leaves them to the next lab run. */
function firstUse(): void {
  cleanStale();
  process.on('exit', () => {
    for (const state of running.values()) release(state());
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
}
