import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { census } from '../../src-main/adapters/census.js';
import { figure, ratio, type Figure } from './measure.js';

const rounds = 5;

/** Counting a cache of 50,000 files, beside BleachBit's preview of the same cache and du, in turns. */
export async function cacheCensus(): Promise<Figure[]> {
  const home = mkdtempSync(join(tmpdir(), 'bench-census-'));
  const cache = join(home, '.cache');
  try {
    for (let folder = 0; folder < 200; folder += 1) {
      mkdirSync(join(cache, `d${folder}`), { recursive: true });
      for (let file = 0; file < 250; file += 1)
        writeFileSync(join(cache, `d${folder}`, `f${file}`), 'x'.repeat(((folder + file) % 12) * 500));
    }
    const env = { ...process.env, HOME: home, XDG_CACHE_HOME: cache };
    const samples = { ours: [] as number[], bleachbit: [] as number[], du: [] as number[] };
    for (let round = 0; round <= rounds; round += 1) {
      const keep = round > 0;
      const started = performance.now();
      const counted = await census(Buffer.from(cache));
      if (counted.files !== 50_000) throw new Error(`counted ${counted.files} files`);
      if (keep) samples.ours.push(performance.now() - started);
      for (const [name, args] of [
        ['bleachbit', ['--preview', 'system.cache']],
        ['du', ['-xs', '--apparent-size', '-B1', cache]],
      ] as const) {
        if (!existsSync(`/usr/bin/${name}`)) continue;
        const begun = performance.now();
        spawnSync(name, [...args], { env, stdio: 'ignore' });
        if (keep) samples[name].push(performance.now() - begun);
      }
    }
    const ours = figure('census of 50,000 files', 'ms', samples.ours);
    const du = figure('du of the same', 'ms', samples.du);
    if (samples.bleachbit.length === 0) return [ours, du];
    const bleachbit = figure('bleachbit --preview system.cache', 'ms', samples.bleachbit);
    return [ours, du, bleachbit, ratio('census / bleachbit preview', ours, bleachbit)];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
