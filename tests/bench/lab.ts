import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { figure, type Figure } from './measure.js';

/** Whole lab cases (boot, break, scan, repair, repair again, undo, off) per minute, two machines at a time. */
export function labThroughput(repo: string): Figure[] {
  const cases = ['any-hosts-hijack', 'any-system-permissions', 'deb-bad-source-disable', 'any-preload-leftover'];
  const samples: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const started = performance.now();
    const { status } = spawnSync(process.execPath, [join(repo, 'tests/labs/linux/lab.ts'), '--jobs', '2', ...cases], { stdio: 'ignore' });
    if (status !== 0) throw new Error('the lab cases of the benchmark failed');
    samples.push((cases.length * 60_000) / (performance.now() - started));
  }
  return [figure('lab cases, two machines at a time', 'cases/min', samples)];
}
