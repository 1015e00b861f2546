import { contentOf, type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';
import { packageDir } from '../places.ts';
import { packageManagerPaths } from './apt-oracle.ts';

/** Settings that were changed on purpose, and a person's file where a program has its own. */
const own = ['/etc/lab-plain.conf', '/usr/share/lab-plain/own.txt'];
const lists = ['lab-plain', 'lab-lib'].map((name) => `/var/lib/dpkg/info/${name}.list`);

export const fileListsReset: LabCase = {
  id: 'deb-file-lists-reset',
  routines: ['deb-file-lists-reset'],
  title: 'two lists of files damaged by a power failure: one cut off, one filled with zeros',
  settle: async (machine) => {
    await machine.must(['dpkg', '-i', ...['lab-plain', 'lab-lib'].map((name) => `${packageDir}/${name}_1.0_all.deb`)]);
    for (const path of own) machine.write(path, 'only here\n');
  },
  inject: async (machine) => {
    const [cut = '', zeros = ''] = lists;
    machine.write(cut, machine.read(cut).toString().slice(0, 20));
    machine.write(zeros, new Uint8Array(machine.read(zeros).length));
  },
  oracle: dpkgKnowsFiles,
  precious: contentOf(...own),
  allowedChanges: packageManagerPaths,
  undo: 'best-effort',
  exactPaths: () => lists,
};

async function dpkgKnowsFiles(machine: Machine): Promise<Verdict> {
  const dpkg = await machine.run(['dpkg', '--log=/dev/null', '--no-act', '-i', `${packageDir}/lab-app_1.0_all.deb`]);
  await machine.run(['sh', '-c', 'rm -rf /tmp/dpkg.*']);
  const owners = await machine.run(['dpkg-query', '-S', '/usr/share/lab-plain/data', '/usr/share/lab-lib/data', '/etc/lab-plain.conf']);
  return verdict([
    [dpkg.code === 0, `dpkg --no-act -i ${dpkg.code}`],
    [owners.code === 0, `owners ${owners.code}`],
  ]);
}
