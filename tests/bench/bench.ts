import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { repo, run } from '../tools/run.ts';
import { cacheCensus } from './census.js';
import { journalRows } from './journal.js';
import { labThroughput } from './lab.js';
import type { Figure } from './measure.js';
import { page, table } from './page.js';
import { defaultScan } from './scan.js';
import { cliStart } from './start.js';
import { windowFigures } from './window.js';

/** `npm run bench`: measures, prints a table, and writes docs/bench/bench.json and its table. */
await run('electron-vite', ['build', '--logLevel', 'error']);
mkdirSync(join(repo, '.cache'), { recursive: true });
const peers = ['inxi', 'hw-probe', 'bleachbit'].filter((name) => !existsSync(`/usr/bin/${name}`));
if (peers.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
  console.log(`Installing the peers to compare with: ${peers.join(' ')}`);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...peers], { quiet: true });
}
const cache = join(repo, '.cache');
const before = loadavg()[0] ?? 0;
const figures: Figure[] = [await journalRows(cache), ...cliStart(repo), ...defaultScan(repo, cache), ...(await cacheCensus())];
if (process.getuid?.() === 0 && existsSync('/usr/bin/systemd-nspawn')) figures.push(...labThroughput(repo));
else console.log('lab throughput: skipped, it needs root and systemd-container');
if (process.getuid?.() === 0 && existsSync('/usr/bin/systemd-nspawn') && existsSync('/usr/bin/chromium'))
  figures.push(...(await windowFigures()));
else console.log('the window: skipped, it needs root, systemd-container and chromium');

const machine = {
  cpu: cpus()[0]?.model ?? '',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 1e9),
  arch: arch(),
  node: process.version,
};
const at = new Date();
console.log(table(figures));
const docs = join(repo, 'docs', 'bench');
mkdirSync(docs, { recursive: true });
writeFileSync(join(docs, 'bench.json'), `${JSON.stringify({ v: 1, at: at.toISOString(), machine, load: before, figures }, null, 2)}\n`);
writeFileSync(join(docs, 'README.md'), page(figures, machine, at, before));
