import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.ts';

/** What the labs and tests need from Debian, with a file that each package brings. */
const needed: Readonly<Record<string, string>> = {
  debootstrap: '/usr/sbin/debootstrap',
  'systemd-container': '/usr/bin/systemd-nspawn',
  strace: '/usr/bin/strace',
  'qemu-system-x86': '/usr/bin/qemu-system-x86_64',
  e2fsprogs: '/usr/sbin/e2fsck',
  attr: '/usr/bin/getfattr',
  acl: '/usr/bin/getfacl',
  openssl: '/usr/bin/openssl',
  chromium: '/usr/bin/chromium',
  'python3-minimal': '/usr/bin/python3',
};

/** Installs what is missing if this is root on Debian, and says so. Returns what is still missing. */
export async function installTestTools(): Promise<readonly string[]> {
  const missing = Object.keys(needed).filter((name) => !existsSync(needed[name] ?? ''));
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return missing;
  // The lab fetches packages too: a list that is older than the mirror names files that are gone.
  if (missing.length > 0 || listsAreOld()) await run('apt-get', ['update', '-qq'], { quiet: true });
  if (missing.length === 0) return [];
  console.log(`Installing test tools from Debian: ${missing.join(' ')}`);
  process.env['DEBIAN_FRONTEND'] = 'noninteractive';
  const { code, output } = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { quiet: true });
  if (code !== 0) console.log(output);
  return Object.keys(needed).filter((name) => !existsSync(needed[name] ?? ''));
}

/** No list of packages is younger than a day. */
function listsAreOld(): boolean {
  const lists = '/var/lib/apt/lists';
  const times = existsSync(lists) ? readdirSync(lists).map((name) => statSync(join(lists, name)).mtimeMs) : [];
  return Date.now() - Math.max(0, ...times) > 24 * 60 * 60_000;
}
