import { type LabCase, verdict } from '../case.ts';
import { areActive } from './any-masked-essentials.ts';

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
