import { type LabCase, verdict } from '../case.ts';
import { until } from '../host.ts';
import type { Machine } from '../machine.ts';

const connection = `[connection]
id=lab
type=ethernet
interface-name=lab0
[ipv4]
method=manual
address1=192.0.2.10/24,192.0.2.1
[ipv6]
method=disabled
`;

export const networkingOff: LabCase = {
  id: 'any-networking-off',
  routines: ['any-networking-off'],
  title: 'networks were switched off in the menu, and stay off over restarts',
  machine: { sizeMb: 700, packages: ['network-manager'] },
  settle: async (machine) => {
    machine.write('/etc/NetworkManager/system-connections/lab.nmconnection', connection, 0o600);
    machine.write('/etc/NetworkManager/conf.d/lab.conf', '[keyfile]\nunmanaged-devices=interface-name:lab1\n');
    // A cable whose other end is in the machine too.
    await machine.must(['ip', 'link', 'add', 'lab0', 'type', 'veth', 'peer', 'name', 'lab1']);
    await machine.must(['ip', 'link', 'set', 'lab1', 'up']);
    await machine.must(['systemctl', 'restart', 'NetworkManager']);
    await until('the connection', async () => ((await machine.run(['nmcli', 'connection', 'up', 'lab'])).code === 0 ? true : undefined));
    await until('a way out', async () => ((await wayOut(machine)).includes('192.0.2.1') ? true : undefined));
  },
  inject: switchOff,
  oracle: async (machine) => {
    const way = await wayOut(machine);
    const kept = machine.exists(state) ? (/^NetworkingEnabled=(.*)$/m.exec(machine.read(state).toString())?.[1] ?? '') : '';
    return verdict([
      [way.includes('192.0.2.1'), way || 'no way out'],
      [kept !== 'false', `kept: ${kept || 'nothing'}`],
    ]);
  },
  allowedChanges: ['/var/lib/NetworkManager/**'],
  undo: 'best-effort',
};

/** The same where the bus gives up waiting although the change is made: nmcli fails the first time that it is told something. */
export const networkingOffLate: LabCase = {
  ...networkingOff,
  id: 'any-networking-off-late',
  title: 'networks are off, and NetworkManager answers too late although it does what it is told',
  inject: async (machine) => {
    await switchOff(machine);
    await machine.must(['mv', '/usr/bin/nmcli', '/usr/bin/nmcli.real']);
    machine.write('/usr/bin/nmcli', lateNmcli, 0o755);
  },
};

const lateNmcli = `#!/bin/sh
/usr/bin/nmcli.real "$@" || exit
case "$1 $2" in networking?o*) [ -e "/run/late-$2" ] || {
  touch "/run/late-$2"; echo 'Error: failed to set networking: Timeout was reached' >&2; exit 1; } ;; esac
`;

/** What counts is the state: a busy machine may answer nmcli too late. */
async function switchOff(machine: Machine): Promise<void> {
  await until('networks are off', async () => {
    await machine.run(['nmcli', 'networking', 'off']);
    const said = await machine.run(['nmcli', '-t', '-f', 'NETWORKING', 'general']);
    return said.stdout.trim() === 'disabled' ? true : undefined;
  });
}

const state = '/var/lib/NetworkManager/NetworkManager.state';

async function wayOut(machine: Machine): Promise<string> {
  return (await machine.run(['ip', 'route', 'get', '198.51.100.1'])).stdout.split('\n')[0]?.trim() ?? '';
}
