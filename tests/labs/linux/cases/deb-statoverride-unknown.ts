import { type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';
import { packageDir } from '../places.ts';

const file = '/var/lib/dpkg/statoverride';

export const statoverrideUnknown: LabCase = {
  id: 'deb-statoverride-unknown',
  routines: ['deb-statoverride-unknown'],
  title: 'rules of ownership for a user and a group that were removed, beside sound ones',
  inject: async (machine) => {
    const added = 'root labgone 2755 /usr/bin/lab-tool\nlabuser root 0750 /var/spool/lab\n#0 #0 0755 /usr/bin/lab-numbers\n';
    machine.write(file, `${machine.read(file).toString()}${added}`);
  },
  oracle: dpkgInstalls,
  allowedChanges: [file],
  undo: 'exact',
  exactPaths: () => [file],
};

/** dpkg reads its rules only when it would install; it does not change anything here. And the sound rules stay. */
async function dpkgInstalls(machine: Machine): Promise<Verdict> {
  const dpkg = await machine.run(['dpkg', '--log=/dev/null', '--no-act', '-i', `${packageDir}/lab-lib_1.0_all.deb`]);
  await machine.run(['sh', '-c', 'rm -rf /tmp/dpkg.*']);
  const kept = machine.read(file).toString().includes('/usr/lib/dbus-1.0/dbus-daemon-launch-helper');
  return verdict([
    [dpkg.code === 0, `dpkg --no-act -i ${dpkg.code}`],
    [kept, kept ? 'own rules kept' : 'own rules lost'],
  ]);
}
