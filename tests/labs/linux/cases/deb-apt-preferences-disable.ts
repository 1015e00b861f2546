import type { LabCase } from '../case.ts';
import { aptCheck } from './apt-oracle.ts';

const bad = '/etc/apt/preferences.d/backports.pref';
const good = '/etc/apt/preferences.d/office';

export const aptPreferencesDisable: LabCase = {
  id: 'deb-apt-preferences-disable',
  routines: ['deb-apt-preferences-disable'],
  title: 'a record of preferred versions that lost its first line, beside a sound one',
  settle: async (machine) => machine.write(good, 'Explanation: ours\nPackage: lab-*\nPin: release o=lab\nPin-Priority: 700\n'),
  inject: async (machine) => machine.write(bad, '# from a forum\nPin: release a=bookworm-backports\nPin-Priority: 100\n'),
  oracle: aptCheck,
  allowedChanges: [bad, `${bad}.*`],
  undo: 'exact',
  exactPaths: () => [bad, good],
};
