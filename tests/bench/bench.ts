import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { repo, run } from '../tools/run.ts';
import { cacheCensus } from './census.js';
import { journalRows } from './journal.js';
import { labThroughput } from './lab.js';
import type { Figure } from './measure.js';
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
const figures: Figure[] = [await journalRows(join(repo, '.cache')), ...cliStart(repo), ...defaultScan(repo), ...(await cacheCensus())];
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
const lines = [
  '| figure | median | unit | lowest | highest |',
  '| --- | ---: | --- | ---: | ---: |',
  ...figures.map(
    ({ name, unit, median, samples }) =>
      `| ${name} | ${median} | ${unit} | ${samples.length > 0 ? Math.min(...samples) : ''} | ${samples.length > 0 ? Math.max(...samples) : ''} |`,
  ),
];
console.log(lines.join('\n'));
mkdirSync(join(repo, 'docs', 'bench'), { recursive: true });
writeFileSync(
  join(repo, 'docs', 'bench', 'bench.json'),
  `${JSON.stringify({ v: 1, at: new Date().toISOString(), machine, figures }, null, 2)}\n`,
);
writeFileSync(
  join(repo, 'docs', 'bench', 'README.md'),
  `# Benchmarks\n\n\`npm run bench\` measures these again and writes this page and bench.json. Taken on ${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB, Node ${machine.node}, ${new Date().toISOString().slice(0, 10)}.\n\n${lines.join('\n')}\n\nJournal rows are steps of a repair, not log lines: each row is hashed into the chain, written and synced before the next. Ratios are taken in turns within one run. The window is the console of a lab machine in Chromium: from the start of its process to the first lamp that is drawn; the aims are 1,000 ms, 200 kB and 50 ms.\n`,
);
