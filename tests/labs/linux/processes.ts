import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** A process of a machine. `hostPid` is what `process.kill` on the host takes, `pid` is what the machine itself calls it. */
export type InsideProcess = { readonly hostPid: number; readonly pid: number; readonly argv: readonly string[] };

/** The processes in the same pid namespace as `leader`, without the lab's own helpers, which are outside of the machine's control groups. */
export function processesOf(leader: number): readonly InsideProcess[] {
  const namespace = namespaceOf(leader);
  if (namespace === undefined) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && namespaceOf(Number(name)) === namespace && ofMachine(name))
    .flatMap((name) => {
      try {
        const pid = Number(/^NSpid:.*\s(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]);
        const argv = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').slice(0, -1);
        return [{ hostPid: Number(name), pid, argv }];
      } catch {
        return [];
      }
    });
}

function namespaceOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return undefined;
  }
}

function ofMachine(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes('/rescuepc-lab-');
  } catch {
    return false;
  }
}
