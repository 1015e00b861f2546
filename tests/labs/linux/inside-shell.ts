import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { hangMs } from './host.ts';
import { type RunOptions, type RunOutput, serviceArguments } from './inside.ts';

/** A shell that stays in a machine and runs commands there as root, for a fraction of what a service of its own for each costs. */
export type Shell = {
  /** Runs a command and waits for it. What it leaves in the background lives on. */
  readonly run: (argv: readonly string[], options?: RunOptions) => Promise<RunOutput>;
};

/** Where input and output of the commands lie; memory of the machine, which the host sees through its process 1. */
const folder = '/run/lab-shell';

/** Each line that it reads is a command, run beside the others. */
const script = `while IFS= read -r line; do eval "$line" & done`;

/** Starts the shell in the machine whose process 1 is `leader`; it ends with the machine. */
export function startShell(leader: number): Shell {
  const onHost = (name: string): string => `/proc/${leader}/root${folder}/${name}`;
  mkdirSync(onHost(''), { recursive: true });
  const unit = `lab-shell-${process.pid}-${++shells}.service`;
  const limits = { timeoutMs: 86_400_000 };
  const shell = spawn('nsenter', serviceArguments(leader, unit, ['bash', '-c', script], limits), { stdio: ['pipe', 'pipe', 'inherit'] });
  // The machine may be switched off in the middle of a command.
  shell.stdin.on('error', () => undefined);
  const waiting = new Map<string, (code: number | null) => void>();
  createInterface({ input: shell.stdout }).on('line', (line) => {
    const [id = '', code] = line.split(' ');
    waiting.get(id)?.(Number(code));
    waiting.delete(id);
  });
  shell.on('close', () => {
    for (const end of waiting.values()) end(null);
    waiting.clear();
  });
  let commands = 0;
  return {
    async run(argv, { input = '', env = {}, timeoutMs = hangMs } = {}) {
      const id = String(++commands);
      writeFileSync(onHost(`${id}.in`), input);
      const path = (kind: string): string => `${folder}/${id}.${kind}`;
      const setting = Object.entries(env).map(([name, value]) => `${name}=${value}`);
      const words = ['timeout', '-k', '5', String(timeoutMs / 1000), ...(setting.length > 0 ? ['env', ...setting] : []), ...argv];
      const line = `${words.map(quoted).join(' ')} <${path('in')} >${path('out')} 2>${path('err')}; echo "${id} $?"`;
      const code = await new Promise<number | null>((resolve) => {
        waiting.set(id, resolve);
        if (isOver(shell)) resolve(null);
        else shell.stdin.write(`${line}\n`);
      });
      return outputOf(code, onHost(id));
    },
  };
}

let shells = 0;

function isOver(shell: ChildProcess): boolean {
  return shell.exitCode !== null || shell.signalCode !== null;
}

/** `code` 124 and 137: timeout(1) ended it. */
function outputOf(code: number | null, path: string): RunOutput {
  try {
    const [stdoutBytes, stderr] = [readFileSync(`${path}.out`), readFileSync(`${path}.err`, 'utf8')];
    for (const kind of ['in', 'out', 'err']) rmSync(`${path}.${kind}`);
    return { code: code === 124 || code === 137 ? null : code, stdout: stdoutBytes.toString(), stderr, stdoutBytes };
  } catch {
    // Gone with the machine.
    return { code: null, stdout: '', stderr: '', stdoutBytes: Buffer.alloc(0) };
  }
}

/** For bash; a newline cannot stand in a line that `read` reads, but its escape can. */
function quoted(word: string): string {
  return `$'${word.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}
