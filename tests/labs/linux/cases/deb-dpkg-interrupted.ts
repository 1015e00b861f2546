import { contentOf, type LabCase } from '../case.ts';
import { kill, until } from '../host.ts';
import type { Machine } from '../machine.ts';
import { packageDir } from '../places.ts';
import { holdFile } from '../tiny-packages.ts';
import { packageManagerPaths, packagesAreSound } from './apt-oracle.ts';

/** A person's file where the package puts its own. */
const own = '/usr/share/lab-slow/own.txt';

export const dpkgInterrupted: LabCase = {
  id: 'deb-dpkg-interrupted',
  routines: ['deb-dpkg-interrupted'],
  title: 'the power went while dpkg was configuring a package',
  settle: async (machine) => {
    machine.write(own, 'only here\n');
  },
  inject: interruptDpkg,
  oracle: packagesAreSound,
  precious: contentOf(own),
  allowedChanges: [...packageManagerPaths, '/var/lib/lab-slow'],
  undo: 'none',
};

/** Lets dpkg come as far as the maintainer script of the first of two packages, and kills both at once. */
export async function interruptDpkg(machine: Machine): Promise<void> {
  await machine.must(['touch', holdFile]);
  const debs = ['lab-slow', 'lab-slow-user'].map((name) => `${packageDir}/${name}_1.0_all.deb`);
  const dpkg = machine.start(['dpkg', '-i', ...debs]);
  const victims = await until('dpkg runs a maintainer script', async () => {
    const all = machine.processes();
    const script = all.find(({ argv }) => argv.some((word) => word.endsWith('lab-slow.postinst')));
    const program = all.find(({ argv }) => argv[0]?.endsWith('dpkg') === true && argv[1] === '-i');
    return script === undefined || program === undefined ? undefined : [program, script];
  });
  // dpkg first: it must not see its script die. The machine may end the script with it.
  for (const victim of victims) kill(victim.hostPid);
  await dpkg.done;
  await machine.must(['rm', holdFile]);
}
