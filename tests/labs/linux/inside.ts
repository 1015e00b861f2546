import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hangMs } from './host.ts';

/** How a command is run in a machine. Without `user` as root with the rights of the machine's own root, never the host's. */
export type RunOptions = {
  readonly user?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** The default only ends a hang. */
  readonly timeoutMs?: number;
  /** Children that the command leaves behind are not ended with it (for `--detach`). */
  readonly keepChildren?: boolean;
};

/** `code` is null if the time limit ended the command; a command ended by a signal has 255. Bytes that are not UTF-8: `stdoutBytes`. */
export type RunOutput = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly stdoutBytes: Uint8Array;
};

/** A command in flight; `unit` is its service in the machine. */
export type Started = { readonly unit: string; readonly child: ChildProcess; readonly done: Promise<RunOutput> };

let units = 0;

/**
 * Starts a command as a transient service of the machine whose process 1 is `leader`. Output goes through files in a folder of its
 * own under `scratch`, so its size does not matter.
 */
export function startInside(leader: number, scratch: string, argv: readonly string[], options: RunOptions = {}): Started {
  const folder = mkdtempSync(join(scratch, 'run-'));
  const path = (name: string): string => join(folder, name);
  // A file, not a pipe: node's pipes are sockets, and a program cannot open a socket as /dev/stdin.
  writeFileSync(path('in'), options.input ?? '');
  const files = [openSync(path('in'), 'r'), openSync(path('out'), 'w'), openSync(path('err'), 'w')];
  const timeoutMs = options.timeoutMs ?? hangMs;
  const unit = `lab-${process.pid}-${++units}.service`;
  const started = Date.now();
  const child = spawn('nsenter', serviceArguments(leader, unit, argv, options), {
    stdio: files,
    timeout: timeoutMs + 15_000,
    killSignal: 'SIGKILL',
  });
  for (const file of files) closeSync(file);
  const done = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  }).then((code) => {
    // Gone if the machine was switched off meanwhile.
    const [stdoutBytes, stderr] = existsSync(folder)
      ? [readFileSync(path('out')), readFileSync(path('err'), 'utf8')]
      : [Buffer.alloc(0), ''];
    rmSync(folder, { recursive: true, force: true });
    const late = Date.now() - started >= timeoutMs;
    return { code: late ? null : code, stdout: stdoutBytes.toString(), stderr, stdoutBytes };
  });
  return { unit, child, done };
}

/** The arguments of nsenter that run `argv` in the machine through its own service manager. */
export function serviceArguments(leader: number, unit: string, argv: readonly string[], options: RunOptions): readonly string[] {
  const enter = ['-t', String(leader), '-m', '-u', '-i', '-n', '-p', '--'];
  const seconds = Math.ceil((options.timeoutMs ?? hangMs) / 1000);
  const limits = ['-p', `RuntimeMaxSec=${seconds}`, '-p', 'TimeoutStopSec=5', ...(options.keepChildren ? ['-p', 'KillMode=process'] : [])];
  const who = options.user === undefined ? [] : [`--uid=${options.user}`, '-p', 'PAMName=login', '-p', 'WorkingDirectory=~'];
  const env = Object.entries({ ...(options.user === undefined ? rootEnvironment : {}), ...options.env });
  const setenv = env.map(([name, value]) => `--setenv=${name}=${value}`);
  const service = ['systemd-run', '-q', '--pipe', '--wait', '--collect', `--unit=${unit}`, ...limits, ...who, ...setenv, '--'];
  // The service manager expands $NAME in arguments; $$ is a plain dollar.
  return [...enter, ...service, ...argv.map((word) => word.replaceAll('$', '$$$$'))];
}

/** A service has no home by itself; a person's root shell has. */
const rootEnvironment = { HOME: '/root', USER: 'root', LOGNAME: 'root', SHELL: '/bin/bash' };
