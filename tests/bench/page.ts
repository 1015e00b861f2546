import type { Figure } from './measure.js';

type Machine = {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly arch: string;
  readonly node: string;
};

/** When, where, and with how much other work on the machine: `load` as jobs that wanted a core in the minute before. */
export type Taken = { readonly at: string; readonly load: number; readonly machine: Machine };

/** What bench.json holds. `anew`: parts that were measured after the others. */
export type BenchRecord = Taken & {
  readonly v: 1;
  readonly anew?: { readonly parts: readonly string[]; readonly at: string; readonly load: number };
  readonly figures: readonly Figure[];
};

/** The figures as a table in Markdown. */
export function table(figures: readonly Figure[]): string {
  return [
    '| figure | median | unit | lowest | highest | at most | beside it |',
    '| --- | ---: | --- | ---: | ---: | --- | --- |',
    ...figures.map(({ name, unit, median, samples, target, note = '' }) => {
      const verdict = target === undefined ? '' : `${target}: ${median <= target ? 'met' : 'MISSED'}`;
      return `| ${name} | ${median} | ${unit} | ${Math.min(...samples)} | ${Math.max(...samples)} | ${verdict} | ${note} |`;
    }),
  ].join('\n');
}

/** The page docs/bench/README.md. */
export function page({ figures, machine, at, load, anew }: BenchRecord): string {
  const when = (time: string, jobs: number): string => `${time.slice(0, 10)}, load ${jobs.toFixed(1)} before it began`;
  const again = anew === undefined ? '' : ` Measured anew: ${anew.parts.join(', ')} (${when(anew.at, anew.load)}).`;
  const where = `${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB, Node ${machine.node}`;
  const taken = `Taken on ${where}, ${when(at, load)}.${again}`;
  return `# Benchmarks

\`npm run bench\` measures these again (\`npm run bench -- scan\` a part of them) and writes this page and bench.json. ${taken}

\`npm run bench -- ci\` times whole runs of the tests, and writes [ci.md](ci.md) with where the seconds of the lab went.

${table(figures)}

Journal rows are steps of a repair, not log lines: each row is hashed into the chain, written and synced before the next. Ratios are
medians of the ratios of each turn, taken one after the other within one run: with other work on the machine the times grow and the
ratios stay. Package simulation is what needs apt's dependency check over all its lists (apt-check, apt-lists); the peers ask nothing of
the kind. The second scan shows what the first read of it, because nothing it depends on has changed
([decision 10](../decisions/0010-readings-kept-between-scans.md)).
`;
}
