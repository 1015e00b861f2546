import type { LabCase } from '../case.ts';
import type { Machine } from '../machine.ts';
import { packageDir } from '../places.ts';
import { packageManagerPaths, packagesAreSound } from './apt-oracle.ts';

export const brokenDeps: LabCase = {
  id: 'deb-broken-deps',
  routines: ['deb-broken-deps'],
  wholeScan: true,
  title: 'a package was forced in without the library it needs, which the package source has',
  inject: forceWithoutDependency,
  oracle: packagesAreSound,
  allowedChanges: packageManagerPaths,
  undo: 'best-effort',
};

export async function forceWithoutDependency(machine: Machine): Promise<void> {
  await machine.must(['dpkg', '--force-depends', '-i', `${packageDir}/lab-app_1.0_all.deb`]);
}
