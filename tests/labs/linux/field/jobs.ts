import { pathToFileURL } from 'node:url';
import type { Job, LabOptions } from '../row.ts';
import { faults } from './faults.ts';
import { oddities } from './oddities.ts';
import { readRecord, recordFile, wordsFor } from './report.ts';
import { runFault } from './run-fault.ts';
import { runOddity } from './run-oddity.ts';

const now = readRecord('now');

/** The faults of the field that were repaired when last recorded, and all odd machines: what works has to go on working. */
export const fieldJobs: readonly Job[] = [
  ...faults
    .filter(({ id }) => now?.faults.find((one) => one.id === id)?.repaired === 'yes')
    .map((fault) =>
      jobOf(`field-${fault.id}`, fault.complaint, async ({ product }) => {
        const result = await runFault(fault, product);
        const before = now?.faults.find(({ id }) => id === fault.id)?.undone;
        const fine = !product || (result.repaired === 'yes' && result.harm.length === 0 && result.undone === before);
        return fine ? [] : [`${wordsFor(result)}: ${[...result.harm, ...result.notes].join('; ')}`];
      }),
    ),
  ...oddities.map((oddity) =>
    jobOf(oddity.id, oddity.why, async ({ product }) => {
      const { alarms, changes } = await runOddity(oddity, product);
      return [...alarms, ...changes];
    }),
  ),
];

/** A whole scan, so everything that a scan reads is an input. */
function jobOf(id: string, title: string, work: (options: LabOptions) => Promise<readonly string[]>): Job {
  const run: Job['run'] = async (options) => {
    const failures = await work(options);
    return failures.length > 0 ? { failures } : { failures, repaired: 'as recorded', undone: 'as recorded' };
  };
  return { id, title, run, from: [import.meta.url, pathToFileURL(recordFile('now')).href], about: 'everything' };
}
