import { type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

export const failedUnits: LabCase = {
  id: 'any-failed-units',
  routines: ['any-failed-units'],
  title: 'two failed services: one whose cause has passed, one that fails every time and must be said not to be repaired',
  settle: async (machine) => {
    await addService(machine, 'lab-once', '/srv/lab/ready');
    await addService(machine, 'lab-doomed', '/srv/lab/licence');
  },
  inject: async (machine) => {
    await failOnce(machine, 'lab-once', '/srv/lab/ready');
    await machine.must(['rm', '/srv/lab/licence']);
    await machine.run(['systemctl', 'restart', 'lab-doomed.service']);
  },
  oracle: async (machine) => serviceIsActive(machine, 'lab-once'),
  allowedChanges: [],
  undo: 'best-effort',
  expect: {
    code: 3,
    outcome: 'not-repaired',
    items: { 'lab-once.service': 'repaired', 'lab-doomed.service': 'not-repaired' },
    again: 'not-repaired',
  },
};

/** An enabled, running service which starts only if `needs` exists. */
export async function addService(machine: Machine, name: string, needs: string): Promise<void> {
  machine.write(needs, '');
  const lines = [
    '[Unit]',
    `Description=${name}`,
    '[Service]',
    'Type=oneshot',
    'RemainAfterExit=yes',
    `ExecStart=/usr/bin/test -e ${needs}`,
  ];
  machine.write(`/etc/systemd/system/${name}.service`, [...lines, '[Install]', 'WantedBy=multi-user.target', ''].join('\n'));
  await machine.must(['systemctl', 'daemon-reload']);
  await machine.must(['systemctl', 'enable', '-q', '--now', `${name}.service`]);
}

/** Fails the service for a cause that is gone afterwards: a restart would do. */
export async function failOnce(machine: Machine, name: string, needs: string): Promise<void> {
  await machine.must(['rm', needs]);
  await machine.run(['systemctl', 'restart', `${name}.service`]);
  machine.write(needs, '');
}

export async function serviceIsActive(machine: Machine, name: string): Promise<Verdict> {
  const state = (await machine.run(['systemctl', 'is-active', `${name}.service`])).stdout.trim();
  return verdict([[state === 'active', `${name} ${state}`]]);
}
