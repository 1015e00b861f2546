import { spawn, type ChildProcess } from 'node:child_process';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { engineContract } from '../../src-shared/contract/engine.js';
import { AppError } from '../../src-shared/errors.js';
import { connect } from '../../src-shared/wire/connect.js';
import type { EngineClient } from '../core/repair/coordinator.js';
import { ndjsonPort } from './ndjson-port.js';
import { expectProtected, expectProtectedTree } from './protected-path.js';
import { safeFolders } from './spawn-exec.js';

export type Worker = {
  readonly engine: EngineClient;
  close(): void;
  /** Called when the worker has gone, also by itself after idle minutes. */
  onClose(listener: () => void): void;
  /** Called with each line that it says for a person from now on. */
  onSaid(listener: (line: string) => void): void;
};

/** One way to start a program as root. `prompts`: a person may be asked for a password. */
type Way = {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  refusal(code: number | null, said: string): AppError;
};

/**
 * Starts the worker with root's rights: directly where this process has them, else by sudo in a terminal or by
 * pkexec. Only the worker's own greeting proves that it runs; there is no time limit on a prompt.
 * AppError unsafe-place, elevation-refused, elevation-unavailable.
 */
export async function startWorker(workerFile: string, hasTerminal: boolean, node = process.execPath): Promise<Worker> {
  await expectProtected(node);
  await expectProtectedTree(dirname(workerFile));
  const command = [node, workerFile];
  if (process.getuid?.() === 0)
    return greet(launch(command, { SUDO_UID: process.env['SUDO_UID'], PKEXEC_UID: process.env['PKEXEC_UID'] }), null);
  const tried: AppError[] = [];
  for (const way of await waysHere(hasTerminal)) {
    try {
      return await greet(launch([way.program, ...way.args, ...command], {}), way);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      tried.push(thrown);
      if (thrown.code === 'elevation-refused') break;
    }
  }
  throw tried.find((error) => error.code === 'elevation-refused') ?? noneWorked(tried);
}

/** Where a password would be asked for, as far as it can be told without asking. */
export async function elevationWays(hasTerminal: boolean): Promise<'already' | 'terminal' | 'dialog' | 'unavailable'> {
  if (process.getuid?.() === 0) return 'already';
  const ways = (await waysHere(hasTerminal)).map(({ name }) => name);
  if (hasTerminal && ways.includes('sudo')) return 'terminal';
  const desktop = (process.env['WAYLAND_DISPLAY'] ?? process.env['DISPLAY'] ?? '') !== '';
  return desktop && ways.includes('pkexec') ? 'dialog' : 'unavailable';
}

/** Each way's own reason counts: what sudo said must not be lost behind pkexec's answer. */
function noneWorked(tried: readonly AppError[]): AppError {
  const [first] = tried;
  if (first === undefined)
    return new AppError('elevation-unavailable', 'Neither sudo nor pkexec is on this machine.', 'Log in as root and repair from there.');
  return new AppError(first.code, tried.map((error) => error.message).join(' '), first.hint);
}

async function waysHere(hasTerminal: boolean): Promise<Way[]> {
  const sudo: Way = {
    name: 'sudo',
    program: '/usr/bin/sudo',
    args: hasTerminal ? ['--'] : ['--non-interactive', '--'],
    refusal: (_code, said) =>
      /not in the sudoers|may not run sudo|is not allowed/.test(said)
        ? new AppError('elevation-unavailable', 'This user may not use sudo.', 'Ask an administrator, or log in as one.')
        : /password is required|terminal is required|no tty/.test(said)
          ? new AppError(
              'elevation-unavailable',
              'sudo wants a password and there is no terminal to ask for it.',
              'Run this in a terminal, or as root.',
            )
          : /incorrect password|a password was not provided|no password was provided/.test(said)
            ? new AppError('elevation-refused', 'sudo was refused: the password was wrong or not given.', 'Try again.')
            : new AppError('elevation-unavailable', `sudo could not start the worker: ${firstLine(said)}`, 'Try as root.'),
  };
  const pkexec: Way = {
    name: 'pkexec',
    program: '/usr/bin/pkexec',
    args: ['--disable-internal-agent'],
    // pkexec(1): 126 the dialog was dismissed, 127 not authorised or no agent.
    refusal: (code, said) =>
      code === 126
        ? new AppError('elevation-refused', 'The password dialog was dismissed.', 'Try again and give the password.')
        : /authentication agent/i.test(said)
          ? new AppError(
              'elevation-unavailable',
              'There is no program here that could ask for a password (no polkit agent).',
              'Run it in a terminal with sudo, or as root.',
            )
          : new AppError(
              'elevation-unavailable',
              `pkexec was refused or is unavailable: ${firstLine(said)}`,
              'Run it in a terminal with sudo, or as root.',
            ),
  };
  const ways: Way[] = [];
  for (const way of [sudo, pkexec])
    if (
      await access(way.program).then(
        () => true,
        () => false,
      )
    )
      ways.push(way);
  return ways;
}

function firstLine(said: string): string {
  return said.trim().split('\n')[0] ?? 'no answer';
}

type Launched = {
  readonly child: ChildProcess & { stdin: NodeJS.WritableStream; stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream };
  said(): string;
};

function launch(command: readonly string[], env: Readonly<Record<string, string | undefined>>): Launched {
  const [file, ...args] = command;
  // No LD_PRELOAD, NODE_OPTIONS or PATH of the caller's reaches a process that will be root's.
  const clean = { PATH: safeFolders.join(':'), LC_ALL: 'C.UTF-8', ...env };
  const child = spawn(file ?? '', args, { stdio: ['pipe', 'pipe', 'pipe'], env: clean, cwd: '/' });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-4_000);
  });
  return { child, said: () => said };
}

async function greet(launched: Launched, way: Way | null): Promise<Worker> {
  const { child, said } = launched;
  const ended = new Promise<never>((_resolve, reject) => {
    child.on('error', (error) => reject(new AppError('elevation-unavailable', error.message)));
    child.on('close', (code) =>
      reject(way ? way.refusal(code, said()) : new AppError('elevation-unavailable', `The worker ended at once: ${firstLine(said())}`)),
    );
  });
  ended.catch(() => undefined);
  const port = ndjsonPort(child.stdout, child.stdin);
  const engine = connect(engineContract, port);
  const hello = engine['engine.hello']({});
  hello.catch(() => undefined);
  const answer = await Promise.race([hello.catch(() => ended), ended]);
  if (answer.uid !== 0) throw new AppError('elevation-refused', 'The worker did not get root rights.');
  const onSaid = (listener: (line: string) => void): void =>
    void createInterface({ input: child.stderr, crlfDelay: Infinity }).on('line', listener);
  return { engine, close: () => port.close(), onClose: port.onClose, onSaid };
}
