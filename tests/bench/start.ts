import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { figure, ratio, type Figure } from './measure.js';

const rounds = 15;

/** Start-up of the command line against an empty Node, taken in turns. */
export function cliStart(repo: string): Figure[] {
  const cli = join(repo, 'out', 'main', 'cli.js');
  const ways = { empty: ['-e', '0'], version: [cli, '--version'], routines: [cli, 'routines', '--json'] } as const;
  const samples: Record<keyof typeof ways, number[]> = { empty: [], version: [], routines: [] };
  for (let round = 0; round < rounds + 2; round += 1) {
    for (const [name, args] of Object.entries(ways) as [keyof typeof ways, readonly string[]][]) {
      const started = performance.now();
      const { status } = spawnSync(process.execPath, [...args], { stdio: 'ignore' });
      if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}; is the product built?`);
      // The first rounds warm the disk cache.
      if (round >= 2) samples[name].push(performance.now() - started);
    }
  }
  const empty = figure('node -e 0', 'ms', samples.empty);
  const version = figure('rescuepc --version', 'ms', samples.version);
  const routines = figure('rescuepc routines --json', 'ms', samples.routines);
  return [
    empty,
    version,
    routines,
    ratio('--version / node -e 0', version, empty, { target: 2 }),
    ratio('routines --json / node -e 0', routines, empty, { target: 2 }),
  ];
}
