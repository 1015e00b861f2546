import { type LabCase, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const hostKey = '/etc/ssh/ssh_host_ed25519_key';

/** As Debian's packages set them. */
const right: Readonly<Record<string, string>> = {
  '/tmp': '1777 root',
  '/etc/sudoers': '440 root',
  '/etc/shadow': '640 shadow',
  [hostKey]: '600 root',
};

export const systemPermissions: LabCase = {
  id: 'any-system-permissions',
  routines: ['any-system-permissions'],
  title: 'a careless chmod and chown: /tmp, sudoers, shadow and an ssh host key',
  inject: spoilPermissions,
  oracle: permissionsAreRight,
  allowedChanges: Object.keys(right),
  undo: 'exact',
  exactPaths: () => Object.keys(right),
};

export async function spoilPermissions(machine: Machine): Promise<void> {
  await machine.must(['chmod', '0755', '/tmp']);
  await machine.must(['chmod', '0666', '/etc/sudoers']);
  await machine.must(['chown', 'root:root', '/etc/shadow']);
  await machine.must(['chmod', '0644', '/etc/shadow', hostKey]);
}

export async function permissionsAreRight(machine: Machine): Promise<Verdict> {
  const shown = (await machine.must(['stat', '-c', '%a %G', ...Object.keys(right)])).trim().split('\n');
  const sudoers = await machine.run(['visudo', '-c', '-q']);
  const sudo = await machine.run(['sudo', '-n', 'true'], { user: 'tech' });
  const ssh = await machine.run(['sshd', '-t']);
  const sshBad = ssh.code !== 0 || /too open|bad permissions/i.test(ssh.stderr);
  return verdict([
    [shown.join() === Object.values(right).join(), shown.join(', ')],
    [sudoers.code === 0, `visudo ${sudoers.code}`],
    [sudo.code === 0, `sudo ${sudo.code}`],
    [!sshBad, sshBad ? 'sshd: key too open' : 'sshd 0'],
  ]);
}
