import { type Fault, ask, sh } from '../fault.ts';

/** Builds a package in the machine: name, control lines, maintainer script. */
function deb(name: string, script: 'postinst' | 'prerm', body: string): string {
  return `d=/root/b/${name}; mkdir -p $d/DEBIAN $d/usr/share/${name}; echo x >$d/usr/share/${name}/f
printf 'Package: ${name}\\nVersion: 2.1\\nArchitecture: all\\nMaintainer: V <v@localhost>\\nDescription: vendor\\n' >$d/DEBIAN/control
printf '#!/bin/sh\\n${body}\\n' >$d/DEBIAN/${script}; chmod 755 $d/DEBIAN/${script}; dpkg-deb -b $d /root/b/${name}.deb >/dev/null`;
}

const database = ['/var/lib/dpkg/**', '/var/log/dpkg.log', '/var/log/apt/**', '/var/lib/apt/**', '/var/cache/apt/**'];
const wholeStatus = ask('dpkg-query -W coreutils perl-base zlib1g systemd >/dev/null && apt-get check -qq');
const simulates = ask('apt-get -s install lab-plain >/dev/null');

export const packages: readonly Fault[] = [
  {
    id: 'postinst-fails',
    complaint: 'Every apt run ends with "error processing package acme-driver".',
    inject: sh(`${deb('acme-driver', 'postinst', 'echo no such card >&2; exit 1')}; dpkg -i /root/b/acme-driver.deb || true`),
    oracle: ask('a=$(dpkg --audit | grep -m1 acme); echo $a; test -z "$a"'),
    names: /acme-driver/,
    mayChange: [...database, '/usr/share/acme-driver/**'],
  },
  {
    id: 'very-bad-state',
    complaint: 'Package is in a very bad inconsistent state; you should reinstall it. But it exists nowhere.',
    inject: sh(`${deb('oldprinter', 'prerm', 'exit 0')}; dpkg -i /root/b/oldprinter.deb; rm -r /root/b
sed -i '/^Package: oldprinter$/,/^$/s/^Status: .*/Status: install reinstreq half-installed/' /var/lib/dpkg/status`),
    oracle: ask('a=$(dpkg --audit | grep -m1 oldprinter); echo $a; test -z "$a"'),
    names: /oldprinter/,
    mayChange: [...database, '/usr/share/oldprinter/**', '/usr/share/oldprinter'],
  },
  {
    id: 'status-truncated',
    complaint: 'After the power cut apt says the status file could not be parsed.',
    settle: sh('mkdir -p /var/backups; cp /var/lib/dpkg/status /var/backups/dpkg.status.0'),
    inject: sh('truncate -s $(($(stat -c %s /var/lib/dpkg/status) / 2 + 7)) /var/lib/dpkg/status'),
    oracle: wholeStatus,
    names: /dpkg\/status|status file/,
    mayChange: database,
  },
  {
    id: 'status-empty',
    complaint: 'apt wants to install 140 packages to install one; it thinks nothing is installed.',
    settle: sh('cp /var/lib/dpkg/status /var/lib/dpkg/status-old'),
    inject: sh(': >/var/lib/dpkg/status'),
    oracle: wholeStatus,
    names: /dpkg\/status|status file/,
    mayChange: database,
  },
  {
    id: 'list-missing-newline',
    complaint: 'files list file for package tzdata is missing final newline. Nothing installs.',
    inject: sh('f=/var/lib/dpkg/info/tzdata.list; truncate -s $(($(stat -c %s $f) - 1)) $f'),
    oracle: ask('dpkg -S /usr/bin/passwd >/dev/null'),
    names: /tzdata/,
    mayChange: [...database, '/usr/**', '/etc/**'],
  },
  {
    id: 'list-missing',
    complaint: 'dpkg warns with every package: files list file missing, assuming no files.',
    settle: sh('dpkg -i /srv/lab-packages/lab-plain_1.0_all.deb'),
    inject: sh('rm /var/lib/dpkg/info/lab-plain.list'),
    oracle: ask('w=$(dpkg -S /usr/bin/passwd 2>&1 >/dev/null); echo $w; test -z "$w"'),
    names: /lab-plain/,
    mayChange: [...database, '/usr/share/lab-plain/**', '/etc/lab-plain.conf'],
  },
  {
    id: 'updates-garbage',
    complaint: 'dpkg: parsing file /var/lib/dpkg/updates/0003: field name must be followed by colon.',
    inject: sh('head -c 300 /dev/zero >/var/lib/dpkg/updates/0003'),
    oracle: ask('dpkg --audit'),
    names: /updates\/0003|dpkg\/updates/,
    mayChange: database,
  },
  {
    id: 'updates-folder-gone',
    complaint: 'dpkg: error: cannot scan updates directory, since I made room under /var.',
    inject: sh('rmdir /var/lib/dpkg/updates'),
    oracle: ask('dpkg --no-act -i /srv/lab-packages/lab-plain_1.0_all.deb >/dev/null && test -d /var/lib/dpkg/updates'),
    names: /dpkg\/updates|updates directory/,
    mayChange: database,
  },
  {
    id: 'statoverride-unknown-group',
    complaint: 'unrecoverable fatal error: unknown group in statoverride file.',
    inject: sh(`echo 'root printers 2755 /usr/bin/crontab' >>/var/lib/dpkg/statoverride`),
    oracle: ask('dpkg --no-act -i /srv/lab-packages/lab-plain_1.0_all.deb >/dev/null'),
    names: /statoverride/,
    mayChange: database,
  },
  {
    id: 'dpkg-config-option',
    complaint: 'dpkg: configuration error: unknown option. A speed-up guide told me to.',
    inject: sh(`mkdir -p /etc/dpkg/dpkg.cfg.d; echo 'force-unsafe-io-fast' >/etc/dpkg/dpkg.cfg.d/50-speed`),
    oracle: ask('dpkg --audit'),
    names: /50-speed/,
  },
  {
    id: 'deb822-no-colon',
    complaint: 'The updater says the list of sources could not be read.',
    inject: sh(`printf 'Types: deb\\nURIs file:/srv/lab-packages\\nSuites: ./\\n' >/etc/apt/sources.list.d/vendor.sources`),
    oracle: ask('apt-get indextargets >/dev/null'),
    names: /vendor\.sources/,
  },
  {
    id: 'deb822-no-suites',
    complaint: 'Malformed entry 1 in sources file, after adding the chat program.',
    inject: sh(`printf 'X-Note: chat\\nTypes: deb\\nURIs: file:/srv/lab-packages\\nTrusted: yes\\n' >/etc/apt/sources.list.d/chat.sources`),
    oracle: ask('apt-get indextargets >/dev/null'),
    names: /chat\.sources/,
  },
  {
    id: 'list-html-page',
    complaint: 'I downloaded the list file from the vendor page; now no update runs.',
    inject: sh(`printf '<!DOCTYPE html>\\n<html><head><title>404</title></head></html>\\n' >/etc/apt/sources.list.d/browser.list`),
    oracle: ask('apt-get indextargets >/dev/null'),
    names: /browser\.list/,
  },
  {
    id: 'list-open-bracket',
    complaint: 'E: Malformed entry (Assignment), line 2.',
    inject: sh(
      `printf '# tool\\ndeb [arch=amd64 signed-by=/usr/share/keyrings/tool.gpg file:/srv/lab-packages ./\\n' >/etc/apt/sources.list.d/tool.list`,
    ),
    oracle: ask('apt-get indextargets >/dev/null'),
    names: /tool\.list/,
  },
  {
    id: 'pin-minus-one',
    complaint: '"Package has no installation candidate", whatever I want to install.',
    inject: sh(
      `printf 'Explanation: no updates on this till\\nPackage: *\\nPin: release *\\nPin-Priority: -1\\n' >/etc/apt/preferences.d/freeze`,
    ),
    oracle: ask('c=$(apt-cache policy lab-plain | grep Candidate); echo $c; [[ $c != *none* ]]'),
    names: /preferences\.d\/freeze/,
  },
  {
    id: 'default-release-gone',
    complaint: "The value 'bullseye' is invalid for APT::Default-Release.",
    inject: sh(`echo 'APT::Default-Release "bullseye";' >/etc/apt/apt.conf.d/01release`),
    oracle: simulates,
    names: /01release|Default-Release/,
  },
  {
    id: 'apt-hook-gone',
    complaint: 'Every installation ends with "sub-process returned an error code", since I removed the snapshot tool.',
    inject: sh(`echo 'DPkg::Pre-Invoke {"/usr/bin/snap-before-apt --quick";};' >/etc/apt/apt.conf.d/80snapshots`),
    oracle: ask(
      `for h in $(apt-config dump | sed -n 's/^DPkg::Pre-Invoke:: "\\([^ "]*\\).*/\\1/p'); do test -x $h || { echo $h; exit 1; }; done`,
    ),
    names: /80snapshots|snap-before-apt/,
  },
  {
    id: 'alternatives-admin-file-empty',
    complaint: 'update-alternatives: error: unexpected end of file, after the battery died.',
    inject: sh(': >/var/lib/dpkg/alternatives/awk'),
    oracle: ask('update-alternatives --query awk >/dev/null'),
    names: /alternatives\/awk|\bawk\b/,
    mayChange: ['/var/lib/dpkg/alternatives/**', '/etc/alternatives/**', '/usr/**'],
  },
  {
    id: 'alternative-link-gone',
    complaint: 'awk: command not found; half of my scripts are dead.',
    inject: sh('rm /etc/alternatives/awk'),
    oracle: ask('awk "BEGIN{exit 0}"'),
    names: /\bawk\b/,
    mayChange: ['/var/log/alternatives.log', '/var/lib/dpkg/alternatives/**', '/etc/alternatives/**', '/usr/**'],
  },
  {
    id: 'program-zero-bytes',
    complaint: 'crontab does nothing at all since the crash.',
    inject: sh(': >/usr/bin/crontab'),
    oracle: ask('v=$(dpkg --verify cron); echo $v; test -z "$v"'),
    names: /\/usr\/bin\/crontab/,
    mayChange: [...database, '/usr/**', '/etc/**'],
  },
];
