import { packageDir, productDir } from './places.ts';

/** The Debian release of the base machine. */
export const suite = 'bookworm';

/** What a base machine has beyond the minimal system. */
export const packages: readonly string[] = [
  'systemd',
  'systemd-sysv',
  'dbus',
  'dbus-user-session',
  'libpam-systemd',
  'sudo',
  'polkitd',
  'pkexec',
  'openssh-server',
  'e2fsprogs',
  'attr',
  'acl',
  'strace',
  'procps',
  'bsdutils',
  'util-linux',
  'iproute2',
  'ca-certificates',
  'openssl',
  'cron',
  'locales',
  'dosfstools',
  'xfsprogs',
  'initramfs-tools',
  'grub2-common',
  'pacman-package-manager',
  'rpm',
];

/** People of a base machine: `tech` may use sudo, `alice` has no rights, `poly` may use pkexec without being asked. */
export const users: readonly { readonly name: string; readonly uid: number }[] = [
  { name: 'tech', uid: 1000 },
  { name: 'alice', uid: 1001 },
  { name: 'poly', uid: 1002 },
];

/** Files that make the base a sound machine: path, content and mode. */
export const files: readonly { readonly path: string; readonly text: string; readonly mode: number }[] = [
  { path: '/etc/hostname', text: 'lab\n', mode: 0o644 },
  {
    path: '/etc/hosts',
    text: '127.0.0.1\tlocalhost\n127.0.1.1\tlab\n::1\tlocalhost ip6-localhost ip6-loopback\nff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n',
    mode: 0o644,
  },
  { path: '/etc/resolv.conf', text: '', mode: 0o644 },
  { path: '/etc/fstab', text: '# the root of this machine is given by its container\n', mode: 0o644 },
  { path: '/etc/default/locale', text: 'LANG=C.UTF-8\n', mode: 0o644 },
  { path: '/etc/locale.conf', text: 'LANG=C.UTF-8\n', mode: 0o644 },
  { path: '/etc/apt/sources.list', text: `deb [trusted=yes] file:${packageDir} ./\n`, mode: 0o644 },
  { path: '/etc/sudoers.d/tech', text: 'tech ALL=(ALL:ALL) NOPASSWD: ALL\n', mode: 0o440 },
  { path: '/etc/polkit-1/rules.d/10-lab.rules', text: polkitRule(), mode: 0o644 },
  { path: `${productDir}/.keep`, text: '', mode: 0o644 },
];

/** Units that cannot do anything useful in a container without a terminal and without a network. */
export const masked: readonly string[] = [
  'console-getty.service',
  'apt-daily.timer',
  'apt-daily-upgrade.timer',
  'fstrim.timer',
  'e2scrub_all.timer',
  // They note a successful boot in /boot/grub, which a container has no use for.
  'grub-common.service',
  'grub-initrd-fallback.service',
];

/** Only `poly`, and for nothing but pkexec and the product's own actions. */
function polkitRule(): string {
  return `polkit.addRule(function (action, subject) {
  var ours = action.id == "org.freedesktop.policykit.exec" || action.id.indexOf("rescuepc") >= 0;
  if (ours && subject.user == "poly") return polkit.Result.YES;
});
`;
}
