import { type LabCase, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';

const file = '/etc/ssh/sshd_config.d/50-tuning.conf';
const keys = ['rsa', 'ecdsa', 'ed25519'].flatMap((kind) => [`/etc/ssh/ssh_host_${kind}_key`, `/etc/ssh/ssh_host_${kind}_key.pub`]);

export const sshdConfig: LabCase = {
  id: 'any-sshd-config',
  routines: ['any-sshd-config'],
  title: 'two settings of ssh that do not exist, and a good one between them',
  settle: async (machine) => machine.write(file, 'X11Forwarding no\nMaxAuthTries 3\n'),
  inject: async (machine) => {
    machine.write(file, '# faster\nX11Forwarding no\nUseDNSS no\nMaxAuthTries 3\nGssApiFast yes\n');
  },
  oracle: async (machine) => {
    const effective = await machine.run(['sshd', '-T']);
    const kept = effective.stdout.includes('maxauthtries 3');
    return verdict([
      [(await tested(machine)) === 0, `sshd -t ${await tested(machine)}`],
      [kept, kept ? 'MaxAuthTries 3' : 'setting lost'],
    ]);
  },
  allowedChanges: [file],
  undo: 'exact',
  exactPaths: () => [file],
};

export const sshdNoKeys: LabCase = {
  id: 'any-sshd-config/keys',
  routines: ['any-sshd-config'],
  title: 'a machine that was copied without its ssh keys',
  inject: async (machine) => {
    await machine.must(['rm', ...keys]);
  },
  oracle: async (machine) => verdict([[(await tested(machine)) === 0, `sshd -t ${await tested(machine)}`]]),
  allowedChanges: keys,
  undo: 'exact',
};

/** The service gave up with its settings: they are right again only where it runs again. */
export const sshdStopped: LabCase = {
  id: 'any-sshd-config/stopped',
  routines: ['any-sshd-config'],
  title: 'a setting of ssh that does not exist, with which the service was restarted and gave up',
  settle: async (machine) => {
    machine.write(file, 'X11Forwarding no\n');
    await machine.must(['systemctl', 'restart', 'ssh.service']);
  },
  inject: async (machine) => {
    machine.write(file, 'X11Forwarding no\nPermitRootLogin mabye\n');
    await machine.run(['systemctl', 'restart', 'ssh.service']);
  },
  oracle: async (machine) => {
    const active = (await machine.run(['systemctl', 'is-active', 'ssh.service'])).stdout.trim();
    const listens = (await machine.must(['ss', '-Hltn'])).includes(':22 ');
    return verdict([
      [active === 'active', `ssh is ${active}`],
      [listens, listens ? 'somebody listens on port 22' : 'nobody listens on port 22'],
    ]);
  },
  allowedChanges: [file],
  undo: 'best-effort',
};

async function tested(machine: Machine): Promise<number | null> {
  return (await machine.run(['sshd', '-t'])).code;
}
