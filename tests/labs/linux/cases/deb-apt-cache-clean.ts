import { type LabCase, verdict } from '../case.ts';

const archives = '/var/cache/apt/archives';

export const aptCacheClean: LabCase = {
  id: 'deb-apt-cache-clean',
  routines: ['deb-apt-cache-clean'],
  title: '600 MB of package archives that are installed long since, beside files of somebody else',
  machine: { sizeMb: 1200 },
  inject: async (machine) => {
    const names = ['office-suite_7.4.5-1_amd64.deb', 'games%3adata_1%3a2.0_all.deb', 'linux-image-6.1.0-13-amd64_6.1.55-1_amd64.deb'];
    await machine.must(['sh', '-c', `cd ${archives} && echo keep >notes.txt && for n; do fallocate -l 200M "$n"; done`, 'sh', ...names]);
  },
  oracle: async (machine) => {
    const size = Number.parseInt(await machine.must(['du', '-sm', archives]), 10);
    // Nobody's business but its owner's; on the sound machine it is not there yet.
    const notes = machine.exists(`${archives}/notes.txt`) || size < 100;
    return verdict([
      [size < 100, `${size} MB`],
      [notes && machine.exists(`${archives}/partial`), notes ? 'other files kept' : 'other files lost'],
    ]);
  },
  allowedChanges: [`${archives}/*.deb`],
  undo: 'none',
};
