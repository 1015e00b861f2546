import { type Trap, type Verdict, verdict } from '../case.ts';
import { until } from '../host.ts';
import type { Machine } from '../machine.ts';
import { packageDir } from '../places.ts';
import { holdFile } from '../tiny-packages.ts';
import { startWaitsForNothing } from './any-fstab-broken-entry.ts';
import { pacmanLockFile } from './arch-pacman-stale-lock.ts';
import { packagesAreSound } from './apt-oracle.ts';
import { proxyAnswers, startListener, writeProxy } from './deb-dead-proxy.ts';
import { nothingTwice } from './deb-duplicate-source.ts';
import { damagePage, makeDatabase } from './fed-rpmdb-rebuild.ts';

const dpkgRepairs = ['deb-dpkg-interrupted', 'deb-broken-deps', 'deb-file-lists-reset', 'deb-status-restore', 'deb-apt-lists-reset'];

/** What looks wrong in packages and at the start, and is not. */
export const packageTraps: readonly Trap[] = [
  {
    id: 'trap-live-dpkg',
    routines: dpkgRepairs,
    title: 'dpkg is at work this moment: its lock is held, and a package is half configured',
    inject: startSlowInstall,
    oracle: soundOrAtWork,
  },
  {
    id: 'trap-live-proxy',
    routines: ['deb-dead-proxy'],
    title: 'a proxy for updates on this machine that runs',
    inject: async (machine) => {
      await writeProxy(machine);
      await startListener(machine);
    },
    oracle: proxyAnswers,
  },
  {
    id: 'trap-optional-disks',
    routines: ['any-fstab-broken-entry'],
    title: 'disks in the file system table that are not there and need not be',
    inject: async (machine) => {
      const lines = [
        'LABEL=gone /a ext4 nofail 0 2',
        '/dev/sdz1 /b ext4 noauto 0 0',
        'UUID=0-0 /c vfat defaults,nofail 0 0',
        'nas:/x /d nfs defaults 0 0',
      ];
      machine.write('/etc/fstab', `${lines.join('\n')}\n`);
    },
    oracle: startWaitsForNothing,
  },
  {
    id: 'trap-pacman-at-work',
    routines: ['arch-pacman-stale-lock'],
    title: 'a lock of pacman from yesterday whose pacman still runs',
    inject: async (machine) => {
      await machine.must(['cp', '/usr/bin/sleep', '/usr/local/bin/pacman']);
      await machine.must(['systemd-run', '-q', '/usr/local/bin/pacman', '600']);
      await machine.must(['touch', '-d', 'yesterday', pacmanLockFile]);
    },
    oracle: () => Promise.resolve(verdict([[true, 'pacman is at work']])),
  },
  {
    id: 'trap-rpmdb-entries',
    routines: ['fed-rpmdb-rebuild'],
    title: "rpm's database has lost the entries themselves: a rebuild would end with 0 and leave it empty",
    inject: async (machine) => {
      await makeDatabase(machine);
      await damagePage(machine, 1);
    },
    scanArgs: ['--deep'],
    oracle: () => Promise.resolve(verdict([[true, 'only a backup helps']])),
  },
  {
    id: 'trap-similar-sources',
    routines: ['deb-duplicate-source', 'deb-bad-source-disable'],
    title: 'sources that look alike: switched off, commented, and one for source code',
    inject: async (machine) => {
      machine.write('/etc/apt/sources.list.d/a.list', `# deb [trusted=yes] file:${packageDir} ./\n`);
      machine.write('/etc/apt/sources.list.d/b.sources', `Enabled: no\nTypes: deb\nURIs: file:${packageDir}\nSuites: ./\nTrusted: yes\n`);
      machine.write('/etc/apt/sources.list.d/c.list.save', `deb [trusted=yes] file:${packageDir} ./\n`);
    },
    oracle: nothingTwice,
  },
];

/** Until the machine is thrown away, dpkg waits in the maintainer script of a package. */
async function startSlowInstall(machine: Machine): Promise<void> {
  await machine.must(['touch', holdFile]);
  machine.start(['dpkg', '-i', `${packageDir}/lab-slow_1.0_all.deb`]);
  await until('dpkg runs a maintainer script', () =>
    Promise.resolve(machine.processes().some(({ argv }) => argv.some((word) => word.endsWith('lab-slow.postinst'))) || undefined),
  );
}

/** An unfinished package is no damage while dpkg itself is at it. */
async function soundOrAtWork(machine: Machine): Promise<Verdict> {
  if (machine.processes().some(({ argv }) => argv[0]?.endsWith('dpkg') === true)) return verdict([[true, 'dpkg is at work']]);
  return packagesAreSound(machine);
}
