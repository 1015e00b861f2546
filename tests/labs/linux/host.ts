import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { timed } from './stopwatch.ts';

/** What a host command said. `code` is null if a signal (also ours, at the time limit) ended it. */
export type HostOutput = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Runs a command on the host and waits for it; for short commands, and for the exit hook, where nothing may be awaited. */
export function hostSync(argv: readonly [string, ...string[]], input?: string | Uint8Array): HostOutput {
  const [program, ...args] = argv;
  const result = spawnSync(program, args, { timeout: 60_000, maxBuffer: 1 << 28, ...(input === undefined ? {} : { input }) });
  const failed = result.error === undefined ? '' : String(result.error);
  return { code: result.status, stdout: String(result.stdout ?? ''), stderr: String(result.stderr ?? '') + failed };
}

/** Like `hostSync`, but a failure is thrown: for commands that always work on a host fit for the lab. */
export function mustSync(argv: readonly [string, ...string[]], input?: string | Uint8Array): string {
  const output = hostSync(argv, input);
  if (output.code !== 0) throw new Error(`${argv.join(' ')}: ${output.code}: ${output.stderr}${output.stdout}`);
  return output.stdout;
}

/**
 * Runs a long host command for as long as something moves: it says something, or `folder` changes its size. Throws with the end of
 * its output if it fails, or if nothing has moved for `stillMs`.
 */
export async function mustRun(argv: readonly [string, ...string[]], folder: string, stillMs = 300_000): Promise<void> {
  const [program, ...args] = argv;
  // A group of its own: what it started holds its output open, and goes with it.
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let tail = '';
  let moved = Date.now();
  let size = '';
  const keep = (bytes: Buffer): void => {
    moved = Date.now();
    tail = (tail + bytes.toString()).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let stands = false;
  const watch = setInterval(() => {
    const now = hostSync(['du', '-s', folder]).stdout;
    if (now !== size) moved = Date.now();
    size = now;
    stands = Date.now() - moved > stillMs;
    if (stands && child.pid !== undefined) kill(-child.pid);
  }, stillMs / 30);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  }).finally(() => clearInterval(watch));
  if (stands) throw new Error(`${argv.join(' ')}: nothing moved for ${stillMs / 1000} s, so it was ended\n${tail}`);
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${code}\n${tail}`);
}

/** Waits until this process alone holds the lock, and returns how to let it go; it goes with the process, however that ends. */
export async function lockFile(path: string): Promise<() => void> {
  const holder = spawn('flock', [path, 'sh', '-c', 'echo held; exec cat'], { stdio: ['pipe', 'pipe', 'inherit'] });
  await new Promise((resolve, reject) => {
    holder.on('error', reject);
    holder.on('close', (code) => reject(new Error(`flock ${path}: ${code}`)));
    holder.stdout.once('data', resolve);
  });
  return () => holder.stdin.end();
}

/** What the lab needs on the host and does not find; empty if all is there. */
export function missingTools(): readonly string[] {
  const tools = ['debootstrap', 'systemd-nspawn', 'nsenter', 'dpkg-deb', 'losetup', 'mkfs.ext4', 'pgrep', 'mount', 'chroot'];
  const missing = tools.filter((tool) => hostSync(['sh', '-c', 'command -v "$0"', tool]).code !== 0);
  return process.getuid?.() === 0 ? missing : ['root', ...missing];
}

/**
 * The start time of a process (clock ticks since boot), or undefined if it does not live: tells a process from a later one with its
 * id. A zombie does not live; the init of a container may be slow to collect them.
 */
export function processStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** Blocks the whole process: only for the exit hook's clean-up, where nothing may be awaited. */
export function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

export function sleep(ms: number): Promise<void> {
  return timed('waiting', () => new Promise((resolve) => setTimeout(resolve, ms)));
}

/** What has not happened by then will not: it ends a hang, and is no measure of how quick anything is. */
export const hangMs = 600_000;

/** Asks again every `everyMs` until the answer is not undefined; throws when that takes so long that it must be a hang. */
export function until<T>(what: string, ask: () => Promise<T | undefined>, everyMs = 100): Promise<T> {
  return timed('waiting', async () => {
    const end = Date.now() + hangMs;
    for (;;) {
      const answer = await ask();
      if (answer !== undefined) return answer;
      if (Date.now() > end) throw new Error(`waited ${hangMs / 1000} s in vain: ${what}`);
      await sleep(everyMs);
    }
  });
}

/** Ends a process, or (a negative id) a group of them, for good; nothing happens if it ended by itself meanwhile. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
