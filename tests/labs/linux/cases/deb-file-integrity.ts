import { contentOf, type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';
import { packageDir } from '../places.ts';
import { packageManagerPaths } from './apt-oracle.ts';

const changed = '/usr/share/lab-plain/data';
const missing = '/usr/share/lab-lib/data';
const conf = '/etc/lab-plain.conf';
/** A person's file where the program has its own. */
const own = '/usr/share/lab-plain/own.txt';

export const fileIntegrity: LabCase = {
  id: 'deb-file-integrity',
  routines: ['deb-file-integrity'],
  title: 'one file of a program is damaged, one of another is gone, and a settings file was changed on purpose',
  settle: async (machine) => {
    await machine.must(['dpkg', '-i', ...['lab-plain', 'lab-lib'].map((name) => `${packageDir}/${name}_1.0_all.deb`)]);
    machine.write(conf, 'plain=no # ours\n');
    machine.write(own, 'only here\n');
  },
  inject: async (machine) => {
    machine.write(changed, 'pl\0in\n');
    await machine.must(['rm', missing]);
  },
  oracle: filesAreSound,
  precious: contentOf(conf, own),
  scanArgs: ['--deep'],
  allowedChanges: packageManagerPaths,
  undo: 'best-effort',
  exactPaths: () => [changed, missing, conf],
};

/** By the sums in the packages' own archives, not by dpkg's notes. */
async function filesAreSound(machine: Machine): Promise<Verdict> {
  const inArchive = async (name: string, path: string): Promise<boolean> => {
    const script = `dpkg-deb --fsys-tarfile ${packageDir}/${name}_1.0_all.deb | tar -xOf - .${path} | cmp -s - ${path}`;
    return (await machine.run(['sh', '-c', script])).code === 0;
  };
  const plain = await inArchive('lab-plain', changed);
  const lib = await inArchive('lab-lib', missing);
  return verdict([
    [plain, `lab-plain ${plain ? 'sound' : 'damaged'}`],
    [lib, `lab-lib ${lib ? 'sound' : 'damaged'}`],
  ]);
}
