import { run } from '../../../src-main/hosts/cli/run.js';

export type Said = { readonly code: number; readonly out: string; readonly err: string };

/** Runs a command line in this process and gives its exit code and all that it wrote. */
export async function cli(...args: string[]): Promise<Said> {
  const written = { out: '', err: '' };
  const [stdout, stderr] = [process.stdout.write, process.stderr.write];
  const home = process.env['RESCUEPC_HOME'];
  const into = (name: 'out' | 'err') =>
    ((chunk: string | Uint8Array) => {
      written[name] += typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk);
      return true;
    }) as typeof process.stdout.write;
  process.stdout.write = into('out');
  process.stderr.write = into('err');
  try {
    return { code: await run(args), ...written };
  } finally {
    process.stdout.write = stdout;
    process.stderr.write = stderr;
    if (home === undefined) delete process.env['RESCUEPC_HOME'];
    else process.env['RESCUEPC_HOME'] = home;
  }
}
