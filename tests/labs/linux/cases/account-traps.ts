import { type Trap, verdict } from '../case.ts';

/** Settings of people, accounts and services that look wrong and are not. */
export const accountTraps: readonly Trap[] = [
  {
    id: 'trap-sudo-and-ssh-notes',
    routines: ['any-sudoers-syntax', 'any-sshd-config'],
    title: 'sudo and sshd complain about a name that is not defined and an old option, and work',
    inject: async (machine) => {
      machine.write('/etc/sudoers.d/office', 'OFFICE ALL = PRINTING\n', 0o440);
      machine.write('/etc/ssh/sshd_config.d/50-old.conf', 'UsePrivilegeSeparation yes\n');
    },
    oracle: async (machine) => {
      const sudo = await machine.run(['sudo', '-n', 'true'], { user: 'tech' });
      const ssh = await machine.run(['sshd', '-t']);
      return verdict([
        [sudo.code === 0, `sudo ${sudo.code}`],
        [ssh.code === 0, `sshd -t ${ssh.code}`],
      ]);
    },
  },
  {
    id: 'trap-one-sound-service',
    routines: ['any-sound-masked'],
    title: 'pulseaudio is forbidden since pipewire took its place',
    inject: async (machine) => {
      for (const name of ['pipewire', 'pulseaudio'])
        machine.write(`/usr/lib/systemd/user/${name}.service`, '[Service]\nExecStart=/bin/sleep infinity\n');
      const script = 'mkdir -p ~/.config/systemd/user && ln -s /dev/null ~/.config/systemd/user/pulseaudio.service';
      await machine.must(['sh', '-c', script], { user: 'alice' });
    },
    oracle: async (machine) => {
      const { code } = await machine.run(['test', '-e', '/usr/lib/systemd/user/pipewire.service']);
      return verdict([[code === 0 || !machine.exists('/home/alice/.config/systemd/user/pulseaudio.service'), 'pipewire may start']]);
    },
  },
  {
    id: 'trap-odd-accounts',
    routines: ['any-account-files', 'any-login-shell', 'any-home-ownership', 'any-start-goal'],
    title: 'names of a directory service, a service account without a shell, a link of root in a home, a start that ends at a terminal',
    inject: async (machine) => {
      const script = `set -e
echo '+::::::' >>/etc/passwd; echo '+:::' >>/etc/group
echo 'scanner:x:990:65534::/nonexistent:/opt/scanner/shell' >>/etc/passwd; echo 'scanner:!:::::::' >>/etc/shadow
ln -s /etc/motd /home/alice/.cache
systemctl set-default multi-user.target`;
      await machine.must(['sh', '-c', script]);
    },
    oracle: async (machine) => {
      const { code } = await machine.run(['su', '-', 'alice', '-c', 'true']);
      return verdict([[code === 0, `su alice ${code}`]]);
    },
  },
  {
    id: 'trap-sparse-log',
    routines: ['any-big-logs', 'any-crash-dumps', 'any-many-files'],
    title: 'a log of log-ins of 3 GB that takes no room, since it has holes',
    inject: async (machine) => {
      await machine.must(['truncate', '-s', '3G', '/var/log/lastlog']);
    },
    oracle: async (machine) => {
      const used = Number.parseInt((await machine.must(['du', '-sm', '/var/log'])).trim(), 10);
      return verdict([[used < 100, `${used} MB`]]);
    },
  },
];
