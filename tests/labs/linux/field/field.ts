import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inTurn } from './in-turn.ts';
import { faults } from './faults.ts';
import { oddities } from './oddities.ts';
import { runFault } from './run-fault.ts';
import { runOddity } from './run-oddity.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, 'no-product': { type: 'boolean', default: false } },
});
const wanted = (one: { readonly id: string }): boolean => positionals.length === 0 || positionals.includes(one.id);
const product = !values['no-product'];
const started = Date.now();
const errors: string[] = [];

const faultResults = await inTurn(faults.filter(wanted), async (fault) => {
  const result = await runFault(fault, product).catch((error: unknown) => {
    errors.push(`${fault.id}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  });
  if (result !== undefined) {
    const { id, found, explained, repaired, undone, harm, routines, others, notes } = result;
    console.error(`${id}: found ${found}, explained ${explained}, repaired ${repaired}, undone ${undone}, harm ${harm.length}`);
    if (positionals.length > 0) console.error(JSON.stringify({ harm, routines, others, notes }, null, 1));
  }
  return result;
});
const oddityResults = await inTurn(oddities.filter(wanted), async (oddity) => {
  const result = await runOddity(oddity, product).catch((error: unknown) => {
    errors.push(`${oddity.id}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  });
  if (result !== undefined) console.error(JSON.stringify(result));
  return result;
});

for (const error of errors) console.error(`ERROR ${error}`);
const record = {
  seconds: Math.round((Date.now() - started) / 1000),
  faults: faultResults.filter((result) => result !== undefined),
  oddities: oddityResults.filter((result) => result !== undefined),
};
if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(record, null, 2)}\n`);
console.log(`${record.faults.length} faults, ${record.oddities.length} odd machines, ${record.seconds} s, ${errors.length} errors`);
process.exitCode = errors.length === 0 ? 0 : 1;
