import { spawn } from 'node:child_process';
import { hangMs } from './host.ts';
import { type RunOptions, serviceArguments } from './inside.ts';

/** What a person would type: `send` (with its newline) once `expect` is seen in what came since the answer before. */
export type Answer = { readonly expect: RegExp; readonly send: string };

/** Everything that appeared on the terminal, the echo of the answers too. `code` is null at the time limit. */
export type TerminalOutput = { readonly code: number | null; readonly screen: string; readonly unanswered: number };

let units = 0;

/** Runs a command in the machine under a pseudo terminal (util-linux `script`) and gives the scripted answers in their order. */
export async function runOnTerminal(
  leader: number,
  argv: readonly string[],
  answers: readonly Answer[],
  options: RunOptions = {},
): Promise<TerminalOutput> {
  const command = argv.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const unit = `lab-terminal-${process.pid}-${++units}.service`;
  const timeoutMs = options.timeoutMs ?? hangMs;
  const env = { TERM: 'dumb', ...options.env };
  // The shell between: a login's own helper process would be a child of `script`, which then never ends.
  const words = serviceArguments(leader, unit, ['sh', '-c', 'script -qec "$1" /dev/null; exit $?', 'sh', command], { ...options, env });
  const started = Date.now();
  const child = spawn('nsenter', words, { stdio: ['pipe', 'pipe', 'pipe'], timeout: timeoutMs + 15_000, killSignal: 'SIGKILL' });
  let screen = '';
  let read = 0;
  let given = 0;
  const see = (bytes: Buffer): void => {
    screen += bytes.toString();
    const next = answers[given];
    if (next === undefined || !next.expect.test(screen.slice(read))) return;
    read = screen.length;
    given += 1;
    child.stdin.write(next.send);
  };
  child.stdout.on('data', see);
  child.stderr.on('data', see);
  // The command may end without reading all answers.
  child.stdin.on('error', () => undefined);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code: Date.now() - started >= timeoutMs ? null : code, screen, unanswered: answers.length - given };
}
