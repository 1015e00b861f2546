import { type LabCase, type Trap, type Verdict, routinesOf } from './case.ts';
import { unexpectedChanges } from './baseline.ts';
import type { Change } from './changed-files.ts';
import { exactState, stateDifferences } from './exact-state.ts';
import { type Machine, bootMachine } from './machine.ts';
import { type CallOptions, type Said, itemOutcomes, last, namedRoutines, repair, scan, textOf, undo } from './product.ts';
import { pretend } from './no-apply.ts';
import type { LabOptions, Result } from './row.ts';

/** `call`: as whom the product is called. */
export type CaseOptions = LabOptions & { readonly call?: CallOptions };

type Answers = { sound: string; broken: string; repaired: string; undone: string };
type Notes = { readonly failures: string[]; readonly answers: Answers; readonly times: number[] };

/** Runs one case on its own machine, which is off afterwards. */
export async function runCase(one: LabCase, options: CaseOptions): Promise<Result> {
  return onMachine(one, async (machine, notes) => {
    await one.settle?.(machine);
    if (options.product) await scanIsSilent(machine, one, notes, options.call);
    const sound = expectVerdict(notes, 'sound', await one.oracle(machine), true);
    const precious = await one.precious?.(machine);
    check(notes, precious?.trim() !== '', 'nothing precious is there to be hit');
    await one.inject(machine);
    const broken = expectVerdict(notes, 'broken', await one.oracle(machine), false);
    // A case that does not break its machine proves nothing of the product.
    if (options.product && sound && broken) await repairAndUndo(machine, one, notes, { precious, call: options.call });
  });
}

/** Runs one trap: nothing is wrong, and the scan must say so. */
export async function runTrap(trap: Trap, options: CaseOptions): Promise<Result> {
  return onMachine(trap, async (machine, notes) => {
    expectVerdict(notes, 'sound', await trap.oracle(machine), true);
    await trap.inject(machine);
    expectVerdict(notes, 'broken', await trap.oracle(machine), true);
    if (options.product) await scanIsSilent(machine, trap, notes, options.call);
  });
}

async function onMachine(one: Pick<LabCase, 'machine'>, body: (machine: Machine, notes: Notes) => Promise<void>): Promise<Result> {
  const notes: Notes = { failures: [], answers: { sound: '-', broken: '-', repaired: '-', undone: '-' }, times: [] };
  try {
    const machine = await bootMachine(one.machine);
    try {
      if (machine.systemState() !== 'running') notes.failures.push(`the pristine machine is ${machine.systemState()}`);
      await body(machine, notes);
    } finally {
      machine.off();
    }
  } catch (error) {
    notes.failures.push(error instanceof Error ? error.message : String(error));
  }
  return { failures: notes.failures, ...notes.answers, times: notes.times };
}

/** What apt writes when it is only asked. */
const aptCaches = ['/var/cache/apt/*.bin'];

/**
 * The lab's own proof: a product that goes through all its steps and changes nothing leaves the oracle failing, and does not say that it
 * repaired anything. What it kept for itself is taken away.
 */
async function pretendToRepair(machine: Machine, one: LabCase, notes: Notes): Promise<void> {
  const before = machine.changedFiles();
  const pretended = await pretend(machine, one.routines);
  const told = textOf(last(pretended, 'finished'), 'outcome');
  const { pass, answer } = await one.oracle(machine);
  check(notes, !pass, `with apply switched off the oracle passes: ${answer}`);
  check(notes, last(pretended, 'step-done') !== undefined, `with apply switched off no step was done: ${pretended.text.slice(0, 300)}`);
  check(notes, !['', 'repaired', 'healthy'].includes(told), `with apply switched off the repair says '${told}', exit ${pretended.code}`);
  complain(notes, 'with apply switched off the repair changed', unexpectedChanges(machine, aptCaches, before));
  await machine.must(['rm', '-rf', '/var/lib/rescuepc', '/root/.local/state/rescuepc']);
}

/** Repair, prove, repair again, undo, prove: everything the case promises. */
async function repairAndUndo(
  machine: Machine,
  one: LabCase,
  notes: Notes,
  { precious, call }: { precious: string | undefined; call: CallOptions | undefined },
): Promise<void> {
  const found = await quietScan(machine, one, notes, call);
  for (const routine of one.expect?.found ?? routinesOf(one)) {
    check(notes, namedRoutines(found).includes(routine), `the scan (exit ${found.code}) names no ${routine}: ${found.text.slice(0, 300)}`);
  }
  if (call === undefined) await pretendToRepair(machine, one, notes);
  const before = machine.changedFiles();
  const exactPaths = one.exactPaths?.(machine) ?? [];
  const state = await exactState(machine, exactPaths);

  const { said, planChanged } = await repairWithConsent(machine, one, call);
  check(notes, planChanged === (one.expect?.planChanged ?? false), `a second consent was ${planChanged ? '' : 'not '}asked for`);
  expectOutcome(notes, one, said);
  // What follows (undo, also with questions on a terminal) says nothing about a machine that was not repaired.
  if (!expectVerdict(notes, 'repaired', await one.oracle(machine), true)) return;
  complain(notes, 'the repair also changed', unexpectedChanges(machine, one.allowedChanges, before));
  const left = await one.precious?.(machine);
  check(notes, left === precious, `what exists only once was hit. Before: ${precious}; after: ${left}`);

  const again = await repair(machine, one.routines, call);
  const outcome = textOf(last(again, 'finished'), 'outcome') || (again.code === 0 ? 'healthy' : `exit ${again.code}`);
  check(notes, outcome === (one.expect?.again ?? 'healthy'), `the second repair says ${outcome}`);

  const run = textOf(last(said, 'finished'), 'run');
  const taken = await undo(machine, run, one.interactiveUndo ?? false, call);
  notes.times.push(found.ms, said.ms, taken.ms);
  const undone = await one.oracle(machine);
  notes.answers.undone = undone.answer;
  if (one.undo === 'none') return check(notes, undone.pass, `an undo that is not possible broke the machine: ${undone.answer}`);
  check(notes, taken.code === (one.expect?.undoCode ?? 0), `undo: exit ${taken.code}: ${taken.text.slice(0, 300)}`);
  check(notes, !undone.pass, 'the undo did not bring the broken state back');
  const wrong = stateDifferences(state, await exactState(machine, exactPaths));
  check(notes, wrong.length === 0, `not exactly undone: ${wrong.join('; ')}`);
  if (one.undo === 'exact') complain(notes, 'after the undo these differ', unexpectedChanges(machine, [], before));
}

/** The consent is given with the call; if the plan changes under way, it is given once more with a second call. */
async function repairWithConsent(machine: Machine, one: LabCase, call?: CallOptions): Promise<{ said: Said; planChanged: boolean }> {
  const first = await repair(machine, one.routines, call);
  const planChanged = last(first, 'plan-changed') !== undefined;
  return { said: first.code === 8 ? await repair(machine, one.routines, call) : first, planChanged };
}

function expectOutcome(notes: Notes, one: LabCase, said: Said): void {
  const { code = 0, outcome = 'repaired', items = {} } = one.expect ?? {};
  check(notes, said.code === code, `repair: exit ${said.code}, not ${code}: ${said.text.slice(0, 300)}`);
  const told = textOf(last(said, 'finished'), 'outcome');
  check(notes, told === outcome, `repair: outcome ${told || 'missing'}, not ${outcome}`);
  const outcomes = itemOutcomes(said);
  for (const [item, wanted] of Object.entries(items)) {
    check(notes, outcomes[item] === wanted, `repair: ${item} is ${outcomes[item] ?? 'not mentioned'}, not ${wanted}`);
  }
}

/** On a machine where nothing is wrong, the scan must name none of the routines. */
async function scanIsSilent(machine: Machine, one: LabCase | Trap, notes: Notes, call?: CallOptions): Promise<void> {
  const said = await quietScan(machine, one, notes, call);
  check(
    notes,
    last(said, 'scan') !== undefined,
    `the scan of the sound machine gave no answer, exit ${said.code}: ${said.text.slice(0, 300)}`,
  );
  const wrong = namedRoutines(said).filter((routine) => routinesOf(one).includes(routine));
  check(notes, wrong.length === 0, `the scan of the sound machine names ${wrong.join(', ')}`);
}

/** A scan for what the case is about, with the check that it changed nothing but our stores. */
async function quietScan(machine: Machine, one: LabCase | Trap, notes: Notes, call?: CallOptions): Promise<Said> {
  const before = machine.changedFiles();
  const only = 'wholeScan' in one ? [] : ['--only', routinesOf(one).join(',')];
  const said = await scan(machine, [...(one.scanArgs ?? []), ...only], call);
  complain(notes, 'the scan changed', unexpectedChanges(machine, [], before));
  check(notes, [0, 10, 11].includes(said.code ?? -1), `the scan ends with ${said.code}: ${said.text.slice(0, 300)}`);
  return said;
}

function expectVerdict(notes: Notes, when: keyof Answers, verdict: Verdict, pass: boolean): boolean {
  notes.answers[when] = verdict.answer;
  check(notes, verdict.pass === pass, `the oracle ${verdict.pass ? 'passes' : 'fails'} on the ${when} machine: ${verdict.answer}`);
  return verdict.pass === pass;
}

function complain(notes: Notes, what: string, changes: readonly Change[]): void {
  check(notes, changes.length === 0, `${what}: ${changes.map(({ change, path }) => `${path} (${change})`).join(', ')}`);
}

function check(notes: Notes, holds: boolean, otherwise: string): void {
  if (!holds) notes.failures.push(otherwise);
}
