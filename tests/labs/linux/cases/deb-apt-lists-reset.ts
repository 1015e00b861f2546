import { contentOf, type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';
import { packageDir } from '../places.ts';
import { aptCheck } from './apt-oracle.ts';

const list = '/var/lib/apt/lists/_srv_lab-packages_._Packages';
/** Which packages nobody asked for by name stands here alone. */
const marks = '/var/lib/apt/extended_states';

export const aptListsReset: LabCase = {
  id: 'deb-apt-lists-reset',
  routines: ['deb-apt-lists-reset'],
  title: 'a package list that was cut off and goes on with the end of another, as after a power failure',
  settle: async (machine) => {
    machine.write(marks, 'Package: lab-lib\nArchitecture: all\nAuto-Installed: 1\n\n');
  },
  inject: async (machine) => {
    const text = machine.read(`${packageDir}/Packages`).toString();
    await machine.must(['rm', list]);
    machine.write(list, `${text.slice(0, 90)}\nno field\n\n`);
  },
  oracle: listsAreSound,
  precious: contentOf(marks),
  allowedChanges: ['/var/lib/apt/**', '/var/cache/apt/**'],
  undo: 'best-effort',
  exactPaths: () => [list],
};

/** Damage that apt reads without a word: one version is another. Only the published sum shows it. */
export const aptListsSilent: LabCase = {
  id: 'deb-apt-lists-silent',
  routines: ['deb-apt-lists-reset'],
  title: 'a package list with one flipped bit, of which apt does not complain',
  inject: async (machine) => {
    const text = machine.read(`${packageDir}/Packages`).toString();
    await machine.must(['rm', list]);
    machine.write(list, text.replace('lab-app', 'lab-apq'));
  },
  oracle: listsAreSound,
  allowedChanges: ['/var/lib/apt/**', '/var/cache/apt/**'],
  undo: 'best-effort',
  exactPaths: () => [list],
};

async function listsAreSound(machine: Machine): Promise<Verdict> {
  const check = await aptCheck(machine);
  const noCache = ['-o', 'Dir::Cache::pkgcache=', '-o', 'Dir::Cache::srcpkgcache='];
  const policy = await machine.run(['apt-cache', ...noCache, 'policy', 'lab-app']);
  const there = policy.stdout.includes('Candidate: 1.0');
  return verdict([
    [check.pass, check.answer],
    [there, there ? 'lab-app known' : 'lab-app unknown'],
  ]);
}
