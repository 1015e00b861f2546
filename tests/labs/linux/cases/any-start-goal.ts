import { type LabCase, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const link = '/etc/systemd/system/default.target';

export const startGoal: LabCase = {
  id: 'any-start-goal',
  routines: ['any-start-goal'],
  title: 'rescue mode was set as where every start ends, and forgotten',
  inject: async (machine) => {
    await machine.must(['systemctl', 'set-default', 'rescue.target']);
  },
  oracle: (machine) => goalIs(machine, ['graphical.target', 'multi-user.target']),
  allowedChanges: [link],
  undo: 'exact',
  exactPaths: () => [link],
};

export const startGoalText: LabCase = {
  id: 'any-start-goal/terminal',
  routines: ['any-start-goal'],
  title: 'a log-in picture is installed, and the start ends at a terminal',
  settle: async (machine) => {
    machine.write('/usr/lib/systemd/system/lab-dm.service', '[Service]\nExecStart=/bin/sleep infinity\n');
    await machine.must(['ln', '-s', '/usr/lib/systemd/system/lab-dm.service', '/etc/systemd/system/display-manager.service']);
  },
  inject: async (machine) => {
    await machine.must(['systemctl', 'set-default', 'multi-user.target']);
  },
  oracle: (machine) => goalIs(machine, ['graphical.target']),
  allowedChanges: [link],
  undo: 'exact',
  exactPaths: () => [link],
};

async function goalIs(machine: Machine, right: readonly string[]) {
  const goal = (await machine.run(['systemctl', 'get-default'])).stdout.trim();
  return verdict([[right.includes(goal), goal || 'no answer']]);
}
