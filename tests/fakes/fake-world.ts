import type { EnginePorts, Host } from '../../src-main/core/engine-ports.js';
import type { Profile, Target } from '../../src-main/core/ports.js';
import { AppError } from '../../src-shared/errors.js';
import { createFakeExec, type FakeExec } from './fake-exec.js';
import { createFakeFiles, type FakeFiles } from './fake-files.js';
import { createFakeRegistry } from './fake-registry.js';
import { createFakeStore, type FakeStore } from './fake-store.js';

/** A machine in memory, with everything an engine needs from the world. */
export type FakeWorld = {
  readonly ports: EnginePorts;
  readonly files: FakeFiles;
  readonly exec: FakeExec;
  readonly store: FakeStore;
  readonly registry: ReturnType<typeof createFakeRegistry>;
  readonly warnings: string[];
  /** What the machine is like; tests set it before they act. */
  readonly machine: {
    bootId: string;
    /** `uid`: who started it; root unless told. */
    living: { pid: number; startTime: string; uid?: number }[];
    profiles: Profile[];
    licensed: boolean;
    inhibitors: number;
    running: boolean;
    scripts: Record<string, string[]>;
  };
  /** What happens, in order: changes of files, appends, backups, commands. Each counts twice: before and after. */
  readonly moments: string[];
  /** The process dies at this moment (from 0) and stays dead until `revive`. */
  dieAt(moment: number): void;
  readonly dead: boolean;
  /** Another process on the same machine; its locks are gone. */
  revive(): void;
};

export function createFakeWorld(hostIs: Partial<Omit<Host, 'bootId' | 'living' | 'isLiving'>> = {}): FakeWorld {
  let dead = false;
  let deathAt = -1;
  let clock = Date.parse('2026-11-22T10:00:00.000Z');
  let runs = 0;
  const moments: string[] = [];
  const warnings: string[] = [];
  function onChange(what: string, when: 'before' | 'after'): void {
    if (dead) throw new AppError('internal', 'this process is dead');
    if (moments.length === deathAt) {
      dead = true;
      throw new AppError('internal', `died ${when}: ${what.slice(0, 80)}`);
    }
    moments.push(`${when} ${what}`);
  }
  const files = createFakeFiles(onChange);
  const exec = createFakeExec(onChange);
  const store = createFakeStore(onChange);
  const registry = createFakeRegistry();
  const machine: FakeWorld['machine'] = {
    bootId: 'boot-1',
    living: [],
    profiles: [],
    licensed: true,
    inhibitors: 0,
    running: true,
    scripts: {},
  };
  for (const folder of ['/etc', '/usr/lib', '/home', '/var/lib/rescuepc']) files.putFolder(folder);
  files.put('/proc/locks', '');

  const target = (root: string): Target => ({ root, running: machine.running, files, exec, registry });
  const ports: EnginePorts = {
    host: {
      os: 'linux',
      store: 'machine',
      elevated: true,
      uid: 0,
      userName: 'root',
      invoker: 'alice',
      remoteSession: false,
      version: '0.1.0',
      ...hostIs,
      bootId: () => Promise.resolve(machine.bootId),
      living: (_marker, uid) => Promise.resolve(machine.living.filter((child) => (child.uid ?? 0) === uid)),
      isLiving: (child) => Promise.resolve(machine.living.some((other) => other.pid === child.pid && other.startTime === child.startTime)),
    },
    log: { info: () => undefined, warn: (message) => void warnings.push(message) },
    scripts: {
      prepare(script, args) {
        const argv = machine.scripts[script];
        if (!argv) return Promise.reject(new AppError('damaged', `The script ${script} is not the one that belongs to this version.`));
        return Promise.resolve([...argv, ...args]);
      },
    },
    now: () => new Date((clock += 10)),
    newRunId: () => `20261122-1000${String((runs += 1)).padStart(2, '0')}-0000aa`,
    sleep: async (ms) => {
      clock += ms;
      await Promise.resolve();
    },
    target: ({ root }) => Promise.resolve(target(root)),
    store: () => Promise.resolve(store),
    profiles: () => Promise.resolve(machine.profiles),
    inhibit() {
      machine.inhibitors += 1;
      return () => void (machine.inhibitors -= 1);
    },
    licence: () => Promise.resolve({ allowed: machine.licensed, message: 'No licence.' }),
  };

  return {
    ports,
    files,
    exec,
    store,
    registry,
    warnings,
    machine,
    moments,
    dieAt(moment) {
      deathAt = moment;
    },
    get dead() {
      return dead;
    },
    revive() {
      dead = false;
      deathAt = -1;
      store.heldBy = null;
    },
  };
}
