import { type Fault, ask, sh } from '../fault.ts';

const connects = 'timeout 2 bash -c "exec 3<>/dev/tcp/$h/$p" 2>/dev/null';

export const network: readonly Fault[] = [
  {
    id: 'proxy-environment-d',
    complaint: 'Since we left the old office nothing in my session gets online.',
    inject: sh(
      `mkdir -p /etc/environment.d; printf '# old office\\nhttps_proxy=http://127.0.0.1:3128\\n' >/etc/environment.d/60-office.conf`,
    ),
    oracle: ask('! /usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator | grep -i _proxy='),
    names: /environment\.d\/60-office/,
  },
  {
    id: 'proxy-profile-all-proxy',
    complaint: 'I removed Tor and now curl and git say "connection refused".',
    inject: sh(
      `printf 'ALL_PROXY="socks5h://localhost:9050/"\\ntypeset -x ALL_PROXY\\nexport HTTP_PROXY=http://localhost:8118\\n' >/etc/profile.d/zz-net.sh`,
    ),
    oracle: ask('! env -i HOME=/root bash -lc env | grep -iE "^(all|https?)_proxy="'),
    names: /profile\.d\/zz-net/,
  },
  {
    id: 'apt-proxy-nested',
    complaint: 'apt worked until I uninstalled apt-cacher-ng.',
    inject: sh(
      `printf 'Acquire\\n{\\n  // cache in the cellar\\n  http { Proxy "http://127.0.0.1:3142"; };\\n};\\n' >/etc/apt/apt.conf.d/95cellar`,
    ),
    oracle: ask(
      `apt-config shell url Acquire::http::Proxy >/run/lab-proxy; . /run/lab-proxy; rm /run/lab-proxy; [ -z "$url" ] || { h=127.0.0.1 p=3142; echo "$url"; ${connects}; }`,
    ),
    names: /95cellar|127\.0\.0\.1:3142/,
  },
  {
    id: 'hosts-tabs-crlf',
    complaint: 'My bank page looks strange and the certificate is wrong.',
    inject: sh(`printf '\\t203.0.113.66\\t\\twww.paypal.com\\tpaypal.com\\tx\\r\\n' >>/etc/hosts`),
    oracle: ask('! getent hosts www.paypal.com'),
    names: /paypal/,
  },
  {
    id: 'hosts-ipv6-scanner-blocked',
    complaint: 'The virus scanner cannot update any more.',
    inject: sh(`printf '::ffff:127.0.0.1 database.clamav.net\\n::1\\tvirustotal.com www.virustotal.com\\n' >>/etc/hosts`),
    oracle: ask('! getent ahosts www.virustotal.com'),
    names: /virustotal|clamav/,
  },
  {
    id: 'hosts-localhost-elsewhere',
    complaint: 'The local web page and the database say "connection refused", but they run.',
    inject: sh(`sed -i -e 's/^127.0.0.1.*/10.0.0.5 localhost/' -e 's/^::1.*/::1 ip6-localhost ip6-loopback/' /etc/hosts`),
    oracle: ask('timeout 3 bash -c "exec 3<>/dev/tcp/localhost/22"'),
    names: /localhost/,
  },
  {
    id: 'hosts-unreadable',
    complaint: 'Only root can resolve the names in our hosts file.',
    inject: sh('chmod 0600 /etc/hosts'),
    oracle: ask('runuser -u alice -- cat /etc/hosts >/dev/null'),
    names: /\/etc\/hosts/,
  },
  {
    id: 'hosts-old-name',
    complaint: 'sudo waits a long time and says "unable to resolve host".',
    inject: sh(`sed -i '/127.0.1.1/d' /etc/hosts; echo '127.0.1.1 old-laptop.fritz.box old-laptop' >>/etc/hosts`),
    oracle: ask('getent hosts "$(hostname)"'),
    names: /\blab\b/,
  },
  {
    id: 'resolv-dangling',
    complaint: 'Temporary failure in name resolution, after removing resolvconf.',
    inject: sh('rm /etc/resolv.conf; ln -s ../run/resolvconf/resolv.conf /etc/resolv.conf'),
    oracle: ask('test -f /etc/resolv.conf; c=$?; ls -l /etc/resolv.conf; exit $c'),
    names: /resolv\.conf/,
  },
  {
    id: 'resolv-directory',
    complaint: 'No name resolves since I played with a container script.',
    inject: sh('rm /etc/resolv.conf; mkdir /etc/resolv.conf'),
    oracle: ask('test -f /etc/resolv.conf; c=$?; ls -ld /etc/resolv.conf; exit $c'),
    names: /resolv\.conf/,
  },
  {
    id: 'resolv-unreadable',
    complaint: 'ping works as root, in my own session nothing resolves.',
    settle: sh(`echo 'nameserver 192.0.2.53' >/etc/resolv.conf`),
    inject: sh('chmod 0640 /etc/resolv.conf'),
    oracle: ask('runuser -u alice -- cat /etc/resolv.conf'),
    names: /resolv\.conf/,
  },
  {
    id: 'nsswitch-without-dns',
    complaint: 'nslookup works, the browser does not.',
    inject: sh(`sed -i 's/^hosts:.*/hosts:\\tfiles mdns4_minimal [NOTFOUND=return]/' /etc/nsswitch.conf`),
    oracle: ask(
      'grep -E "^hosts:.*(dns|resolve)( |$)" /etc/nsswitch.conf | grep -v mdns4_minimal || grep -E "^hosts:.* dns" /etc/nsswitch.conf',
    ),
    names: /nsswitch/,
  },
  {
    id: 'nsswitch-passwd-typo',
    complaint: 'I have no name! My user is gone, sudo says "you do not exist".',
    inject: sh(`sed -i 's/^passwd:.*/passwd: file systemd/' /etc/nsswitch.conf`),
    oracle: ask('getent passwd tech'),
    names: /nsswitch/,
  },
  {
    id: 'hosts-deny-all',
    complaint: 'Nobody can log in by ssh, the connection closes at once.',
    inject: sh(`printf '# tightened\\nALL : ALL\\n' >>/etc/hosts.deny`),
    oracle: ask(`! grep -vE '^ *(#|$)' /etc/hosts.deny`),
    names: /hosts\.deny/,
  },
];
