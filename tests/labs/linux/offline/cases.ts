import type { LabCase } from '../case.ts';
import { cases } from '../cases/index.ts';
import { exactState, stateDifferences } from '../exact-state.ts';
import type { Machine } from '../machine.ts';
import { type Json, call, callOnTerminal, last, namedRoutines, textOf } from '../product.ts';
import type { Trial } from '../rights/trial.ts';
import type { Answer } from '../terminal.ts';
import { copySystem } from './copy-system.ts';
import { notOffline } from './not-offline.ts';
import { type OfflineMachine, offlineMachine } from './offline-machine.ts';

const saved = '/srv/pristine.img';

/** Every case of the lab whose repairs say that they work on a system that does not run, each on a disk given by its device. */
export const offlineCases: Trial = {
  id: 'offline-cases',
  title: "the lab's own cases on a disk given by its device: broken, found, repaired and taken back from outside",
  machine: { sizeMb: 3000, disks: [{ sizeMb: 1700, mkfs: ['mkfs.ext4', '-q'], partition: true }] },
  async prove(machine, proof) {
    const device = `${machine.disks[0] ?? ''}p1`;
    await copySystem(machine, device);
    await machine.must(['dd', `if=${device}`, `of=${saved}`, 'bs=1M', 'conv=sparse', 'status=none']);
    const offline = offlineMachine(machine, device);
    for (const one of await casesForAny(machine)) {
      // A discarded loop device is a hole in its file: only what is there has to be written again.
      const reset = `blkdiscard -f ${device} && dd if=${saved} of=${device} bs=1M status=none conv=sparse,fsync`;
      await machine.must(['sh', '-c', reset]);
      const failures = await tryCase(machine, offline, one, device).catch((error: unknown) => [String(error)]);
      proof.check(failures.length === 0, `${one.id}: ${failures.join('; ')}`);
    }
  },
};

/** All repairs of the case say of themselves that they need no running system, and the case needs no more than files. */
async function casesForAny(machine: Machine): Promise<readonly LabCase[]> {
  const listed = last(await call(machine, ['routines']), 'routines')?.['routines'];
  const any = (Array.isArray(listed) ? (listed as Json[]) : [])
    .filter((routine) => routine['target'] === 'any')
    .map(({ id }) => String(id));
  return cases.filter(
    (one) => one.routines.every((selection) => any.includes(selection.replace(/=.*/, ''))) && !Object.hasOwn(notOffline, one.id),
  );
}

async function tryCase(machine: Machine, offline: OfflineMachine, one: LabCase, device: string): Promise<readonly string[]> {
  const wrong: string[] = [];
  const need = (holds: boolean, otherwise: string): void => void (holds || wrong.push(otherwise));
  const before = await offline.attached(async (inside) => {
    await one.settle?.(inside);
    const sound = await one.oracle(inside);
    need(sound.pass, `sound: ${sound.answer}`);
    await one.inject(inside);
    const broken = await one.oracle(inside);
    need(!broken.pass, `not broken: ${broken.answer}`);
    return exactState(inside, one.exactPaths?.(inside) ?? []);
  });
  if (wrong.length > 0) return wrong;
  const found = await call(machine, ['scan', ...(one.scanArgs ?? []), '--root', device]);
  for (const selection of one.expect?.found ?? one.routines) {
    const name = selection.replace(/=.*/, '');
    need(namedRoutines(found).includes(name), `the scan (exit ${found.code}) names no ${name}: ${found.text.slice(-300)}`);
  }
  const repair = ['repair', ...one.routines, '--root', device, '--yes'];
  const first = await call(machine, repair);
  const said = first.code === 8 ? await call(machine, repair) : first;
  need(said.code === (one.expect?.code ?? 0), `repair: exit ${said.code}: ${said.text.slice(-500)}`);
  const repaired = await offline.attached((inside) => one.oracle(inside));
  need(repaired.pass, `after the repair: ${repaired.answer}`);
  if (wrong.length > 0) return wrong;
  const undo = ['undo', textOf(last(said, 'finished'), 'run'), '--root', device];
  const yes: Answer = { expect: /\?[^\n]*$|\[[yYnN/]+\][^\n]*$/, send: 'yes\n' };
  const undone = one.interactiveUndo ? await callOnTerminal(machine, undo, [yes, yes, yes]) : await call(machine, [...undo, '--yes']);
  const after = await offline.attached(async (inside) => ({
    verdict: await one.oracle(inside),
    state: await exactState(inside, one.exactPaths?.(inside) ?? []),
  }));
  if (one.undo === 'none') need(after.verdict.pass, `an undo that is not possible broke it: ${after.verdict.answer}`);
  else {
    need(undone.code === (one.expect?.undoCode ?? 0), `undo: exit ${undone.code}: ${undone.text.slice(-300)}`);
    need(!after.verdict.pass, 'the undo did not bring the broken state back');
    wrong.push(...stateDifferences(before, after.state));
  }
  return wrong;
}
