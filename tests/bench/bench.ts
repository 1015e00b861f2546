import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { repo, run } from '../tools/run.ts';
import { timeCi } from './ci.js';
import { cacheCensus } from './census.js';
import { journalRows } from './journal.js';
import { labThroughput } from './lab.js';
import type { Figure } from './measure.js';
import { page, table, type BenchRecord, type Taken } from './page.js';
import { defaultScan } from './scan.js';
import { cliStart } from './start.js';
import { windowFigures } from './window.js';

/**
 * `npm run bench [-- PART...]`: measures, prints a table, and writes docs/bench/bench.json and its table. `npm run bench -- ci` times
 * whole runs of the tests instead.
 */
if (process.argv[2] === 'ci') {
  process.exit(await timeCi(process.argv[3] === '--beside-load'));
}
await run('electron-vite', ['build', '--logLevel', 'error']);
mkdirSync(join(repo, '.cache'), { recursive: true });
const peers = ['inxi', 'hw-probe', 'bleachbit'].filter((name) => !existsSync(`/usr/bin/${name}`));
if (peers.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
  console.log(`Installing the peers to compare with: ${peers.join(' ')}`);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...peers], { quiet: true });
}
const cache = join(repo, '.cache');
const before = loadavg()[0] ?? 0;
const parts = {
  journal: async () => [await journalRows(cache)],
  start: () => cliStart(repo),
  scan: () => defaultScan(repo, cache),
  census: cacheCensus,
  lab: () => {
    if (process.getuid?.() === 0 && existsSync('/usr/bin/systemd-nspawn')) return labThroughput(repo);
    console.log('lab throughput: skipped, it needs root and systemd-container');
    return [];
  },
  window: () => {
    if (process.getuid?.() === 0 && ['/usr/bin/systemd-nspawn', '/usr/bin/chromium'].every((file) => existsSync(file)))
      return windowFigures();
    console.log('the window: skipped, it needs root, systemd-container and chromium');
    return [];
  },
} as const satisfies Record<string, () => Figure[] | Promise<Figure[]>>;
const isPart = (name: string): name is keyof typeof parts => Object.hasOwn(parts, name);
const all = Object.keys(parts).filter(isPart);
const asked = process.argv.slice(2);
const strange = asked.filter((name) => !isPart(name));
if (strange.length > 0) throw new Error(`no such part: ${strange.join(', ')}; there are ${all.join(', ')}`);

const measured: Figure[] = [];
for (const part of asked.length === 0 ? all : asked.filter(isPart)) measured.push(...(await parts[part]()));
console.log(table(measured));

const docs = join(repo, 'docs', 'bench');
mkdirSync(docs, { recursive: true });
const machine = {
  cpu: cpus()[0]?.model ?? '',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 1e9),
  arch: arch(),
  node: process.version,
};
const now: Taken = { at: new Date().toISOString(), load: before, machine };
const file = join(docs, 'bench.json');
// Parts that were not asked for keep their figures, and the page says when and with which load either was taken.
const record: BenchRecord =
  asked.length === 0 ? { v: 1, ...now, figures: measured } : merged(JSON.parse(readFileSync(file, 'utf8')) as BenchRecord);
writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
writeFileSync(join(docs, 'README.md'), page(record));

function merged(old: BenchRecord): BenchRecord {
  const anew = new Map(measured.map((figure) => [figure.name, figure]));
  const figures = old.figures.map((figure) => anew.get(figure.name) ?? figure);
  const added = measured.filter(({ name }) => !figures.some((figure) => figure.name === name));
  return { ...old, anew: { parts: asked, at: now.at, load: now.load }, figures: [...figures, ...added] };
}
