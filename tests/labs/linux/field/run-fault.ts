import { unexpectedChanges } from '../baseline.ts';
import type { Change } from '../changed-files.ts';
import { type Machine, bootMachine } from '../machine.ts';
import { type Said, last, plan, repair, scan, textOf, undo } from '../product.ts';
import type { Fault } from './fault.ts';
import { type Finding, findingsOf, promisesOf, unreadOf } from './scan-text.ts';

/** `info` and `unread`: the thing is named, but not at warning or above. `-`: it did not come to that. */
export type Found = 'yes' | 'info' | 'unread' | 'no';
export type Answer = 'yes' | 'no' | '-';

/** What became of one fault. `harm` lists what changed beyond the plan, the stores and what any mending may touch. */
export type FaultResult = {
  readonly id: string;
  readonly found: Found;
  readonly explained: Answer;
  readonly repaired: Answer;
  readonly undone: Answer | 'not promised';
  readonly harm: readonly string[];
  readonly routines: readonly string[];
  /** Findings at warning or above that are about something else. */
  readonly others: readonly string[];
  /** The oracle's raw answers, and what the product said where it did not come to the next step. */
  readonly notes: readonly string[];
  readonly seconds: number;
};

type Draft = { -readonly [Key in keyof FaultResult]: FaultResult[Key] };

/** Runs one fault on its own machine. A fault whose oracle does not tell broken from sound is an error of the suite and is thrown. */
export async function runFault(fault: Fault, product: boolean): Promise<FaultResult> {
  const started = Date.now();
  const draft: Draft = {
    id: fault.id,
    found: 'no',
    explained: '-',
    repaired: '-',
    undone: '-',
    harm: [],
    routines: [],
    others: [],
    notes: [],
    seconds: 0,
  };
  const machine = await bootMachine(fault.machine);
  try {
    await fault.settle?.(machine);
    const sound = await fault.oracle(machine);
    await fault.inject(machine);
    const broken = await fault.oracle(machine);
    if (!sound.pass || broken.pass) throw new Error(`${fault.id}: sound: ${sound.answer}; broken: ${broken.answer}`);
    draft.notes = [`broken: ${broken.answer}`];
    if (product) await diagnoseAndRepair(machine, fault, draft);
  } finally {
    machine.off();
  }
  return { ...draft, seconds: Math.round((Date.now() - started) / 1000) };
}

async function diagnoseAndRepair(machine: Machine, fault: Fault, draft: Draft): Promise<void> {
  const before = machine.changedFiles();
  const said = await scan(machine);
  draft.harm = paths(unexpectedChanges(machine, [], before)).map((path) => `scan: ${path}`);
  if (last(said, 'scan') === undefined) draft.notes = [...draft.notes, `scan: exit ${said.code}: ${said.text.slice(0, 200)}`];
  const findings = findingsOf(said);
  const grave = findings.filter(({ severity }) => severity !== 'info');
  const named = grave.filter(({ text }) => fault.names.test(text));
  draft.found = foundIn(named, findings, said, fault);
  draft.others = grave.filter((finding) => !named.includes(finding)).map(({ title }) => title);
  if (named.length === 0) return;
  draft.explained = named.some(({ explained }) => explained) ? 'yes' : 'no';
  const offered = [...new Set(named.flatMap(({ routines }) => routines))];
  // A repair that is offered as a whole needs no naming of its items.
  draft.routines = offered.filter((one) => !one.includes('=') || !offered.includes(one.replace(/=.*/s, '')));
  if (draft.routines.length > 0) await repairAndUndo(machine, fault, draft);
}

function foundIn(named: readonly Finding[], all: readonly Finding[], said: Said, fault: Fault): Found {
  if (named.length > 0) return 'yes';
  if (all.some(({ text }) => fault.names.test(text))) return 'info';
  return fault.names.test(unreadOf(said)) ? 'unread' : 'no';
}

async function repairAndUndo(machine: Machine, fault: Fault, draft: Draft): Promise<void> {
  const before = machine.changedFiles();
  const failedBefore = await failedUnits(machine);
  const planned = await plan(machine, draft.routines);
  const first = await repair(machine, draft.routines);
  const said = first.code === 8 ? await repair(machine, draft.routines) : first;
  const mended = await fault.oracle(machine);
  const outcome = textOf(last(said, 'finished'), 'outcome');
  draft.repaired = mended.pass ? 'yes' : 'no';
  draft.notes = [...draft.notes, `repair: exit ${said.code} ${outcome}`, `repaired: ${mended.answer}`];
  if (outcome === 'repaired' && !mended.pass) draft.harm = [...draft.harm, 'said repaired, and it is not'];
  const words = JSON.stringify([...planned.documents, ...first.documents, ...said.documents]);
  const changed = paths(unexpectedChanges(machine, fault.mayChange ?? [], before)).filter(
    (path) => !words.includes(JSON.stringify(path).slice(1, -1)),
  );
  const failing = (await failedUnits(machine)).filter((unit) => !failedBefore.includes(unit));
  draft.harm = [...draft.harm, ...changed.map((path) => `repair: ${path}`), ...failing.map((unit) => `now fails: ${unit}`)];

  const promises = promisesOf(planned);
  const run = textOf(last(said, 'finished'), 'run');
  if (run === '' || promises.length === 0 || promises.includes('none')) {
    draft.undone = draft.repaired === 'yes' ? 'not promised' : '-';
    return;
  }
  const quiet = await undo(machine, run, false);
  const taken = quiet.code === 8 ? await undo(machine, run, true) : quiet;
  const undone = await fault.oracle(machine);
  const exact = promises.every((level) => level === 'exact');
  const left = exact ? paths(unexpectedChanges(machine, fault.mayChange ?? [], before)) : [];
  draft.undone = !undone.pass && left.length === 0 ? 'yes' : 'no';
  draft.notes = [...draft.notes, `undo: exit ${taken.code}; ${undone.answer}`, ...left.map((path) => `still differs: ${path}`)];
}

async function failedUnits(machine: Machine): Promise<readonly string[]> {
  const { stdout } = await machine.run(['systemctl', '--failed', '--plain', '--no-legend']);
  return stdout.split('\n').flatMap((line) => line.split(' ')[0] || []);
}

function paths(changes: readonly Change[]): readonly string[] {
  return changes.map(({ path }) => path);
}
