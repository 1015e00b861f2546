import { last, textOf } from '../product.ts';
import { type Found, recoverAndLook } from './aftermath.ts';
import { type Report, freshlyBroken, onRig, repairOf, report, rowsOf } from './points.ts';
import type { Rig } from './rig.ts';
import { hosts } from './subjects.ts';

const filler = '/var/tmp/filler';

/** A disk that is full to its last block: before a repair, in the middle of one, and before an undo. */
export function fullDisk(): Promise<Report> {
  return onRig(
    hosts,
    async (rig, before) => {
      const rows = await rowsOf(rig, repairOf(hosts));
      const found = [
        await fullBefore(rig, before),
        await fullWithin(rig, before, rows.indexOf('planned') + 1),
        await fullAtUndo(rig, before),
      ];
      return report('3 moments', found);
    },
    { sizeMb: 96 },
  );
}

async function fullBefore(rig: Rig, before: string): Promise<Found> {
  await freshlyBroken(rig, hosts);
  await fill(rig);
  const said = await rig.call(repairOf(hosts));
  const found = await recoverAndLook(rig, hosts, before);
  await empty(rig);
  return judged('full before', found, [
    [said.code === 3, `the repair: exit ${said.code}: ${said.text}`],
    [/space|room|full/i.test(said.text), `it does not say that there is no room: ${said.text}`],
    [found.where === 'before', `the machine is ${found.where}`],
  ]);
}

async function fullWithin(rig: Rig, before: string, row: number): Promise<Found> {
  await freshlyBroken(rig, hosts);
  const { said, goOn } = await rig.freeze({ row, moment: 'durable', victim: 'machine' }, repairOf(hosts));
  await fill(rig);
  goOn();
  const { code, text } = await said;
  const found = await recoverAndLook(rig, hosts, before);
  await empty(rig);
  return judged('full in the middle', found, [
    [code === 3, `the repair: exit ${code}: ${text}`],
    [/space|room|full/i.test(text), `it does not say that there is no room: ${text}`],
    [found.where === 'before', `the machine is ${found.where}`],
  ]);
}

async function fullAtUndo(rig: Rig, before: string): Promise<Found> {
  await freshlyBroken(rig, hosts);
  const repaired = await rig.call(repairOf(hosts));
  await fill(rig);
  const undone = await rig.call(['undo', textOf(last(repaired, 'finished'), 'run'), '--yes']);
  const found = await recoverAndLook(rig, hosts, before);
  await empty(rig);
  return judged('full at the undo', found, [
    [repaired.code === 0, `the repair: exit ${repaired.code}: ${repaired.text}`],
    [undone.code === 0, `the undo: exit ${undone.code}: ${undone.text}`],
    [found.where === 'before', `the machine is ${found.where}`],
  ]);
}

/** To the last block: large writes first, then single bytes in further files until not even those fit. */
async function fill(rig: Rig): Promise<void> {
  const script = `mkdir ${filler}; dd if=/dev/zero of=${filler}/big bs=64k 2>&1; i=0; while echo x >${filler}/$i; do i=$((i+1)); done 2>/dev/null; df -k --output=avail / | tail -1`;
  const left = (await rig.machine.run(['sh', '-c', script])).stdout.trim().split('\n').at(-1)?.trim();
  if (left !== '0') throw new Error(`the disk could not be filled: ${left} kB are left`);
}

async function empty(rig: Rig): Promise<void> {
  await rig.machine.must(['rm', '-rf', filler]);
}

function judged(when: string, found: Found, checks: readonly (readonly [boolean, string])[]): Found {
  const wrong = checks.filter(([holds]) => !holds).map(([, words]) => words);
  return { ...found, failures: [...wrong, ...found.failures].map((failure) => `${when}: ${failure}`) };
}
