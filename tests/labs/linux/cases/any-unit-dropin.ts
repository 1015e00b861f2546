import { type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const unit = 'lab-web.service';
const dropIn = `/etc/systemd/system/${unit}.d/override.conf`;

export const unitDropIn: LabCase = {
  id: 'any-unit-dropin',
  routines: ['any-unit-dropin'],
  title: 'a drop-in makes a service start a program that does not exist',
  settle: addWebService,
  inject: addBadDropIn,
  oracle: webServiceIsSound,
  allowedChanges: [dropIn, `${dropIn}*`, `/etc/systemd/system/${unit}.d`],
  undo: 'exact',
  exactPaths: () => [dropIn],
};

export async function addWebService(machine: Machine): Promise<void> {
  machine.write(`/etc/systemd/system/${unit}`, '[Service]\nExecStart=/usr/bin/sleep infinity\n[Install]\nWantedBy=multi-user.target\n');
  await machine.must(['systemctl', 'daemon-reload']);
  await machine.must(['systemctl', 'enable', '-q', '--now', unit]);
}

export async function addBadDropIn(machine: Machine): Promise<void> {
  machine.write(dropIn, '[Service]\nExecStart=\nExecStart=/usr/local/bin/lab-web-that-is-gone --serve\n');
  await machine.must(['systemctl', 'daemon-reload']);
  await machine.run(['systemctl', 'restart', unit]);
}

/** The service runs, and what it would start next time exists: so that an undo is seen even while the old process lives. */
export async function webServiceIsSound(machine: Machine): Promise<Verdict> {
  const state = (await machine.run(['systemctl', 'is-active', unit])).stdout.trim();
  const shown = await machine.must(['systemctl', 'show', unit, '-p', 'ExecStart']);
  const program = /path=(\S+)/.exec(shown)?.[1] ?? 'none';
  const there = machine.exists(program);
  return verdict([
    [state === 'active', `lab-web ${state}`],
    [there, `program ${there ? 'there' : 'missing'}`],
  ]);
}
