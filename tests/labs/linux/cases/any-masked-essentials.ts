import { type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const units = ['cron.service', 'systemd-tmpfiles-clean.timer'];

export const maskedEssentials: LabCase = {
  id: 'any-masked-essentials',
  routines: ['any-masked-essentials'],
  title: 'a tuning script forbade timed jobs and the cleaning of temporary files',
  inject: async (machine) => {
    await machine.must(['systemctl', 'mask', '--now', '-q', ...units]);
  },
  oracle: (machine) => areActive(machine, units),
  allowedChanges: units.map((unit) => `/etc/systemd/system/${unit}`),
  undo: 'best-effort',
};

/** Whether all of these units run. */
export async function areActive(machine: Machine, names: readonly string[]): Promise<Verdict> {
  const states = (await machine.run(['systemctl', 'is-active', ...names])).stdout.trim().split('\n');
  return verdict(names.map((name, index) => [states[index] === 'active', `${name} ${states[index] ?? ''}`] as const));
}
