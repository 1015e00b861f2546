import { contentOf, type LabCase, verdict } from '../case.ts';

const archives = '/var/cache/apt/archives';
/** Nobody's business but its owner's. */
const own = [`${archives}/notes.txt`, `${archives}/own/thesis_1.0_all.deb`];

export const aptCacheClean: LabCase = {
  id: 'deb-apt-cache-clean',
  routines: ['deb-apt-cache-clean'],
  title: '600 MB of package archives that are installed long since, beside files of somebody else',
  machine: { sizeMb: 1200 },
  settle: async (machine) => {
    for (const path of own) machine.write(path, 'only here\n');
  },
  inject: async (machine) => {
    const names = ['office-suite_7.4.5-1_amd64.deb', 'games%3adata_1%3a2.0_all.deb', 'linux-image-6.1.0-13-amd64_6.1.55-1_amd64.deb'];
    await machine.must(['sh', '-c', `cd ${archives} && for n; do fallocate -l 200M "$n"; done`, 'sh', ...names]);
  },
  oracle: async (machine) => {
    const size = Number.parseInt(await machine.must(['du', '-sm', archives]), 10);
    const partial = machine.exists(`${archives}/partial`);
    return verdict([
      [size < 100, `${size} MB`],
      [partial, partial ? 'apt has its folder' : 'a folder of apt is gone'],
    ]);
  },
  precious: contentOf(...own),
  allowedChanges: [`${archives}/*.deb`],
  undo: 'none',
};
