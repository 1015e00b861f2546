import { type Json, last, textOf } from '../product.ts';
import type { Rig } from './rig.ts';
import type { Subject } from './subjects.ts';

/** Where a machine was found after the recovery. */
export type Found = { readonly where: 'before' | 'after' | 'between'; readonly failures: readonly string[] };

/**
 * Recovers what a crash left and looks at everything that must hold then: the machine is before or after, the run says which, every
 * journal and backup is whole, nothing is left lying about, and a second recovery has nothing to do.
 */
export async function recoverAndLook(rig: Rig, subject: Subject, before: string, undoing = false): Promise<Found> {
  const recovered = await rig.call(['recover']);
  const [journal, history, again, state, verdict, litter] = await Promise.all([
    rig.call(['journal', 'verify']),
    rig.call(['history']),
    rig.call(['recover']),
    subject.state(rig.machine),
    subject.oracle(rig.machine),
    rig.machine.must(['sh', '-c', 'find /etc /var/lib/dpkg -name ".rescuepc-*"; ls -A /var/lib/rescuepc | grep "^.lock" || true']),
  ]);
  const where = verdict.pass ? 'after' : state === before ? 'before' : 'between';
  const run = newestRun(history.documents);
  const [outcome, runState, undone] = [textOf(run, 'outcome'), textOf(run, 'state'), run?.['undone'] === true];
  const saysRepaired = outcome === "repaired" && !(undoing && undone);
  const checks: readonly (readonly [boolean, string])[] = [
    [[0, 3, 6].includes(recovered.code ?? -1), `recover: exit ${recovered.code}: ${recovered.text}`],
    [where !== 'between', `neither before nor after: ${verdict.answer}; ${state}; before it was ${before}`],
    [run === undefined || runState === 'finished', `the run is ${runState}`],
    [saysRepaired === verdict.pass, `the run says ${outcome}${undone ? ", undone" : ""}, the machine is ${where}`],
    [journal.code === 0, `journal verify: exit ${journal.code}: ${JSON.stringify(last(journal, 'journal'))}`],
    [history.code === 0, `history: exit ${history.code}: ${history.text}`],
    [again.code === 0 && Array.isArray(last(again, 'recovered')?.['runs']), `a second recover: exit ${again.code}: ${again.text}`],
    [litter === '', `left behind: ${litter.trim()}`],
  ];
  return { where, failures: checks.filter(([holds]) => !holds).map(([, words]) => words.slice(0, 600)) };
}

function newestRun(documents: readonly Json[]): Json | undefined {
  const runs = documents[0]?.['runs'];
  return Array.isArray(runs) ? (runs[0] as Json | undefined) : undefined;
}

/** After all: the machine is broken again, repaired and taken back as if nothing had ever happened. */
export async function repairAndUndo(rig: Rig, subject: Subject, undoable: boolean): Promise<readonly string[]> {
  const before = await subject.state(rig.machine);
  const repaired = await rig.call(['repair', subject.id, '--yes']);
  const failures = repaired.code === 0 && (await subject.oracle(rig.machine)).pass ? [] : [`a fresh repair: exit ${repaired.code}: ${repaired.text}`];
  if (!undoable) return failures;
  const undone = await rig.call(['undo', textOf(last(repaired, 'finished'), 'run'), '--yes']);
  const state = await subject.state(rig.machine);
  if (undone.code === 0 && state === before) return failures;
  return [...failures, `its undo: exit ${undone.code}: ${undone.text}; ${state}; before it was ${before}`];
}
