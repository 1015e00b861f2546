import { type LabCase, verdict } from '../case.ts';

const [program, link, own] = ['/usr/bin/chacl', '/usr/bin/sg', '/usr/bin/faillog'];
const database = '/var/lib/dpkg/diversions';

export const diversionLeftover: LabCase = {
  id: 'deb-diversion-leftover',
  routines: ['deb-diversion-leftover'],
  title: 'a package hid a program and a link of others, and was removed without putting them back',
  // Also what looks wrong and is not: a file that a person hid.
  settle: async (machine) => {
    await machine.must(['dpkg-divert', '--local', '--rename', '--divert', `${own}.off`, '--add', own]);
  },
  inject: async (machine) => {
    machine.write('/srv/diverter.sh', diverter);
    await machine.must(['sh', '/srv/diverter.sh']);
  },
  oracle: async (machine) => {
    const diverted = await machine.must(['dpkg-divert', '--list']);
    const runs = await machine.run([program, '-l', '/etc']);
    const leads = await machine.run(['sh', '-c', `test -L ${link} && test -x ${link}`]);
    const kept = diverted.includes('by dash') && machine.exists(`${own}.off`) && !machine.exists(own);
    return verdict([
      [!diverted.includes('lab-diverter'), diverted.includes('lab-diverter') ? 'diversions left' : 'no diversion left'],
      [runs.code === 0, `chacl ${runs.code}`],
      [leads.code === 0, `sg ${leads.code === 0 ? 'leads to a program' : 'is gone'}`],
      [kept, kept ? 'others kept' : 'others lost'],
    ]);
  },
  allowedChanges: [database, `${database}-old`, program, `${program}.lab`, link, `${link}.lab`],
  undo: 'exact',
  exactPaths: () => [database, program, `${program}.lab`, link, `${link}.lab`],
};

/** Builds a package that hides two files when it comes and forgets them when it goes; installs and purges it. */
const diverter = `set -e; umask 022
dir=$(mktemp -d); cd "$dir"; mkdir -p pack/DEBIAN
printf 'Package: lab-diverter\\nVersion: 1\\nArchitecture: all\\nMaintainer: lab\\nDescription: lab\\n' >pack/DEBIAN/control
printf '#!/bin/sh\\nset -e\\nfor file in ${program} ${link}; do\\n  dpkg-divert --package lab-diverter --rename --divert $file.lab --add $file\\ndone\\n' >pack/DEBIAN/preinst
chmod 755 pack/DEBIAN/preinst
dpkg-deb --build pack lab-diverter.deb
dpkg --install lab-diverter.deb
dpkg --purge lab-diverter
cd /; rm -r "$dir"
`;
