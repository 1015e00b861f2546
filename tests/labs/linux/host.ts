import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

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

/** Runs a long host command (at most `timeoutMs`), throws with the end of its output if it fails. */
export async function mustRun(argv: readonly [string, ...string[]], timeoutMs: number): Promise<void> {
  const [program, ...args] = argv;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs, killSignal: 'SIGKILL' });
  let tail = '';
  const keep = (bytes: Buffer): void => {
    tail = (tail + bytes.toString()).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${code}\n${tail}`);
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
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Asks again every `everyMs` until the answer is not undefined; throws when `timeoutMs` have passed. */
export async function until<T>(what: string, timeoutMs: number, ask: () => Promise<T | undefined>, everyMs = 100): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain: ${what}`);
    await sleep(everyMs);
  }
}

/** Ends a process for good; nothing happens if it ended by itself meanwhile. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
