import { type Trap, type Verdict, verdict } from '../case.ts';
import type { Machine } from '../machine.ts';
import { knowNameServer } from './name-server.ts';

const leftovers = ['any-cron-leftover', 'any-unit-leftover', 'any-profile-leftover', 'any-autostart-leftover', 'any-suid-leftover'];

/** Work of an administrator that looks like a fault or like malware, and is neither. */
export const ownWorkTraps: readonly Trap[] = [
  {
    id: 'trap-own-proxy',
    routines: ['any-proxy-hijack'],
    title: 'a proxy on this machine that answers, one of the company, and one in a comment',
    inject: async (machine) => {
      machine.write(
        '/etc/environment',
        'http_proxy=http://127.0.0.1:3128\nhttps_proxy=http://proxy.company.example:8080\n#ftp_proxy=http://127.0.0.1:9\n',
      );
      const listen = 'use Socket; socket(my $s,2,1,6); bind($s,sockaddr_in(3128,inet_aton("127.0.0.1"))) or die; listen($s,5); sleep 600';
      await machine.must(['systemd-run', '-q', '--unit=lab-proxy', 'perl', '-MSocket', '-e', listen]);
    },
    oracle: runs,
  },
  {
    id: 'trap-own-jobs',
    routines: leftovers,
    title: "an administrator's own jobs, services and scripts, also ones that write to /tmp, and a tool with root's rights",
    inject: addOwnWork,
    oracle: runs,
  },
  {
    id: 'trap-own-keys',
    routines: ['any-authorized-keys'],
    title: 'keys of root with right permissions, of a person, and of a service that may log in',
    inject: async (machine) => {
      const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGg0kZ0aLab0000000000000000000000000000000000 lab';
      await machine.must(['useradd', '-r', '-m', '-d', '/var/lib/git', '-s', '/bin/sh', 'git']);
      for (const home of ['/root', '/var/lib/git']) machine.write(`${home}/.ssh/authorized_keys`, `${key}\n`, 0o600);
      await machine.must(['sh', '-c', `mkdir -m 700 ~/.ssh; echo '${key}' >~/.ssh/authorized_keys`], { user: 'tech' });
    },
    oracle: runs,
  },
  {
    id: 'trap-pinned-names',
    routines: ['any-dns-hijack', 'any-resolv-conf', 'any-nsswitch', 'any-hostname-unresolvable'],
    title: 'a public name server that somebody pinned on purpose, and names that systemd looks up',
    inject: async (machine) => {
      await knowNameServer(machine);
      machine.write('/etc/resolv.conf', 'nameserver 9.9.9.9\n');
      await machine.must(['chattr', '+i', '/etc/resolv.conf']);
      machine.write('/etc/nsswitch.conf', 'passwd: files systemd\nhosts: files myhostname resolve [!UNAVAIL=return] dns\n');
      machine.write('/etc/hosts', '127.0.0.1 localhost\n::1 localhost\n');
    },
    oracle: runs,
  },
  {
    id: 'trap-own-decisions',
    routines: ['any-masked-essentials', 'any-disabled-essentials', 'any-fstrim-timer', 'any-alternatives-dangling', 'any-locale-missing'],
    title: 'a service that is masked on purpose, a choice of the program for awk, and a language by its other spelling',
    inject: async (machine) => {
      await machine.must(['systemctl', 'mask', '-q', 'ssh.service', 'systemd-networkd.service']);
      await machine.must(['update-alternatives', '--set', 'awk', '/usr/bin/mawk']);
      machine.write('/etc/default/locale', 'LANG=C.utf8\nLANGUAGE=de\n');
    },
    oracle: runs,
  },
];

async function addOwnWork(machine: Machine): Promise<void> {
  machine.write('/usr/local/bin/lab-own', '#!/bin/sh\nexec sleep infinity\n', 0o4755);
  machine.write(
    '/etc/cron.d/own',
    [
      'MAILTO=root',
      '0 1 * * * root find /tmp /var/tmp -mtime +9 -delete',
      '5 1 * * * root /usr/local/bin/lab-own >/tmp/own.log 2>&1',
      '*/5 * * * * root curl -fsS https://hc.example/ping >/dev/null',
      '0 2 * * * root [ -x /opt/gone/backup ] && /opt/gone/backup',
      '0 3 * * * root /mnt/usb/backup.sh',
      '* * * * * root flock -n /tmp/own.lock /usr/local/bin/lab-own',
      '9 * * * * root python3 -m json.tool /tmp/x.json',
      '8 * * * * root curl -s https://api.example/x | python3 -m json.tool >/tmp/x.json',
      '# 0 4 * * * root /tmp/x',
      '',
    ].join('\n'),
  );
  machine.write(
    '/etc/profile.d/own.sh',
    'export TMPDIR=/tmp/$USER\n[ -f /opt/gone/env.sh ] && . /opt/gone/env.sh\nmkdir -p /tmp/"$USER"\n',
  );
  machine.write(
    '/etc/systemd/system/own.service',
    '[Service]\nWorkingDirectory=/tmp\nExecStartPre=-/srv/app/.venv/bin/check\nExecStartPre=-/usr/local/bin/lab-not-there\nExecStart=/usr/local/bin/lab-own --log /tmp/x\n[Install]\nWantedBy=multi-user.target\n',
  );
  await machine.must(['systemctl', 'enable', '-q', 'own.service']);
  const entry = '[Desktop Entry]\\nType=Application\\nName=Own\\nTryExec=/opt/gone/app\\nExec=/opt/gone/app %%U\\n';
  await machine.must(['sh', '-c', `mkdir -p ~/.config/autostart && printf '${entry}' >~/.config/autostart/own.desktop`], { user: 'alice' });
}

async function runs(machine: Machine): Promise<Verdict> {
  const state = (await machine.run(['systemctl', 'is-system-running'])).stdout.trim();
  return verdict([[state === 'running', `system ${state}`]]);
}
