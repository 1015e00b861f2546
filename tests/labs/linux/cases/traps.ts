import { type Trap, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';
import { packageDir } from '../places.ts';
import { localhostAddress } from './any-hosts-hijack.ts';
import { packagesAreSound } from './apt-oracle.ts';
import { packageTraps } from './package-traps.ts';

const locks = ['/var/lib/dpkg/lock', '/var/lib/dpkg/lock-frontend', '/var/lib/apt/lists/lock', '/var/cache/apt/archives/lock'];
const packageRoutines = ['deb-dpkg-interrupted', 'deb-broken-deps', 'deb-bad-source-disable'];

/** Machines that a careless scan would call broken. */
export const traps: readonly Trap[] = [
  {
    id: 'trap-lock-files',
    routines: packageRoutines,
    title: 'lock files that exist and that nobody holds: they always exist',
    inject: async (machine) => {
      await machine.must(['touch', ...locks]);
    },
    oracle: packagesAreSound,
  },
  {
    id: 'trap-removed-package',
    routines: packageRoutines,
    title: 'a removed package whose configuration files stayed',
    inject: async (machine) => {
      await machine.must(['dpkg', '-i', `${packageDir}/lab-plain_1.0_all.deb`]);
      await machine.must(['dpkg', '-r', 'lab-plain']);
    },
    oracle: packagesAreSound,
  },
  {
    id: 'trap-own-hosts',
    routines: ['any-hosts-hijack'],
    title: "names of one's own work in the hosts file",
    inject: async (machine) => {
      machine.write(
        '/etc/hosts',
        `${machine.read('/etc/hosts').toString()}# my projects\n127.0.0.1\tshop.test api.shop.test\n192.168.1.4\tprinter\n`,
      );
    },
    oracle: localhostResolves,
  },
  {
    id: 'trap-packaged-preload',
    routines: ['any-preload-leftover'],
    title: 'a preload entry that a package owns',
    inject: async (machine) => machine.write('/etc/ld.so.preload', '/lib/x86_64-linux-gnu/libutil.so.1\n'),
    oracle: localhostResolves,
  },
  ...packageTraps,
];

async function localhostResolves(machine: Machine): Promise<Verdict> {
  const address = await localhostAddress(machine);
  return verdict([[address === '127.0.0.1', `localhost ${address}`]]);
}
