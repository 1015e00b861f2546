import { type LabCase, verdict } from '../case.ts';
import { until } from '../host.ts';
import type { Machine } from '../machine.ts';

const units = ['systemd-networkd.service', 'systemd-networkd.socket'];
const settings = '[Match]\nName=lab0\n[Network]\nAddress=192.0.2.10/24\nGateway=192.0.2.1\nIPv6AcceptRA=no\n';

export const networkService: LabCase = {
  id: 'any-network-service',
  routines: ['any-network-service'],
  title: 'the service that connects to networks was switched off and stopped: no address, no way out',
  settle: async (machine) => {
    machine.write('/etc/systemd/network/10-lab.network', settings);
    // A cable whose other end is in the machine too.
    await machine.must(['ip', 'link', 'add', 'lab0', 'type', 'veth', 'peer', 'name', 'lab1']);
    await machine.must(['ip', 'link', 'set', 'lab1', 'up']);
    await machine.must(['systemctl', 'mask', 'systemd-networkd-wait-online.service']);
    await machine.must(['systemctl', 'enable', '--now', 'systemd-networkd.service']);
    await until('a way out', async () => ((await wayOut(machine)) === '' ? undefined : true));
  },
  inject: async (machine) => {
    await machine.must(['systemctl', 'disable', '--now', ...units]);
    await machine.must(['ip', 'link', 'set', 'lab0', 'down']);
    await machine.must(['ip', 'address', 'flush', 'dev', 'lab0']);
  },
  oracle: async (machine) => {
    const way = await wayOut(machine);
    const enabled = (await machine.run(['systemctl', 'is-enabled', 'systemd-networkd'])).stdout.trim();
    return verdict([
      [way.includes('192.0.2.1'), way || 'no way out'],
      [enabled === 'enabled', enabled],
    ]);
  },
  // systemctl enable also makes the links that the unit's own [Install] names.
  allowedChanges: ['/etc/systemd/system/**'],
  undo: 'best-effort',
};

async function wayOut(machine: Machine): Promise<string> {
  return (await machine.run(['ip', 'route', 'get', '198.51.100.1'])).stdout.split('\n')[0]?.trim() ?? '';
}
