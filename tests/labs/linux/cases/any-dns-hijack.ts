import { type LabCase, verdict } from '../case.ts';
import { findsWebSite, knowNameServer, serverAddress, startNameServer } from './name-server.ts';

const file = '/etc/resolv.conf';
/** Of a range for documents: nobody's server. */
const strange = '198.51.100.66';

export const dnsHijack: LabCase = {
  id: 'any-dns-hijack',
  routines: ['any-dns-hijack'],
  title: 'resolv.conf was made immutable and names a server on the internet that the network did not give',
  settle: async (machine) => {
    await startNameServer(machine);
    await knowNameServer(machine);
    machine.write(file, `nameserver ${serverAddress}\n`);
  },
  inject: async (machine) => {
    machine.write(file, `# do not change\nnameserver ${strange}\n`);
    await machine.must(['chattr', '+i', file]);
  },
  oracle: async (machine) => {
    const flags = (await machine.run(['lsattr', '-d', file])).stdout.split(' ')[0] ?? '';
    const asked = machine.read(file).toString().includes(strange);
    return verdict([
      await findsWebSite(machine),
      [!flags.includes('i'), flags.includes('i') ? 'immutable' : 'changeable'],
      [!asked, asked ? 'strange server' : 'own server'],
    ]);
  },
  allowedChanges: [file],
  undo: 'exact',
  exactPaths: () => [file],
  interactiveUndo: true,
};
