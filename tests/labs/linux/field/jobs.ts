import type { CaseOptions, Row } from '../run-case.ts';
import { faults } from './faults.ts';
import { oddities } from './oddities.ts';
import { readRecord, wordsFor } from './report.ts';
import { runFault } from './run-fault.ts';
import { runOddity } from './run-oddity.ts';

type Job = { readonly id: string; readonly title: string; readonly run: (options: CaseOptions) => Promise<Row> };

const now = readRecord('now');

/** The faults of the field that were repaired when last recorded, and all odd machines: what works has to go on working. */
export const fieldJobs: readonly Job[] = [
  ...faults
    .filter(({ id }) => now?.faults.find((one) => one.id === id)?.repaired === 'yes')
    .map((fault) => ({
      id: `field-${fault.id}`,
      title: fault.complaint,
      run: ({ product }: CaseOptions) =>
        rowOf(`field-${fault.id}`, async () => {
          const result = await runFault(fault, product);
          const before = now?.faults.find(({ id }) => id === fault.id)?.undone;
          const fine = !product || (result.repaired === 'yes' && result.harm.length === 0 && result.undone === before);
          return fine ? [] : [`${wordsFor(result)}: ${[...result.harm, ...result.notes].join('; ')}`];
        }),
    })),
  ...oddities.map((oddity) => ({
    id: oddity.id,
    title: oddity.why,
    run: ({ product }: CaseOptions) =>
      rowOf(oddity.id, async () => {
        const { alarms, changes } = await runOddity(oddity, product);
        return [...alarms, ...changes];
      }),
  })),
];

async function rowOf(id: string, work: () => Promise<readonly string[]>): Promise<Row> {
  const started = Date.now();
  const failures = await work().catch((error: unknown) => [error instanceof Error ? error.message : String(error)]);
  const words = failures.length === 0 ? 'as recorded' : '-';
  return { id, failures, sound: '-', broken: '-', repaired: words, undone: words, times: [], seconds: (Date.now() - started) / 1000 };
}
