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

export const disabledEssentials: LabCase = {
  id: 'any-disabled-essentials',
  routines: ['any-disabled-essentials'],
  title: 'timed jobs were switched off',
  inject: async (machine) => {
    await machine.must(['systemctl', 'disable', '--now', '-q', 'cron.service']);
  },
  oracle: async (machine) => {
    const active = await areActive(machine, ['cron.service']);
    const enabled = (await machine.run(['systemctl', 'is-enabled', 'cron.service'])).stdout.trim();
    return verdict([
      [active.pass, active.answer],
      [enabled === 'enabled', enabled],
    ]);
  },
  allowedChanges: ['/etc/systemd/system/multi-user.target.wants/cron.service', '/etc/rc*.d', '/etc/rc*.d/*cron'],
  undo: 'best-effort',
  exactPaths: () => ['/etc/systemd/system/multi-user.target.wants/cron.service'],
};

async function areActive(machine: Machine, names: readonly string[]): Promise<Verdict> {
  const states = (await machine.run(['systemctl', 'is-active', ...names])).stdout.trim().split('\n');
  return verdict(names.map((name, index) => [states[index] === 'active', `${name} ${states[index] ?? ''}`] as const));
}
