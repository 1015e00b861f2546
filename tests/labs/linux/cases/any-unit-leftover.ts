import { type LabCase, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const folder = '/etc/systemd/system';
const unit = 'networkd-helper.service';
const link = `${folder}/multi-user.target.wants/${unit}`;
const dead = 'lab-removed.service';
const deadLink = `${folder}/multi-user.target.wants/${dead}`;
const program = '/dev/shm/.nd/helper';

export const unitLeftover: LabCase = {
  id: 'any-unit-leftover',
  routines: ['any-unit-leftover'],
  title: "a running miner's service with its program in /dev/shm, a service whose program is gone, and one's own service",
  settle: async (machine) => {
    machine.write('/usr/local/bin/lab-own', '#!/bin/sh\nexec sleep infinity\n', 0o755);
    await addUnit(machine, 'lab-own.service', '/usr/local/bin/lab-own');
  },
  inject: async (machine) => {
    await machine.must(['sh', '-c', `mkdir -p /dev/shm/.nd && cp /usr/bin/sleep ${program}`]);
    await addUnit(machine, unit, `${program} infinity`);
    machine.write(`${folder}/${dead}`, unitText('/opt/lab-removed/bin/daemon --serve'));
    await machine.must(['systemctl', 'enable', '-q', dead]);
  },
  oracle: async (machine) => {
    const state = async (name: string): Promise<string> => (await machine.run(['systemctl', 'is-active', name])).stdout.trim();
    const running = machine.processes().some(({ argv }) => argv[0] === program);
    const enabled =
      (await machine.must(['systemctl', 'list-unit-files', '--state=enabled', '--no-legend'])).match(/networkd-helper|lab-removed/g) ?? [];
    const own = await state('lab-own.service');
    return verdict([
      [!running, running ? 'miner running' : 'no miner'],
      [enabled.length === 0, `${enabled.length} planted units`],
      [own === 'active', `own service ${own}`],
    ]);
  },
  allowedChanges: [`${folder}/${unit}`, link, `${folder}/${dead}`, deadLink],
  // The process of a stopped service is another one when it is started again.
  undo: 'best-effort',
  exactPaths: () => [`${folder}/${unit}`, link, `${folder}/${dead}`, deadLink],
  interactiveUndo: true,
};

function unitText(command: string): string {
  return `[Service]\nExecStart=${command}\n[Install]\nWantedBy=multi-user.target\n`;
}

async function addUnit(machine: Machine, name: string, command: string): Promise<void> {
  machine.write(`${folder}/${name}`, unitText(command));
  await machine.must(['systemctl', 'daemon-reload']);
  await machine.must(['systemctl', 'enable', '-q', '--now', name]);
}
