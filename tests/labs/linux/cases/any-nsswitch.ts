import { type LabCase, verdict } from '../case.ts';
import { findsWebSite, lookUp, serverAddress, startNameServer } from './name-server.ts';

const file = '/etc/nsswitch.conf';

export const nsswitch: LabCase = {
  id: 'any-nsswitch',
  routines: ['any-nsswitch'],
  title: 'the hosts line of nsswitch.conf asks only for names on the local network',
  settle: async (machine) => {
    await startNameServer(machine);
    machine.write('/etc/resolv.conf', `nameserver ${serverAddress}\n`);
    machine.write('/etc/hosts', `${machine.read('/etc/hosts').toString()}10.0.0.5\tnas.home\n`);
  },
  inject: async (machine) => {
    const text = machine.read(file).toString();
    machine.write(file, text.replace(/^hosts:.*$/m, 'hosts:\t\tmdns4_minimal [NOTFOUND=return] # printers'));
  },
  oracle: async (machine) => {
    const own = await lookUp(machine, 'nas.home');
    const comment = !machine.read(file).includes('mdns4') || machine.read(file).includes('# printers');
    return verdict([
      await findsWebSite(machine),
      [own === '10.0.0.5', `nas.home ${own || 'not found'}`],
      [comment, comment ? 'comment kept' : 'comment lost'],
    ]);
  },
  allowedChanges: [file],
  undo: 'exact',
  exactPaths: () => [file],
};
