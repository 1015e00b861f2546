import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { redact } from '../../src-main/core/redact.ts';
import { symptoms } from '../../src-shared/contract/words.ts';
import type { LabCase } from '../labs/linux/case.ts';
import { cases } from '../labs/linux/cases/index.ts';
import { bootMachine } from '../labs/linux/machine.ts';
import { type Said, last, plan, repair, scan, textOf, undo } from '../labs/linux/product.ts';
import { repo } from './run.ts';

/**
 * `node tests/tools/collect-core-texts.ts CASE...`: breaks lab machines, scans, plans, repairs and takes back, and adds the core's
 * sentences to `tests/fixtures/core-texts.txt`, by which a test measures how much of them the window says in German.
 */
const fixture = join(repo, 'tests', 'fixtures', 'core-texts.txt');
/** Fields that people read as words. What was read (`line`), paths and commands are shown as they are and are not among them. */
const worded = new Set(['title', 'why', 'summary', 'reason', 'cure', 'says', 'message', 'hint', 'meaning', 'undoWarning', 'warning']);
const lists = new Set(['does', 'problems']);

const texts = new Set(existsSync(fixture) ? readFileSync(fixture, 'utf8').split('\n').filter(Boolean) : []);
const known = texts.size;
const names = process.argv.slice(2);
for (const name of names) {
  const one = cases.find(({ id }) => id === name);
  if (!one) throw new Error(`no such case: ${name}`);
  // The ladders of all complaints are long; one machine shows them.
  await collect(one, name === names[0] ? symptoms : []);
  writeFileSync(fixture, `${[...texts].toSorted().join('\n')}\n`);
  console.log(`${name}: ${texts.size} texts`);
}
console.log(`${texts.size - known} new`);

async function collect(one: LabCase, complaints: readonly string[]): Promise<void> {
  const machine = await bootMachine(one.machine);
  try {
    await one.settle?.(machine);
    await one.inject(machine);
    take(await scan(machine, one.scanArgs));
    for (const symptom of complaints) take(await scan(machine, ['--symptom', symptom]));
    take(await plan(machine, one.routines));
    const repaired = await repair(machine, one.routines);
    take(repaired);
    take(await undo(machine, textOf(last(repaired, 'finished'), 'run'), one.interactiveUndo ?? false));
  } finally {
    machine.off();
  }
}

function take(said: Said): void {
  for (const document of said.documents) walk(document, '');
}

function walk(value: unknown, key: string): void {
  if (Array.isArray(value)) for (const entry of value) walk(entry, key);
  else if (typeof value === 'object' && value !== null) {
    // The value of a fact is for programs.
    for (const [name, entry] of Object.entries(value)) if (name !== 'value') walk(entry, name);
  } else if (typeof value === 'string' && (worded.has(key) || lists.has(key))) add(value);
}

/** A text that would need more than its line, or that has no word in it, is none. */
function add(text: string): void {
  if (!text.includes('\n') && /[a-z]{2}/i.test(text)) texts.add(redact(text));
}
