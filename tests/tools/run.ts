import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const repo = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Counts as the closing line of a test run has them. */
export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** Runs a program in the repository, output shown as it comes and kept; returns exit code and output. */
export function run(file: string, args: readonly string[], options: { quiet?: boolean } = {}): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, PATH: [join(repo, 'node_modules', '.bin'), process.env['PATH']].join(delimiter) };
    const child = spawn(file, [...args], { cwd: repo, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (stream: NodeJS.WriteStream) => (chunk: Buffer) => {
      output += chunk.toString();
      if (options.quiet !== true) stream.write(chunk);
    };
    child.stdout.on('data', keep(process.stdout));
    child.stderr.on('data', keep(process.stderr));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a TypeScript tool of ours with the project's own Node. */
export function runScript(
  script: string,
  args: readonly string[] = [],
  options: { quiet?: boolean } = {},
): Promise<{ code: number; output: string }> {
  return run(process.execPath, [join(repo, script), ...args], options);
}

/** The last `N passed, N failed, N skipped` of an output; a program that ended badly without one counts as one failure. */
export function countsOf({ code, output }: { code: number; output: string }): Counts {
  const [, passed, failed, skipped] = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1) ?? [];
  if (passed === undefined || failed === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const counts = { passed: Number(passed), failed: Number(failed), skipped: Number(skipped ?? 0) };
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
