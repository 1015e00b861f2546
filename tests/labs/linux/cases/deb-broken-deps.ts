import { contentOf, type LabCase } from '../case.ts';
import type { Machine } from '../machine.ts';
import { packageDir } from '../places.ts';
import { packageManagerPaths, packagesAreSound } from './apt-oracle.ts';

/** A person's files where the packages put theirs. */
const own = ['/usr/share/lab-app/own.txt', '/usr/share/lab-lib/own.txt', '/etc/lab-own.conf'];

export const brokenDeps: LabCase = {
  id: 'deb-broken-deps',
  routines: ['deb-broken-deps'],
  wholeScan: true,
  title: 'a package was forced in without the library it needs, which the package source has',
  settle: async (machine) => {
    for (const path of own) machine.write(path, 'only here\n');
  },
  inject: forceWithoutDependency,
  oracle: packagesAreSound,
  precious: contentOf(...own),
  allowedChanges: packageManagerPaths,
  undo: 'best-effort',
};

export async function forceWithoutDependency(machine: Machine): Promise<void> {
  await machine.must(['dpkg', '--force-depends', '-i', `${packageDir}/lab-app_1.0_all.deb`]);
}
