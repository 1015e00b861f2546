import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { figure, ratio, type Figure } from './measure.js';

const rounds = 7;
/** Facts for which apt resolves dependencies over all its lists: the peers ask nothing of the kind. */
const packageSimulation = ['apt-check', 'apt-lists'];
/** Megabytes a scan may need, and how long it may take compared with the peers. */
const mostMemory = 160;
const mostOfPeers = 1;

/**
 * The default scan beside the two tools that people run for the same questions, in turns: the first scan of a machine, the
 * second one (which shows what the first read of packages, as nothing has changed), and one without package simulation.
 * `folder`: for the state; as root it must be one where root alone can write, or nothing is kept between the scans.
 */
export function defaultScan(repo: string, folder: string): Figure[] {
  const place = mkdtempSync(join(folder, 'bench-scan-'));
  const cli = join(repo, 'out', 'main', 'cli.js');
  const envOf = (state: string): NodeJS.ProcessEnv => ({ ...process.env, HOME: place, RESCUEPC_HOME: join(place, state) });
  const time = (file: string, args: readonly string[], state: string): number => {
    const started = performance.now();
    spawnSync(file, [...args], { env: envOf(state), stdio: 'ignore' });
    return performance.now() - started;
  };
  try {
    const facts = JSON.parse(output(cli, ['facts', '--json'], envOf('facts'))) as { facts: { id: string; cost: string }[] };
    const others = facts.facts.filter(({ id, cost }) => (cost === 'quick' || cost === 'default') && !packageSimulation.includes(id));
    const scan = ['scan', '--json'];
    const ways = { whole: scan, without: [...scan, '--only', others.map(({ id }) => id).join(',')] } as const;
    const samples = { first: [] as number[], second: [] as number[], without: [] as number[], inxi: [] as number[], probe: [] as number[] };
    for (let round = 0; round <= rounds; round += 1) {
      const taken = {
        first: time(process.execPath, [cli, ...ways.whole], `r${round}`),
        inxi: hasPeers() ? time('inxi', ['-Fxxxz', '-c0'], '') : Number.NaN,
        second: time(process.execPath, [cli, ...ways.whole], `r${round}`),
        probe: hasPeers() ? time('hw-probe', ['-all', '-minimal'], '') : Number.NaN,
        without: time(process.execPath, [cli, ...ways.without], `r${round}`),
      };
      // The first round warms the disk cache.
      if (round > 0) for (const name of Object.keys(samples) as (keyof typeof samples)[]) samples[name].push(taken[name]);
    }
    const second = (args: readonly string[]): string => counts(output(cli, args, envOf('r1')));
    const ours = {
      first: figure('default scan, the first', 'ms', samples.first, { note: counts(output(cli, ways.whole, envOf('new'))) }),
      second: figure('default scan, the second', 'ms', samples.second, { note: second(ways.whole) }),
      without: figure('default scan without package simulation', 'ms', samples.without, { note: second(ways.without) }),
    };
    const peak = (name: string, state: string): Figure =>
      figure(
        `peak memory of ${name}`,
        'MB',
        Array.from({ length: 3 }, (_none, turn) => peakMemory(cli, envOf(`${state}${turn}`))),
        {
          target: mostMemory,
        },
      );
    const figures = [ours.first, ours.second, ours.without, peak('a first scan', 'p'), peak('a second scan', 'p')];
    if (!hasPeers()) return figures;
    const inxi = figure('inxi -Fxxxz -c0', 'ms', samples.inxi);
    const probe = figure('hw-probe -all -minimal', 'ms', samples.probe);
    const both = figure(
      'both of them',
      'ms',
      samples.inxi.map((ms, turn) => ms + (samples.probe[turn] ?? Number.NaN)),
    );
    return [
      ...figures,
      inxi,
      probe,
      both,
      ratio('without package simulation / inxi + hw-probe', ours.without, both, { target: mostOfPeers }),
      ratio('the first / inxi + hw-probe', ours.first, both),
      ratio('the second / inxi + hw-probe', ours.second, both),
    ];
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function hasPeers(): boolean {
  return existsSync('/usr/bin/inxi') && existsSync('/usr/bin/hw-probe');
}

function output(cli: string, args: readonly string[], env: NodeJS.ProcessEnv): string {
  const { stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (stdout === '') throw new Error(`${args.join(' ')} printed nothing: ${stderr}`);
  return stdout;
}

/** How many facts a scan's document has, how many of them from an earlier scan, and how many it could not read. */
function counts(document: string): string {
  const scan = JSON.parse(document) as { summary: { checked: number; unread: number }; facts: Record<string, { readAt?: string }> };
  const kept = Object.values(scan.facts).filter(({ readAt }) => readAt !== undefined).length;
  const { checked, unread } = scan.summary;
  return `${checked} facts read${kept === 0 ? '' : ` (${kept} of them by the first)`}, ${unread} unread`;
}

/** Largest resident size of the scanning process, MB; as the kernel counts it. */
function peakMemory(cli: string, env: NodeJS.ProcessEnv): number {
  const script = `process.argv=[process.execPath,${JSON.stringify(cli)},'scan','--json'];process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS));await import(${JSON.stringify(cli)})`;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' });
  return Number(/peak (\d+)/.exec(stderr)?.[1]) / 1000;
}
