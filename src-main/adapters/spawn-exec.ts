import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import type { Argv } from '../../src-shared/contract/step.js';
import { AppError } from '../../src-shared/errors.js';
import type { Command, Exec, Raw } from '../core/ports.js';
import { collect, kill, tail } from './child-output.js';
import { appendPlain } from './plain-file.js';
import { identify } from './processes.js';
import { isProgram, within } from './walk.js';

/** Programs are looked for here and nowhere else, whatever the caller's PATH says. */
export const safeFolders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'] as const;
const graceMs = 5_000;
const leftOpenMs = 500;

/** How commands are started: the fixed environment, and words put before the argv (for a mounted system: a chroot). */
export type ExecOptions = {
  readonly root: string;
  readonly home: string;
  readonly keep: Readonly<Record<string, string>>;
  readonly prefix: (program: string) => readonly string[];
  /** Run as this user instead of ourselves; needs root. */ readonly as?: { readonly uid: number; readonly gid: number };
};

/** Runs commands as children of this process: no shell, no input, own process group, fixed environment. */
export function createExec(options: ExecOptions): Exec {
  return {
    async run(command) {
      const program = await findProgram(options.root, command.argv[0] ?? '');
      if (program === null) return gone(command.argv);
      const [file, ...args] = [...options.prefix(program), ...command.argv.slice(1)];
      return start(options.root, file ?? program, args, command, {
        env: environment(options, command.env),
        ...(options.as ? { uid: options.as.uid, gid: options.as.gid } : {}),
      });
    },
  };
}

function environment(options: ExecOptions, extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    PATH: safeFolders.join(':'),
    HOME: options.home,
    LC_ALL: 'C.UTF-8',
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    NO_COLOR: '1',
    DEBIAN_FRONTEND: 'noninteractive',
    SYSTEMD_PAGER: '',
    SYSTEMD_COLORS: '0',
    ...options.keep,
    ...extra,
  };
}

/** Full path of a program in the safe folders of a root; a path is taken as it is if it lies there. null: not there. */
async function findProgram(root: string, name: string): Promise<string | null> {
  const candidates = name.includes('/') ? [name] : safeFolders.map((folder) => `${folder}/${name}`);
  for (const candidate of candidates) if (await isProgram(root, candidate)) return candidate;
  return null;
}

function gone(argv: Argv): Raw {
  return {
    argv,
    code: null,
    signal: null,
    timedOut: false,
    truncated: false,
    missing: true,
    stdout: new Uint8Array(),
    stderr: new Uint8Array(),
  };
}

async function start(
  root: string,
  file: string,
  args: readonly string[],
  command: Command,
  how: { env: Record<string, string>; uid?: number; gid?: number },
): Promise<Raw> {
  const output =
    command.outputFile === undefined
      ? null
      : await within(root, Buffer.from(command.outputFile), 'change', ({ entry }) => appendPlain(entry));
  const from = output === null ? 0 : (await output.stat()).size;
  try {
    const stream = output === null ? 'pipe' : output.fd;
    const child = launch(file, args, { stdio: ['ignore', stream, stream], ...how, cwd: '/', detached: true });
    const collected = output === null ? collect(child, command) : tail(child, output, from, command);
    const ended = waitForEnd(child);
    // Either may fail while the other is still waited for.
    ended.catch(() => undefined);
    collected.catch(() => undefined);
    const stop = limit(child, command, how.uid !== undefined);
    try {
      if (command.onStarted && child.pid !== undefined) await announce(child.pid, command);
      const { code, signal } = await ended;
      const { stdout, stderr, truncated } = await collected;
      return { argv: command.argv, code, signal, timedOut: stop.timedOut(), truncated, missing: false, stdout, stderr };
    } catch (thrown) {
      // What could not be announced still runs: whoever is told of a failure may take it for ended.
      stop.now();
      await Promise.allSettled([ended, collected]);
      throw thrown;
    } finally {
      stop.clear();
    }
  } finally {
    await output?.close();
  }
}

/** Some errors (a list of arguments that is too long) Node throws instead of telling them by an event. */
function launch(file: string, args: readonly string[], how: SpawnOptions): ChildProcess {
  try {
    return spawn(file, [...args], how);
  } catch (thrown) {
    throw new AppError('step-failed', `${file} could not be started: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

async function announce(pid: number, command: Command): Promise<void> {
  const child = await identify(pid);
  if (child) await command.onStarted?.(child);
}

function waitForEnd(child: ChildProcess): Promise<{ code: number | null; signal: string | null }> {
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new AppError('step-failed', `${child.spawnfile} could not be started: ${error.message}`)));
    child.on('close', (code, signal) => resolve({ code, signal }));
    // A daemon that the command left behind may hold its output open for ever: the command itself has ended.
    child.on('exit', (code, signal) => {
      setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
        resolve({ code, signal });
      }, leftOpenMs).unref();
    });
  });
}

/**
 * Ends an interruptible command at its time limit, on the signal or `now`; for others the limit is only reported. What runs as somebody
 * else (`his`) ends at it whatever it is: he may stop it, and would hold up a run for ever.
 */
function limit(child: ChildProcess, command: Command, his: boolean): { timedOut(): boolean; now(): void; clear(): void } {
  const interruptible = command.interruptible !== false;
  let late = false;
  let killer: NodeJS.Timeout | undefined;
  const end = (): void => {
    kill(child, 'SIGTERM');
    killer = setTimeout(() => kill(child, 'SIGKILL'), graceMs);
  };
  const timer = setTimeout(() => {
    if (!interruptible && !his) return command.onOverdue?.();
    late = true;
    end();
  }, command.timeoutMs);
  if (interruptible) command.signal?.addEventListener('abort', end, { once: true });
  if (interruptible && command.signal?.aborted === true) end();
  return {
    timedOut: () => late,
    now: () => interruptible && end(),
    clear() {
      clearTimeout(timer);
      clearTimeout(killer);
      command.signal?.removeEventListener('abort', end);
    },
  };
}
