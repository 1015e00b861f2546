import { type LabCase, verdict } from '../case.ts';

const hosts = '/etc/hosts';

export const hostnameUnresolvable: LabCase = {
  id: 'any-hostname-unresolvable',
  routines: ['any-hostname-unresolvable'],
  title: 'the machine was renamed, and nobody told the hosts file',
  inject: async (machine) => {
    machine.write(
      hosts,
      machine
        .read(hosts)
        .toString()
        .replace(/^127\.0\.1\.1.*\n/m, '127.0.1.1\told-name\n'),
    );
  },
  oracle: async (machine) => {
    const sudo = await machine.run(['sudo', 'true']);
    const found = await machine.run(['getent', 'hosts', 'lab']);
    const complains = sudo.stderr.includes('unable to resolve host');
    return verdict([
      [found.code === 0, `getent hosts lab ${found.code}`],
      [!complains, complains ? 'sudo complains' : 'sudo is silent'],
    ]);
  },
  allowedChanges: [hosts],
  undo: 'exact',
  exactPaths: () => [hosts],
};
