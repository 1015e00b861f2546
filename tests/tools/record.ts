import { allJobs } from '../labs/linux/jobs.ts';
import { lastRunFile, readRecord, readRun, recorded, writeRecord } from '../labs/linux/record.ts';

const usage = `npm run record [-- FILE...]      keeps in tests/labs/linux/record.json which rows of the lab passed in its last run, or in these
  runs (a checkout leaves its last one, of a commit, in .cache/lab/last-run.json)`;

const files = process.argv.slice(2);
try {
  if (files.some((file) => file.startsWith('-'))) console.log(usage);
  else await keep(files.length > 0 ? files : [lastRunFile]);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

async function keep(runs: readonly string[]): Promise<void> {
  const ids = (await allJobs()).map(({ id }) => id);
  const before = readRecord();
  let record = before;
  for (const file of runs) {
    const run = readRun(file);
    record = recorded(record, run, ids);
    console.log(`${file}: ${run.rows.length} rows, ${run.on}, commit ${run.commit?.slice(0, 9)}`);
  }
  writeRecord(record);
  const renewed = ids.filter((id) => record[id] !== undefined && record[id] !== before[id]);
  const gone = Object.keys(before).filter((id) => record[id] === undefined);
  console.log(
    `recorded: ${renewed.length}; taken out, since they failed, needed a second try or are no rows any more: ${gone.join(', ') || 'none'}`,
  );
  console.log(`${Object.keys(record).length} of ${ids.length} rows are in the record; those whose inputs have changed since run again.`);
}
