import { type LabCase, verdict } from '../case.ts';

export const fstrimTimer: LabCase = {
  id: 'any-fstrim-timer',
  routines: ['any-fstrim-timer'],
  title: 'the weekly care for solid-state disks was switched off',
  settle: async (machine) => {
    await machine.must(['systemctl', 'unmask', '-q', 'fstrim.timer']);
    await machine.must(['systemctl', 'enable', '--now', '-q', 'fstrim.timer']);
  },
  inject: async (machine) => {
    await machine.must(['systemctl', 'disable', '--now', '-q', 'fstrim.timer']);
  },
  oracle: async (machine) => {
    const enabled = (await machine.run(['systemctl', 'is-enabled', 'fstrim.timer'])).stdout.trim();
    // In a container the timer itself does not run: what counts is that it would be started.
    const link = machine.exists('/etc/systemd/system/timers.target.wants/fstrim.timer');
    return verdict([
      [enabled === 'enabled', enabled],
      [link, link ? 'started at boot' : 'not started at boot'],
    ]);
  },
  allowedChanges: ['/etc/systemd/system/timers.target.wants/fstrim.timer'],
  undo: 'best-effort',
};
