import { type Oddity, sh } from './fault.ts';

export const oddities: readonly Oddity[] = [
  { id: 'odd-nothing', why: 'the plain machine of the lab', inject: sh('true') },
  {
    id: 'odd-ad-blocker',
    why: 'a hosts file with some thousand blocked advertisers and the usual comments',
    inject: sh(
      `{ printf '# Title: ad servers\\n# Date: 1 May\\n0.0.0.0 0.0.0.0\\n'; for i in $(seq 3000); do echo "0.0.0.0 ad$i.tracker.example"; done; printf '0.0.0.0 www.google-analytics.com\\n0.0.0.0 ads.doubleclick.net # banner\\n:: pixel.facebook.com\\n127.0.0.1 dev.shop.test\\n192.168.1.10\\tnas nas.lan\\n'; } >>/etc/hosts`,
    ),
  },
  {
    id: 'odd-working-proxy',
    why: 'a proxy of the company on this machine, which answers, for apt and for everybody',
    inject:
      sh(`printf '[Socket]\\nListenStream=127.0.0.1:3129\\nAccept=yes\\n[Install]\\nWantedBy=sockets.target\\n' >/etc/systemd/system/company-proxy.socket
printf '[Service]\\nExecStart=/bin/cat\\nStandardInput=socket\\n' >/etc/systemd/system/company-proxy@.service
systemctl daemon-reload; systemctl enable -q --now company-proxy.socket
printf 'http_proxy=http://127.0.0.1:3129\\nhttps_proxy=http://127.0.0.1:3129\\nno_proxy=localhost,127.0.0.1,.corp.example\\n' >>/etc/environment
printf 'Acquire::http::Proxy "http://127.0.0.1:3129";\\nAcquire::http::Proxy::mirror.corp.example "DIRECT";\\n' >/etc/apt/apt.conf.d/30proxy`),
  },
  {
    id: 'odd-static-resolv',
    why: 'written by hand, with comments, options and a resolver of the house',
    inject: sh(
      `printf '# static on purpose, see wiki\\nsearch corp.example lan\\nnameserver 192.168.178.1\\nnameserver fd00::53\\noptions edns0 trust-ad timeout:1\\n' >/etc/resolv.conf`,
    ),
  },
  {
    id: 'odd-dropins',
    why: 'overrides by an administrator that keep the service running',
    inject: sh(`mkdir -p /etc/systemd/system/cron.service.d /etc/systemd/system/ssh.service.d
printf '# by ops: jobs must not starve the till\\n[Service]\\nNice=5\\nEnvironment=MAILTO=ops\\nExecStartPre=-/usr/bin/logger cron starts\\n' >/etc/systemd/system/cron.service.d/override.conf
printf '[Service]\\nExecStart=\\nExecStart=/usr/sbin/sshd -D -o MaxSessions=4\\n' >/etc/systemd/system/ssh.service.d/override.conf
systemctl daemon-reload; systemctl restart cron ssh`),
  },
  {
    id: 'odd-masked-on-purpose',
    why: 'a kiosk: no ctrl-alt-del, no sleep, ssh switched off',
    inject: sh(
      'systemctl mask -q ctrl-alt-del.target sleep.target suspend.target hibernate.target; systemctl disable -q --now ssh.service',
    ),
  },
  {
    id: 'odd-backup-key',
    why: "root's authorized_keys with a forced command, and a person's several keys",
    inject: sh(`mkdir -p -m 700 /root/.ssh; ssh-keygen -q -t ed25519 -N '' -C backup@nas -f /root/k
{ echo '# pull by the nas'; printf 'restrict,from="192.0.2.0/24",command="/usr/local/sbin/backup-pull --all" '; cat /root/k.pub; } >/root/.ssh/authorized_keys; chmod 600 /root/.ssh/authorized_keys
mkdir -p -m 700 /home/tech/.ssh; cat /root/k.pub >/home/tech/.ssh/authorized_keys; chown -R tech:tech /home/tech/.ssh; rm /root/k /root/k.pub`),
  },
  {
    id: 'odd-admin-cron',
    why: 'cron jobs of an administrator: backup, health ping with curl, a job of a person',
    inject: sh(`printf '#!/bin/sh\\nexit 0\\n' >/usr/local/sbin/backup.sh; chmod 755 /usr/local/sbin/backup.sh
printf 'MAILTO=root\\n15 2 * * * root /usr/local/sbin/backup.sh 2>&1 | logger -t backup\\n*/10 * * * * root curl -fsS -m 10 --retry 3 https://health.example/ping/7 >/dev/null\\n' >/etc/cron.d/backup
printf '@reboot /home/alice/bin/notes --daemon\\n0 9 * * 1 cd /home/alice/site && git pull -q && make -s\\n' >/var/spool/cron/crontabs/alice; chown alice:crontab /var/spool/cron/crontabs/alice; chmod 600 /var/spool/cron/crontabs/alice
mkdir -p /home/alice/bin; printf '#!/bin/sh\\n' >/home/alice/bin/notes; chmod 755 /home/alice/bin/notes; chown -R alice:alice /home/alice/bin`),
  },
  {
    id: 'odd-own-ca',
    why: "the company's own CA, added the Debian way",
    inject: sh(
      `openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj '/O=Corp/CN=Corp Root' -keyout /root/ca.key -out /usr/local/share/ca-certificates/corp-root.crt 2>/dev/null; update-ca-certificates >/dev/null 2>&1`,
    ),
  },
  {
    id: 'odd-pins-and-holds',
    why: 'pins against snapd and for one version, a held package, the apt cache on another disk',
    inject:
      sh(`printf 'Explanation: no snaps here\\nPackage: snapd\\nPin: release a=*\\nPin-Priority: -10\\n' >/etc/apt/preferences.d/nosnap.pref
printf 'Package: lab-plain\\nPin: version 1.0*\\nPin-Priority: 1001\\n' >/etc/apt/preferences.d/lab-plain
dpkg -i /srv/lab-packages/lab-plain_1.0_all.deb >/dev/null; apt-mark hold lab-plain >/dev/null
mkdir -p /srv/apt-cache; cp -a /var/cache/apt/. /srv/apt-cache/; rm -r /var/cache/apt; ln -s /srv/apt-cache /var/cache/apt
printf 'APT::Install-Recommends "false";\\nDPkg::Post-Invoke {"if [ -x /usr/bin/needrestart ]; then needrestart -q; fi";};\\n' >/etc/apt/apt.conf.d/99ops`),
  },
  {
    id: 'odd-fstab',
    why: 'sticks and shares that are not there, and need not be',
    inject: sh(
      `mkdir -p /mnt/stick /mnt/nas /mnt/bind; printf '# stick\\nUUID=1234-ABCD /mnt/stick vfat noauto,user,utf8 0 0\\nUUID=0d3c7a1e-55aa-4b1c-9f00-2f7d0c1b9a11 /mnt/nas ext4 nofail,x-systemd.device-timeout=5s 0 0\\n/srv /mnt/bind none bind 0 0\\ntmpfs /tmp tmpfs nosuid,nodev,size=20%% 0 0\\n' >>/etc/fstab`,
    ),
  },
  {
    id: 'odd-developer-shell',
    why: 'shell files of a developer: version managers, evals, sudo alias, own library path',
    inject: sh(`mkdir -p /opt/cuda/lib64; echo /opt/cuda/lib64 >/etc/ld.so.conf.d/cuda.conf; ldconfig
printf 'export PATH=/usr/local/go/bin:$PATH\\n' >/etc/profile.d/go.sh
printf '\\nalias sudo="sudo "\\nexport NVM_DIR="$HOME/.nvm"\\n[ -s "$NVM_DIR/nvm.sh" ] && . "$NVM_DIR/nvm.sh"\\ncommand -v starship >/dev/null && eval "$(starship init bash)"\\neval "$(dircolors -b)"\\n# to install: curl -fsSL https://sh.example | sh\\nweather() { curl -s wttr.example; }\\n' >>/home/alice/.bashrc`),
  },
  {
    id: 'odd-packaged-preload',
    why: "a preload that a package brings, with the loader's own placeholder, as on Raspberry Pi OS",
    inject:
      sh(`d=/root/b/armmem; mkdir -p $d/DEBIAN $d/usr/lib/x86_64-linux-gnu; for p in x86_64 haswell xeon_phi; do cp /usr/lib/x86_64-linux-gnu/libattr.so.1 $d/usr/lib/x86_64-linux-gnu/libarmmem-$p.so; done
printf 'Package: armmem\\nVersion: 1\\nArchitecture: all\\nMaintainer: V <v@localhost>\\nDescription: fast copies\\n' >$d/DEBIAN/control; dpkg-deb --root-owner-group -b $d /root/b/a.deb >/dev/null; dpkg -i /root/b/a.deb >/dev/null; rm -r /root/b
printf '/usr/lib/x86_64-linux-gnu/libarmmem-\${PLATFORM}.so\\n' >/etc/ld.so.preload`),
  },
  {
    id: 'odd-statoverride',
    why: 'rights that an administrator changed the Debian way, and accounts locked on purpose',
    inject: sh(`dpkg-statoverride --update --add root adm 4750 /usr/bin/su; dpkg-statoverride --update --add root root 0755 /usr/bin/chsh
passwd -q -l tech; usermod -s /usr/sbin/nologin poly; echo alice >/etc/cron.allow; chmod 700 /home/alice`),
  },
  {
    id: 'odd-local-service',
    why: 'a service of the house, a script in /usr/local, a timer, a failed-by-condition unit',
    inject: sh(`printf '#!/bin/sh\\nexec sleep infinity\\n' >/usr/local/bin/till; chmod 755 /usr/local/bin/till
printf '[Unit]\\nDescription=Till\\n[Service]\\nExecStart=/usr/local/bin/till\\nRestart=always\\nUser=alice\\n[Install]\\nWantedBy=multi-user.target\\n' >/etc/systemd/system/till.service
printf '[Unit]\\nConditionPathExists=/dev/scanner0\\n[Service]\\nExecStart=/usr/bin/true\\n[Install]\\nWantedBy=multi-user.target\\n' >/etc/systemd/system/scanner.service
printf '[Service]\\nType=oneshot\\nExecStart=/usr/bin/curl -fsS https://updates.example/till.tar -o /var/lib/till.tar\\n' >/etc/systemd/system/till-update.service
printf '[Timer]\\nOnCalendar=Sun 03:00\\n[Install]\\nWantedBy=timers.target\\n' >/etc/systemd/system/till-update.timer
systemctl daemon-reload; systemctl enable -q --now till scanner till-update.timer`),
  },
  {
    id: 'odd-localtime-copy',
    why: 'a time zone as a copied file, a longer search list of names, a host name with a domain',
    inject: sh(
      `cp --remove-destination /usr/share/zoneinfo/Europe/Berlin /etc/localtime; hostnamectl set-hostname lab.corp.example; sed -i 's/^127.0.1.1.*/127.0.1.1 lab.corp.example lab/' /etc/hosts; sed -i 's/^hosts:.*/hosts: files mymachines mdns4_minimal [NOTFOUND=return] dns myhostname/' /etc/nsswitch.conf`,
    ),
  },
  {
    id: 'odd-npm-owner',
    why: 'folders that an administrator gave to a person: npm, web pages, /usr/local',
    inject: sh(`mkdir -p /usr/lib/node_modules/npm /usr/share/nginx/html; touch /usr/lib/node_modules/npm/x /usr/share/nginx/html/index.html
chown -R tech:tech /usr/lib/node_modules /usr/share/nginx/html /usr/local`),
  },
  {
    id: 'odd-allow-list',
    why: 'a till: only named packages may be installed, only the house may connect, policy by a package',
    inject:
      sh(`printf 'Package: *\\nPin: release *\\nPin-Priority: -1\\n\\nPackage: lab-plain\\nPin: release *\\nPin-Priority: 990\\n' >/etc/apt/preferences.d/till
echo 'ALL: ALL' >>/etc/hosts.deny; echo 'sshd: 192.0.2.0/24' >>/etc/hosts.allow
printf 'DPkg::Post-Invoke {"test -x /usr/bin/gone && /usr/bin/gone || true";};\\n' >/etc/apt/apt.conf.d/90gone
printf '# LD_PRELOAD=/usr/lib/gone.so\\nEDITOR=vi\\n' >>/etc/environment; printf 'auth sufficient pam_gone_fprint.so\\n-session optional pam_gone.so\\n' >/etc/pam.d/lab-extra`),
  },
];
