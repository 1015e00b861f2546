import { type Json, last, textOf } from '../product.ts';
import type { Rig } from './rig.ts';
import type { Subject } from './subjects.ts';

/** Where a machine was found after the recovery. */
export type Where = 'before' | 'after' | 'between';
export type Found = { readonly where: Where; readonly tried?: boolean; readonly failures: readonly string[] };

/**
 * Recovers what a crash left and looks at everything that must hold then: the machine is before or after, the run says which, every
 * journal and backup is whole, nothing is left lying about, and a second recovery has nothing to do.
 */
export async function recoverAndLook(rig: Rig, subject: Subject, before: string): Promise<Found> {
  const recovered = await rig.call(['recover']);
  const [again, journal, rows, state, verdict, litter] = await Promise.all([
    rig.call(['recover']),
    rig.call(['journal', 'verify']),
    journalRows(rig),
    subject.state(rig.machine),
    subject.oracle(rig.machine),
    rig.machine.must(['sh', '-c', 'find /etc /var/lib/dpkg -name ".rescuepc-*"; ls -A /var/lib/rescuepc | grep "^.lock" || true']),
  ]);
  const where: Where = verdict.pass ? 'after' : state === before ? 'before' : 'between';
  const finished = rows.findLast((row) => row['type'] === 'finished');
  const undone = rows.some((row) => row['type'] === 'undone');
  const says = textOf(finished, 'outcome');
  const checks: readonly (readonly [boolean, string])[] = [
    [[0, 3, 6].includes(recovered.code ?? -1), `recover: exit ${recovered.code}: ${recovered.text}`],
    [where !== 'between', `neither before nor after: ${verdict.answer}; ${state}; before it was ${before}`],
    [rows.length === 0 || finished !== undefined, 'the run is not finished'],
    [(says === 'repaired' && !undone) === verdict.pass, `the run says ${says}${undone ? ', undone' : ''}, the machine is ${where}`],
    [journal.code === 0, `journal verify: exit ${journal.code}: ${JSON.stringify(last(journal, 'journal'))}`],
    [again.code === 0 && Array.isArray(last(again, 'recovered')?.['runs']), `a second recover: exit ${again.code}: ${again.text}`],
    [litter === '', `left behind: ${litter.trim()}`],
  ];
  return { where, failures: checks.filter(([holds]) => !holds).map(([, words]) => words.slice(0, 600)) };
}

/** The rows of all journals of the machine's store; the jobs keep one run at a time there. */
export async function journalRows(rig: Rig): Promise<readonly Json[]> {
  const text = await rig.machine.must(['sh', '-c', 'cat /var/lib/rescuepc/runs/*/journal.ndjson 2>/dev/null || true']);
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Json]));
}

/** After all: the machine is repaired and taken back as if nothing had ever happened. */
export async function repairAndUndo(rig: Rig, subject: Subject, undoable: boolean): Promise<readonly string[]> {
  const before = await subject.state(rig.machine);
  const repaired = await rig.call(['repair', subject.id, '--yes']);
  const works = repaired.code === 0 && (await subject.oracle(rig.machine)).pass;
  const failures = works ? [] : [`a fresh repair: exit ${repaired.code}: ${repaired.text}`];
  if (!undoable) return failures;
  const undone = await rig.call(['undo', textOf(last(repaired, 'finished'), 'run'), '--yes']);
  const state = await subject.state(rig.machine);
  if (undone.code === 0 && state === before) return failures;
  return [...failures, `its undo: exit ${undone.code}: ${undone.text}; ${state}; before it was ${before}`];
}
