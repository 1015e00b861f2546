import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { repoDir } from '../places.ts';
import { faults } from './faults.ts';
import { inTurn } from './in-turn.ts';
import { oddities } from './oddities.ts';
import { type FieldRecord, readRecord, recordFile, totalsOf, wordsFor, writeReport } from './report.ts';
import { runFault } from './run-fault.ts';
import { runOddity } from './run-oddity.ts';

/** `record` keeps the numbers in docs/efficacy.md: of a whole run, or those of the named ones in place of their last. */
export type FieldOptions = { readonly product: boolean; readonly record: boolean };

/** Runs the named faults and odd machines (all if none) and prints what became of each; 0 unless the suite itself is at fault. */
export async function runField(names: readonly string[], options: FieldOptions): Promise<number> {
  const wanted = (one: { readonly id: string }): boolean => names.length === 0 || names.includes(one.id);
  const unknown = names.filter((name) => ![...faults, ...oddities].some(({ id }) => id === name));
  if (unknown.length > 0) {
    console.error(`no such fault or odd machine: ${unknown.join(', ')}`);
    return 2;
  }
  const started = Date.now();
  const errors: string[] = [];
  const careful = async <Result>(id: string, work: Promise<Result>): Promise<Result | undefined> => {
    try {
      return await work;
    } catch (error) {
      errors.push(`${id}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const faultResults = await inTurn(faults.filter(wanted), async (fault) => {
    const result = await careful(fault.id, runFault(fault, options.product));
    if (result !== undefined) console.log(`${fault.id.padEnd(30)}${wordsFor(result)}`);
    return result;
  });
  const oddityResults = await inTurn(oddities.filter(wanted), async (oddity) => {
    const result = await careful(oddity.id, runOddity(oddity, options.product));
    if (result !== undefined) console.log(`${oddity.id.padEnd(30)}alarms ${result.alarms.length}, changes ${result.changes.length}`);
    return result;
  });
  const record: FieldRecord = {
    date: new Date().toISOString().slice(0, 10),
    commit: spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: repoDir, encoding: 'utf8' }).stdout.trim(),
    seconds: Math.round((Date.now() - started) / 1000),
    faults: faultResults.filter((result) => result !== undefined),
    oddities: oddityResults.filter((result) => result !== undefined),
  };
  if (names.length > 0) console.log(JSON.stringify({ faults: record.faults, oddities: record.oddities }, null, 2));
  for (const [name, number] of totalsOf(record)) console.log(`${name}: ${number}`);
  for (const error of errors) console.error(`at fault is the suite: ${error}`);
  if (options.record && errors.length === 0) keep(names.length === 0 ? record : withNamed(record));
  return errors.length === 0 ? 0 : 1;
}

/** The first record is kept for good; every later one replaces the one before it. */
function keep(record: FieldRecord): void {
  const file = recordFile(readRecord('first-blind') === undefined ? 'first-blind' : 'now');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
  writeReport();
}

/** The last record with the named faults and machines measured anew. */
function withNamed(named: FieldRecord): FieldRecord {
  const last = readRecord('now');
  if (last === undefined) throw new Error('a whole run has to be recorded first: npm run lab -- --field --record');
  return {
    ...last,
    faults: last.faults.map((one) => named.faults.find(({ id }) => id === one.id) ?? one),
    oddities: last.oddities.map((one) => named.oddities.find(({ id }) => id === one.id) ?? one),
  };
}
