import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LabRun } from '../labs/linux/record.js';
import { secondsTable } from '../labs/linux/table.js';
import { repo, run } from '../tools/run.js';

/** One whole `.ci/run` in a clean clone: its stages, the lab's closing lines, and its rows. */
export type CiRun = {
  readonly beside: string;
  readonly commit: string;
  readonly on: string;
  readonly code: number;
  readonly seconds: number;
  readonly stages: readonly (readonly [name: string, words: string])[];
  readonly lab: readonly string[];
  readonly last: string;
};
export type CiRecord = { readonly v: 1; readonly machine: string; readonly runs: readonly CiRun[] };

/**
 * `npm run bench -- ci [--beside-load]`: runs `.ci/run` in a clean clone of HEAD, alone or beside a load that keeps all processors busy, and
 * writes what it took into docs/bench/ci.md. Returns its exit code. Too long to be a part of the other benchmarks.
 */
export async function timeCi(besideLoad: boolean): Promise<number> {
  const place = mkdtempSync(join(tmpdir(), 'rescuepc-ci-'));
  const clone = join(place, 'main');
  const load = besideLoad ? startLoad(availableParallelism()) : { words: 'nothing', end: () => undefined };
  try {
    if ((await run('git', ['clone', '-q', repo, clone])).code !== 0) throw new Error(`${repo} cannot be cloned`);
    // What tests read beside the checkout.
    const shared = join(repo, '..', 'shared');
    if (existsSync(shared)) cpSync(shared, join(place, 'shared'), { recursive: true });
    const began = performance.now();
    const { code, output } = await run('env', ['-C', clone, 'CI=true', 'bash', '.ci/run']);
    const seconds = Math.round((performance.now() - began) / 1000);
    const commit = (await run('git', ['-C', clone, 'rev-parse', 'HEAD'], { quiet: true })).output.trim();
    const on = new Date().toISOString().slice(0, 10);
    keep({ beside: load.words, commit, on, code, seconds, ...partsOf(output) }, readLabRun(clone));
    return code;
  } finally {
    load.end();
    rmSync(place, { recursive: true, force: true });
  }
}

/** Processes that do nothing but work, one a processor; they end with this one, and after two hours at the latest. */
function startLoad(count: number): { words: string; end: () => void } {
  const children = Array.from({ length: count }, () => spawn('timeout', ['7200', 'sh', '-c', 'while :; do :; done'], { stdio: 'ignore' }));
  const end = (): void => void children.map((child) => child.kill());
  process.on('exit', end);
  return { words: `${count} processes that keep all ${count} processors busy`, end };
}

function partsOf(output: string): Pick<CiRun, 'stages' | 'lab' | 'last'> {
  const stages = [...output.matchAll(/^== (.+?): (.*) ==$/gm)].map(([, name = '', words = '']) => [name, words] as const);
  const lab = [...output.matchAll(/^(?:second try|run|taken from the record): .*$/gm)].map(([line]) => line);
  return { stages, lab, last: output.trimEnd().split('\n').at(-1) ?? '' };
}

/** The rows of the clone's lab, which are also kept here, so that `npm run record -- .cache/lab/ci-run.json` can record them. */
function readLabRun(clone: string): LabRun | undefined {
  const file = join(clone, '.cache', 'lab', 'last-run.json');
  if (!existsSync(file)) return undefined;
  const kept = join(repo, '.cache', 'lab', 'ci-run.json');
  mkdirSync(dirname(kept), { recursive: true });
  cpSync(file, kept);
  return JSON.parse(readFileSync(file, 'utf8')) as LabRun;
}

/** Beside the run of the other kind; the rows are those of the run beside nothing. */
function keep(taken: CiRun, lab: LabRun | undefined): void {
  const file = join(repo, 'docs', 'bench', 'ci.json');
  const earlier = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as CiRecord).runs : [];
  const machine = `${cpus().length} cores (${cpus()[0]?.model ?? ''}), Node ${process.version}`;
  const record: CiRecord = { v: 1, machine, runs: [...earlier.filter(({ beside }) => beside !== taken.beside), taken] };
  writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
  const page = join(repo, 'docs', 'bench', 'ci.md');
  const rows = lab && taken.beside === 'nothing' ? secondsTable(lab.rows, lab.rows.length) : tableIn(page);
  writeFileSync(page, pageOf(record, rows));
}

function tableIn(page: string): string {
  return existsSync(page) ? (/```text\n([\s\S]*?)\n```/.exec(readFileSync(page, 'utf8'))?.[1] ?? '') : '';
}

function pageOf({ machine, runs }: CiRecord, rows: string): string {
  const one = (run: CiRun): string =>
    [
      `## Beside ${run.beside}\n`,
      `${run.on}, commit ${run.commit.slice(0, 9)}: ${run.seconds} s, exit ${run.code}, \`${run.last}\`\n`,
      '| stage | |\n| --- | --- |',
      ...run.stages.map(([name, words]) => `| ${name} | ${words} |`),
      '',
      ...run.lab.map((line) => `- ${line}`),
      '',
    ].join('\n');
  return [
    '# Whole runs of `.ci/run`\n',
    `Written by \`npm run bench -- ci\` and \`npm run bench -- ci --beside-load\`: a clean clone, ${machine}.\n`,
    'The unit tests run beside the check, and their time is in its. What a run took beyond all of it is the clean install.\n',
    ...runs.map(one),
    '## Where the seconds of the lab went\n',
    'Of the run beside nothing: all rows that it ran, slowest first. As many run at a time as there are cores, so the seconds of all are more than passed. What the parts are: tests/labs/linux/README.md.\n',
    `\`\`\`text\n${rows}\n\`\`\`\n`,
  ].join('\n');
}
