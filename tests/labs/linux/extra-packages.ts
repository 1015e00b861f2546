import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { mustSync } from './host.ts';
import { labDir } from './places.ts';

/**
 * Installs packages of the host's own Debian release into a machine that is not booted yet: for what a single case needs. They
 * are fetched once. Services are not started: the machine does that at its boot.
 */
export function installPackages(root: string, names: readonly string[]): void {
  const archives = join(labDir, 'extra-debs', names.join('+'));
  mkdirSync(join(archives, 'partial'), { recursive: true });
  const known = (): string[] => readdirSync(archives).filter((name) => name.endsWith('.deb'));
  if (known().length === 0) {
    const options = [
      `Dir::Cache::archives=${archives}`,
      `Dir::State::status=${join(root, 'var/lib/dpkg/status')}`,
      'APT::Sandbox::User=root',
    ];
    const apt = ['apt-get', '-qq', '--yes', '--download-only', '--no-install-recommends'] as const;
    mustSync([...apt, ...options.map((option) => `-o${option}`), 'install', ...names]);
  }
  // By the machine's own dpkg, with its own users and groups.
  const inside = 'var/tmp/extra-debs';
  cpSync(archives, join(root, inside), { recursive: true });
  const install = ['dpkg', '--install', ...known().map((name) => `/${inside}/${name}`)] as const;
  mustSync(['env', 'DEBIAN_FRONTEND=noninteractive', 'chroot', root, ...install]);
  rmSync(join(root, inside), { recursive: true });
}
