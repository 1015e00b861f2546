import { type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const folder = '/var/log/journal';

export const journalCorrupt: LabCase = {
  id: 'any-journal-corrupt',
  routines: ['any-journal-corrupt'],
  title: "two finished parts of the system's log are damaged",
  scanArgs: ['--deep'],
  inject: async (machine) => {
    await copyFinished(machine, 2, 'dd if=/dev/urandom of="$copy" bs=4096 seek=20 count=300 conv=notrunc status=none');
  },
  oracle: finishedPartsAreSound,
  allowedChanges: [],
  undo: 'exact',
};

/** Copies the log as it is now under names that finished parts have, and changes each copy. */
export async function copyFinished(machine: Machine, count: number, change: string): Promise<void> {
  const script = `set -e
journalctl --sync
cd ${folder}/*/
for n in $(seq 1 ${count}); do
  copy="system@00112233445566778899aabbccddeeff-000000000000000$n-0005f0000000000$n.journal"
  cp system.journal "$copy"
  ${change}
done
sync`;
  await machine.must(['sh', '-c', script]);
}

async function finishedPartsAreSound(machine: Machine): Promise<Verdict> {
  const script = `cd ${folder}/*/; bad=0; for f in *@*.journal; do [ -e "$f" ] || continue; journalctl --verify --file="$f" >/dev/null 2>&1 || bad=$((bad+1)); done; echo $bad`;
  const bad = (await machine.must(['sh', '-c', script])).trim();
  return verdict([[bad === '0', `${bad} damaged parts`]]);
}
