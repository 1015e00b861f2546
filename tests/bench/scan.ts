import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figure, ratio, type Figure } from './measure.js';

const rounds = 5;

/** The default scan beside the two tools that people run for the same questions, in turns; and its peak memory. */
export function defaultScan(repo: string): Figure[] {
  const home = mkdtempSync(join(tmpdir(), 'bench-scan-'));
  const env = { ...process.env, HOME: home, RESCUEPC_HOME: join(home, 'state') };
  const time = (file: string, args: readonly string[]): number => {
    const started = performance.now();
    spawnSync(file, [...args], { env, stdio: 'ignore' });
    return performance.now() - started;
  };
  const cli = join(repo, 'out', 'main', 'cli.js');
  const ours: number[] = [];
  const theirs: number[] = [];
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const scan = time(process.execPath, [cli, 'scan', '--json']);
      const peers = hasPeers() ? time('inxi', ['-Fxxxz', '-c0']) + time('hw-probe', ['-all', '-minimal']) : Number.NaN;
      // The first round warms the disk cache.
      if (round === 0) continue;
      ours.push(scan);
      theirs.push(peers);
    }
    const scan = figure('default scan', 'ms', ours);
    const facts = readCounts(cli, env);
    const figures = [
      scan,
      figure('facts read by it', 'facts', [facts.checked]),
      figure('facts unread', 'facts', [facts.unread]),
      figure('its peak memory', 'MB', [peakMemory(cli, env)]),
    ];
    if (!hasPeers()) return figures;
    const peers = figure('inxi -Fxxxz -c0, then hw-probe -all -minimal', 'ms', theirs);
    return [...figures, peers, ratio('default scan / inxi + hw-probe', scan, peers)];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function hasPeers(): boolean {
  return existsSync('/usr/bin/inxi') && existsSync('/usr/bin/hw-probe');
}

function readCounts(cli: string, env: NodeJS.ProcessEnv): { checked: number; unread: number } {
  const { stdout } = spawnSync(process.execPath, [cli, 'scan', '--json'], { env, encoding: 'utf8' });
  return (JSON.parse(stdout) as { summary: { checked: number; unread: number } }).summary;
}

/** Largest resident size of the scanning process, MB; as the kernel counts it. */
function peakMemory(cli: string, env: NodeJS.ProcessEnv): number {
  const script = `process.argv=[process.execPath,${JSON.stringify(cli)},'scan','--json'];process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS));await import(${JSON.stringify(cli)})`;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' });
  return Number(/peak (\d+)/.exec(stderr)?.[1]) / 1000;
}
