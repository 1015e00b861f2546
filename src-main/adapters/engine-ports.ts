import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EnginePorts, Host, Log } from '../core/engine-ports.js';
import { createDiskWorld } from './disk-world.js';
import { inhibitSleep } from './inhibitor.js';
import { nodeNet } from './node-net.js';
import { linuxHost, machineStore, userStore } from './os/linux.js';
import { identify } from './processes.js';
import { readProfiles } from './profiles.js';
import { openStore } from './run-store.js';
import type { Owner } from './store-lock.js';
import { createScripts, type ScriptManifest } from './scripts.js';
import { createTargets } from './targets.js';

export type EngineSetup = {
  readonly store: 'machine' | 'user';
  readonly version: string;
  readonly log: Log;
  readonly agentProgram: readonly string[];
  readonly scripts: { readonly folder: string; readonly manifest: ScriptManifest };
};

/** The real world for an engine in this process, and how to let go of it. */
export function createEnginePorts(setup: EngineSetup): { ports: EnginePorts; close(): void } {
  const host = linuxHost(setup.store, setup.version);
  const targets = createTargets(host.elevated, setup.agentProgram);
  const now = (): Date => new Date();
  const ports: EnginePorts = {
    host,
    log: setup.log,
    scripts: createScripts(setup.scripts.folder, setup.scripts.manifest),
    net: nodeNet,
    ...(host.elevated && setup.store === 'machine' ? { disks: createDiskWorld() } : {}),
    now,
    newRunId: () => newRunId(now()),
    sleep: (ms) => sleep(ms),
    target: targets.target,
    profiles: readProfiles,
    inhibit: inhibitSleep,
    licence: () => Promise.resolve({ allowed: true, message: '' }),
    async store(root) {
      // As root no folder that a caller merely names is looked into, let alone written to.
      if (root !== '/' && host.elevated) await targets.target({ root });
      const place =
        setup.store === 'machine' ? { root, path: machineStore, machine: true } : { root: '/', path: resolve(userStore()), machine: false };
      return openStore({
        ...place,
        uid: host.uid,
        owner: () => lockOwner(host),
        now,
      });
    },
  };
  return { ports, close: targets.close };
}

/** This process as the holder of a lock. */
export async function lockOwner(host: Host): Promise<Owner> {
  const startTime = (await identify(process.pid))?.startTime ?? '';
  return { pid: process.pid, startTime, bootId: await host.bootId(), user: host.invoker ?? host.userName };
}

/**
 * `YYYYMMDD-HHMMSS-xxxxxx` in UTC: sorts by time, also within a second (three hex digits are the milliseconds), because undo and
 * recovery ask which run came later; and is hard to guess by mistake.
 */
export function newRunId(now: Date): string {
  const stamp = now.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const milliseconds = now.getUTCMilliseconds().toString(16).padStart(3, '0');
  return `${stamp}-${milliseconds}${randomBytes(2).toString('hex').slice(0, 3)}`;
}
