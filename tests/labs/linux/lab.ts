import { statSync } from 'node:fs';
import { arch, availableParallelism, release } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { baseMachine } from './base.ts';
import { isLayerThere, machineIdentity, makeLayersAhead } from './extra-packages.ts';
import { runField } from './field/field.ts';
import { hostSync, missingTools } from './host.ts';
import { inputsOf, sourcesOfProduct } from './inputs.ts';
import { allJobs } from './jobs.ts';
import { repoDir, sourceDir } from './places.ts';
import { type Choice, type LabRecord, type LabRun, choose, cleanCommit, readRecord, writeRun } from './record.ts';
import type { Job, Row } from './row.ts';
import { runJobs } from './schedule.ts';
import { secondsTable, table } from './table.ts';

const usage = `npm run lab [-- ROW...] [options]      builds, then runs these rows of the lab; all if none is named
  A row whose name has spaces: in quotes.
  --list           the rows and what they are about, nothing is run; with --from-record which of them would be
  --from-record    takes rows whose inputs have not changed since they passed from record.json, but a fifth of them
  --jobs N         machines at a time; else one for each processor
  --no-product     proves the lab alone: sound and broken machines, without the product
  --field [NAME...] [--record]
                   the faults and odd machines of the field, with what became of them; --record keeps it in docs/efficacy.md
npm run record     keeps what passed in the last run; tests/labs/linux/README.md says what the tables mean`;

const noCommit = 'the sources or the build are not exactly those of a commit: see git status';

const options = {
  help: { type: 'boolean', short: 'h', default: false },
  // How many machines run at a time: they keep the processors busy, more than one for each does not pay off.
  jobs: { type: 'string', default: String(availableParallelism()) },
  list: { type: 'boolean', default: false },
  'no-product': { type: 'boolean', default: false },
  // Rows whose inputs have not changed are taken from the record, but a fifth of them.
  'from-record': { type: 'boolean', default: false },
  // The faults of the field, with what became of them.
  field: { type: 'boolean', default: false },
  // Keeps what became of them in docs/efficacy.md.
  record: { type: 'boolean', default: false },
} as const;

function parse() {
  return parseArgs({ allowPositionals: true, options });
}

async function begin(names: readonly string[]): Promise<number> {
  if (values.help) return say(usage);
  if (values.field) return runField(names, { product: !values['no-product'], record: values.record });
  if (values.record) return refuse(2, '--record belongs to --field; what passed here is kept by npm run record');
  const jobs = await allJobs();
  const unknown = names.filter((name) => !jobs.some((job) => job.id === name));
  if (unknown.length > 0) return refuse(2, `no such row: ${unknown.map((name) => withLike(name, jobs)).join(', ')}; --list shows all`);
  if (!/^[1-9]\d?$/.test(values.jobs)) return refuse(2, `--jobs ${values.jobs}: how many machines at a time, 1 to 99`);
  const named = jobs.filter((job) => names.length === 0 || names.includes(job.id));
  if (values.list && !values['from-record']) return list(named.map((job) => [job.id, job.title]));
  return main(named, jobs.length - named.length);
}

function list(lines: readonly (readonly [name: string, words: string])[]): number {
  const width = Math.max(...lines.map(([name]) => name.length)) + 2;
  for (const [name, words] of lines) console.log(`${name.padEnd(width)}${words}`);
  return 0;
}

/** A name that no row has, with those that it may mean. */
function withLike(name: string, jobs: readonly Job[]): string {
  const like = jobs.filter(({ id }) => id.includes(name)).map(({ id }) => `'${id}'`);
  return like.length === 0 ? name : `${name} (${like.slice(0, 5).join(', ')}${like.length > 5 ? ', ...' : ''})`;
}

/** Runs the named rows: 0 if all passed, 1 if not, 3 if the host or the build is not fit. */
async function main(named: readonly Job[], others: number): Promise<number> {
  const missing = missingTools();
  if (missing.includes('root')) return refuse(3, 'the lab needs root: it makes machines');
  if (missing.length > 0) return refuse(3, `the lab needs these tools (apt-get install): ${missing.join(', ')}`);
  const newer = newerThanBuild();
  if (newer !== undefined) return refuse(3, `${newer} is newer than the build: npm run build`);
  const record = readRecord();
  const base = await baseMachine(console.error).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  if (base instanceof Error) {
    console.log(`FAIL the base machine of the lab cannot be built; nothing was run.\n${base.message}`);
    console.log(`0 passed, 1 failed, ${named.length} skipped`);
    return 1;
  }
  // As the sources are now, whatever happens to them while rows run.
  const commit = commitOfBuild();
  const inputsFor = inputsOf((packages) => `${hostIdentity()} ${machineIdentity(base, packages)}`);
  const inputs = new Map(named.map((job) => [job.id, inputsFor(job).hash]));

  const today = new Date().toISOString().slice(0, 10);
  const mayTake = values['from-record'] && commit !== null;
  const chosen = named.map((job) => ({ job, choice: mayTake ? choose(job.id, inputs.get(job.id) ?? '', record, commit, today) : 'run' }));
  if (values['from-record'] && !mayTake) console.error(`nothing is taken from the record: ${noCommit}`);
  if (values.list) return list(chosen.map(({ job, choice }) => [job.id, choices[choice]]));
  const taken = chosen.filter(({ choice }) => choice === 'taken').map(({ job }) => job.id);
  const run = chosen.filter(({ choice }) => choice !== 'taken').map(({ job }) => job);
  const layers = makeLayersAhead(
    base,
    run.flatMap(({ packages = [] }) => (packages.length > 0 ? [packages] : [])),
  );
  const labOptions = { product: !values['no-product'], atOnce: Number(values.jobs) };
  const done = new Map<string, LabRun['rows'][number]>();
  const twice: string[] = [];
  const rows = await runJobs(run, labOptions, {
    secondsOf: ({ id }) => record[id]?.seconds ?? 10,
    isReady: ({ packages = [] }) => isLayerThere(base, packages),
    onRow: (row) => {
      tell(row);
      if (done.has(row.id)) twice.push(row.failures.length === 0 ? row.id : `${row.id} failed again`);
      done.set(row.id, { ...row, inputs: inputs.get(row.id) ?? '' });
      // At once, so that what has passed is kept when the run is ended in its middle.
      if (labOptions.product) keep({ commit: commitOfBuild() === commit ? commit : null, on: today, rows: [...done.values()] });
    },
  });
  await layers;

  const failed = rows.filter((row) => row.failures.length > 0).length;
  console.log(`${table(rows)}\n\n${secondsTable(rows)}\n`);
  console.log(`second try: ${twice.length}${twice.length > 0 ? ` (${twice.join(', ')})` : ''}`);
  console.log(`run: ${rows.length}, of them ${chosen.filter(({ choice }) => choice === 'again').length} that the record has`);
  if (values['from-record']) console.log(`taken from the record: ${taken.length}${mayTake ? timesOf(taken, record) : ` (${noCommit})`}`);
  console.log(`${rows.length - failed} passed, ${failed} failed, ${others} skipped`);
  return failed === 0 ? 0 : 1;
}

const choices: Readonly<Record<Choice, string>> = {
  run: 'would run',
  again: 'would run all the same: one of the fifth',
  taken: 'would be taken from the record',
};

/** The commit that is built and checked out; null where it is not exactly that. */
function commitOfBuild(): string | null {
  return repoDir === sourceDir && newerThanBuild() === undefined ? cleanCommit() : null;
}

/** A source of the product that is newer than what was built of it. */
function newerThanBuild(): string | undefined {
  const built = statSync(join(repoDir, 'out/main/cli.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (repoDir !== sourceDir) return undefined;
  return sourcesOfProduct().find((file) => statSync(join(sourceDir, file)).mtimeMs > built);
}

/** What rows run on beside their machines. */
function hostIdentity(): string {
  return [arch(), release(), hostSync(['systemd-nspawn', '--version']).stdout.split('\n')[0]].join(' ');
}

/** A disk without room for it takes nothing from what the run found out. */
function keep(run: LabRun): void {
  try {
    writeRun(run);
  } catch (error) {
    console.error(`the run is not kept: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** When rows that are taken from the record passed, and at which commits. */
function timesOf(ids: readonly string[], record: LabRecord): string {
  const times = ids.flatMap((id) => (record[id] ? [`${record[id].on} at ${record[id].commit.slice(0, 9)}`] : []));
  const words = [...new Set(times)].toSorted().map((time) => `${times.filter((one) => one === time).length} passed on ${time}`);
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}

function tell(row: Row): void {
  const result = row.failures.length > 0 ? 'FAIL' : row.firstTry === undefined ? 'pass' : 'pass at the second try';
  console.error(`${result} ${row.id} ${row.seconds.toFixed(1)} s`);
}

function say(words: string): number {
  console.log(words);
  return 0;
}

function refuse(code: number, why: string): number {
  console.error(why);
  return code;
}

// Last: what stands above is there by then.
let values: ReturnType<typeof parse>['values'];
try {
  const parsed = parse();
  values = parsed.values;
  process.exitCode = await begin(parsed.positionals);
} catch (error) {
  process.exitCode = refuse(2, error instanceof Error ? error.message : String(error));
}
// Rows leave timers behind that would only have ended a hang.
process.exit();
