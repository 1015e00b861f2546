import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cgroupsOf, makeCgroups } from './cgroups.ts';
import { hostSync, until } from './host.ts';
import { productDir, repoDir } from './places.ts';
import { type Known, known, machineDir } from './state.ts';

/** A running system: nspawn itself, and the machine's process 1 as the host sees it. */
export type Running = { readonly nspawn: Known; readonly leader: Known; readonly systemState: string };

/**
 * Boots the tree `root` and waits (at most a minute) until it says that it runs. `onProcess` hears of nspawn at once, so that
 * it can be ended even if the boot fails. There is no network at all, and the product is there read-only.
 */
export async function bootTree(id: string, root: string, binds: readonly string[], onProcess: (nspawn: Known) => void): Promise<Running> {
  const groups = cgroupsOf(id);
  makeCgroups(groups);
  const log = openSync(join(machineDir(id), 'console.log'), 'a');
  const enterGroups = groups.map((group) => `echo $$ >${group}/cgroup.procs`).join(' && ');
  const child = spawn('sh', ['-c', `${enterGroups} && exec systemd-nspawn "$@"`, 'sh', ...nspawnArguments(root, binds)], {
    detached: true,
    stdio: ['ignore', log, log],
    // The machine's /tmp shall be a folder of its disk, so that changes in it are seen and survive a restart.
    env: { PATH: process.env['PATH'], SYSTEMD_NSPAWN_TMPFS_TMP: '0' },
  });
  closeSync(log);
  child.unref();
  const pid = child.pid;
  if (pid === undefined) throw new Error('systemd-nspawn could not be started; install systemd-container');
  const nspawn = known(pid);
  onProcess(nspawn);
  try {
    const leader = await until('process 1 of the machine', async () => leaderOf(child.exitCode, pid), 20);
    const systemState = await until('the end of the boot', async () => bootedState(leader));
    return { nspawn, leader: known(leader), systemState };
  } catch (error) {
    const console = readFileSync(join(machineDir(id), 'console.log'), 'utf8').slice(-2000);
    throw new Error(`the machine did not boot; its console: ${console}`, { cause: error });
  }
}

function nspawnArguments(root: string, binds: readonly string[]): readonly string[] {
  const quiet = ['--link-journal=no', '--resolv-conf=off', '--timezone=off'];
  const fixed = ['-q', '-b', '-D', root, '--register=no', '--keep-unit', '--private-network', ...quiet];
  return [...fixed, `--bind-ro=${repoDir}:${productDir}`, ...binds.map((path) => `--bind=${path}`)];
}

/** nspawn first has a short-lived child; the leader is the one that is process 1 in its own namespace and runs systemd. */
function leaderOf(exitCode: number | null, nspawn: number): number | undefined {
  if (exitCode !== null) throw new Error(`systemd-nspawn ended with ${exitCode}`);
  const children = hostSync(['pgrep', '-P', String(nspawn)])
    .stdout.trim()
    .split('\n')
    .filter(Boolean)
    .map(Number);
  return children.find((pid) => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      return /^Name:\s+systemd$/m.test(status) && /^NSpid:.*\s1$/m.test(status);
    } catch {
      return false;
    }
  });
}

/** `running` or `degraded` (booted, but a unit failed); undefined while it is still starting. */
function bootedState(leader: number): string | undefined {
  const enter = ['nsenter', '-t', String(leader), '-m', '-u', '-i', '-n', '-p', '--'] as const;
  const answer = hostSync([...enter, 'systemctl', 'is-system-running']).stdout.trim();
  return answer === 'running' || answer === 'degraded' ? answer : undefined;
}
