import { parseArgs } from 'node:util';
import { measureBaseline, unexpected } from './baseline.ts';
import { cases, traps } from './cases/index.ts';
import { crashJobs } from './crash/jobs.ts';
import { dialogJobs } from './dialogs/jobs.ts';
import { runField } from './field/field.ts';
import { fieldJobs } from './field/jobs.ts';
import { missingTools } from './host.ts';
import { offlineJobs } from './offline/jobs.ts';
import { vmJobs } from './vm/jobs.ts';
import { runNoApply } from './no-apply.ts';
import { elevatedCases, rightsTrials } from './rights/index.ts';
import { runTrial } from './rights/trial.ts';
import { type CaseOptions, type Row, runCase, runTrap } from './run-case.ts';
import { symptomJobs } from './symptoms/jobs.ts';
import { table } from './table.ts';
import { troubleTrials } from './trouble/index.ts';

type Job = { readonly id: string; readonly title: string; readonly run: (options: CaseOptions) => Promise<Row> };

const jobs: readonly Job[] = [
  ...cases.map((one) => ({ id: one.id, title: one.title, run: (options: CaseOptions) => runCase(one, options) })),
  ...traps.map((trap) => ({ id: trap.id, title: trap.title, run: (options: CaseOptions) => runTrap(trap, options) })),
  { id: 'no-apply', title: 'with apply switched off every case fails', run: runNoApply },
  ...crashJobs,
  ...dialogJobs,
  ...offlineJobs,
  ...vmJobs,
  ...symptomJobs,
  ...elevatedCases,
  ...fieldJobs,
  ...[...rightsTrials, ...troubleTrials].map((one) => ({
    id: one.id,
    title: one.title,
    run: (options: CaseOptions) => runTrial(one, options),
  })),
  { id: 'baseline', title: 'a boot without us changes only what the fixed list says', run: runBaseline },
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    jobs: { type: 'string', default: '2' },
    list: { type: 'boolean', default: false },
    'no-product': { type: 'boolean', default: false },
    // The faults of the field, with what became of them; --record keeps the numbers in docs/efficacy.md.
    field: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
});

if (values.list) {
  const width = Math.max(...jobs.map(({ id }) => id.length)) + 2;
  for (const job of jobs) console.log(`${job.id.padEnd(width)}${job.title}`);
} else if (values.field) {
  process.exitCode = await runField(positionals, { product: !values['no-product'], record: values.record });
} else {
  process.exitCode = await main(positionals, Number(values.jobs), { product: !values['no-product'] });
}

/** Runs the named cases (all if none), at most two machines at a time; 0 if all passed, 2 for an unknown name, 3 if the host is not fit. */
async function main(names: readonly string[], parallel: number, options: CaseOptions): Promise<number> {
  const unknown = names.filter((name) => !jobs.some((job) => job.id === name));
  if (unknown.length > 0) {
    console.error(`no such case: ${unknown.join(', ')}; --list shows all`);
    return 2;
  }
  const missing = missingTools();
  if (missing.length > 0) {
    console.error(
      `the lab needs root and these tools, which are not here: ${missing.join(', ')} (apt-get install debootstrap systemd-container)`,
    );
    return 3;
  }
  const chosen = jobs.filter((job) => names.length === 0 || names.includes(job.id));
  const rows: (Row | undefined)[] = chosen.map(() => undefined);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < chosen.length; index = next++) {
      const row = await chosen[index]?.run(options);
      rows[index] = row;
      console.error(`${row?.failures.length === 0 ? 'pass' : 'FAIL'} ${row?.id} ${row?.seconds.toFixed(1)} s`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, Math.max(1, parallel || 1)) }, worker));
  const done = rows.filter((row) => row !== undefined);
  const failed = done.filter((row) => row.failures.length > 0).length;
  console.log(table(done));
  console.log(`${done.length - failed} passed, ${failed} failed, ${jobs.length - chosen.length} skipped`);
  return failed === 0 ? 0 : 1;
}

async function runBaseline(): Promise<Row> {
  const started = Date.now();
  const wrong = unexpected(await measureBaseline(5000));
  const failures = wrong.map(({ change, path }) => `a boot also changes ${path} (${change})`);
  const answer = `${wrong.length} unlisted changes`;
  return {
    id: 'baseline',
    failures,
    sound: answer,
    broken: '-',
    repaired: '-',
    undone: '-',
    times: [],
    seconds: (Date.now() - started) / 1000,
  };
}
