import { type LabCase, verdict } from '../case.ts';
import { findsWebSite, knowNameServer, serverAddress, startNameServer } from './name-server.ts';

const file = '/etc/resolv.conf';

export const resolvConf: LabCase = {
  id: 'any-resolv-conf',
  routines: ['any-resolv-conf'],
  title: 'resolv.conf is a link to a file of a resolver that was removed; the network manager knows the name server',
  settle: async (machine) => {
    await startNameServer(machine);
    await knowNameServer(machine);
    machine.write(file, `nameserver ${serverAddress}\n`);
  },
  inject: async (machine) => {
    await machine.must(['ln', '-sfn', '../run/resolvconf/resolv.conf', file]);
  },
  oracle: async (machine) => verdict([await findsWebSite(machine)]),
  allowedChanges: [file],
  // The link comes back with its target, but with a new time: no exact path.
  undo: 'exact',
};

/** Of the DHCP client that Debian had for long: the file is there, but its server lines are lost. */
export const resolvConfEmpty: LabCase = {
  ...resolvConf,
  id: 'any-resolv-conf-empty',
  title: 'resolv.conf lost its name servers; a DHCP lease that still runs knows them',
  settle: async (machine) => {
    await startNameServer(machine);
    machine.write('/var/lib/dhcp/dhclient.eth0.leases', lease('2019/01/01', '192.0.2.1') + lease('2039/01/01', serverAddress));
    machine.write(file, `search example.org\nnameserver ${serverAddress}\n`);
  },
  inject: async (machine) => machine.write(file, 'search example.org\nnameserver\n'),
  exactPaths: () => [file],
};

function lease(expires: string, server: string): string {
  return `lease {\n  interface "eth0";\n  fixed-address 192.0.2.5;\n  option domain-name-servers ${server};\n  expire 6 ${expires} 10:00:00;\n}\n`;
}
