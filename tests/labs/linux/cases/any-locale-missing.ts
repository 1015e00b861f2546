import { type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const setting = '/etc/default/locale';
const list = '/etc/locale.gen';
const archive = '/usr/lib/locale/locale-archive';

export const localeMissing: LabCase = {
  id: 'any-locale-missing',
  routines: ['any-locale-missing'],
  title: 'German is set for the system, and was never made',
  // Written anew: a file of the base's own file system loses the flag for extents when it is changed.
  settle: async (machine) => machine.write(list, machine.read(list)),
  inject: async (machine) => machine.write(setting, 'LANG=de_DE.UTF-8\n'),
  oracle: loginSpeaks,
  allowedChanges: [list, archive, '/usr/lib/locale'],
  undo: 'best-effort',
  exactPaths: () => [setting, list],
};

export const localeUnknown: LabCase = {
  id: 'any-locale-unknown',
  routines: ['any-locale-missing'],
  title: 'a language is set that no system has; one for money, which is there, stays',
  inject: async (machine) => machine.write(setting, '# set by hand\nLANG="xx_YY.UTF-8"\nLC_MONETARY=C.UTF-8\n'),
  oracle: loginSpeaks,
  allowedChanges: [setting],
  undo: 'exact',
  exactPaths: () => [setting],
};

/** Asks perl, which complains loudly, in the environment that PAM gives to a login. */
async function loginSpeaks(machine: Machine): Promise<Verdict> {
  const line = /^LANG=(.*)$/m.exec(machine.read(setting).toString())?.[1]?.replaceAll('"', '') ?? '';
  const perl = await machine.run(['env', `LANG=${line}`, 'perl', '-e', 'print 1']);
  const complains = perl.stderr.includes('Setting locale failed');
  return verdict([[!complains, `${line}: ${complains ? 'perl complains' : 'known'}`]]);
}
