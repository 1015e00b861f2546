import { allJobs } from '../labs/linux/jobs.ts';
import { lastRunFile, readRecord, readRun, recorded, writeRecord } from '../labs/linux/record.ts';

/**
 * `npm run record [-- FILE...]`: keeps in the record which rows of the lab passed in its last run, or in these runs (a checkout leaves its
 * last one in .cache/lab/last-run.json).
 */
const ids = (await allJobs()).map(({ id }) => id);
const files = process.argv.slice(2);
let record = readRecord();
for (const file of files.length > 0 ? files : [lastRunFile]) record = recorded(record, readRun(file), ids);
writeRecord(record);
console.log(`${Object.keys(record).length} of ${ids.length} rows are in the record.`);
