import { type LabCase, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const environment = '/etc/environment';
const script = '/etc/profile.d/zz-net.sh';

export const proxyHijack: LabCase = {
  id: 'any-proxy-hijack',
  routines: ['any-proxy-hijack'],
  title: 'a removed program left a proxy on this machine set for logins and for shells',
  settle: async (machine) => machine.write(environment, '# for all\nEDITOR=nano\nno_proxy=localhost\n'),
  inject: async (machine) => {
    machine.write(environment, `${machine.read(environment).toString()}http_proxy="http://127.0.0.1:8118/"\n`);
    machine.write(script, '# net\nexport https_proxy=http://localhost:8118\nexport LAB_KEPT=yes\n');
  },
  oracle: proxiesAnswer,
  allowedChanges: [environment, script],
  undo: 'exact',
  exactPaths: () => [environment, script],
};

/** Asks the shell of a login and PAM what they would use. */
async function proxiesAnswer(machine: Machine): Promise<ReturnType<typeof verdict>> {
  const shell = await machine.must(['env', '-i', 'bash', '-l', '-c', 'echo "proxy=$https_proxy kept=$LAB_KEPT"']);
  const login = await machine.must(['sh', '-c', 'echo "proxy=$http_proxy"'], { user: 'alice' });
  const dead = [shell, login].filter((text) => text.includes(':8118')).length;
  const kept = machine.exists(script) ? shell.includes('kept=yes') : true;
  return verdict([
    [dead === 0, `${dead} of 2 use a dead proxy`],
    [kept, kept ? 'other lines kept' : 'other lines lost'],
  ]);
}
