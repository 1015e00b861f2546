import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mustRun, mustSync, processStart } from './host.ts';
import { hostMirror } from './mirror.ts';
import { labDir, packageDir } from './places.ts';
import { files, masked, packages, suite, users } from './recipe.ts';
import { writePackageSource } from './tiny-packages.ts';

/**
 * The root folder of the base machine, built first if there is none for the present recipe (about a minute). Its name holds the
 * hash of the recipe, and it gets that name only when complete: a changed recipe builds a new one, a killed build leaves none.
 */
export function baseMachine(log: (line: string) => void = () => undefined): Promise<string> {
  made ??= makeBase(log);
  return made;
}

/** Two machines of one process wait for one base. */
let made: Promise<string> | undefined;

async function makeBase(log: (line: string) => void): Promise<string> {
  const base = join(labDir, `base-${recipeHash()}`);
  if (existsSync(base)) return base;
  mkdirSync(join(labDir, 'debs'), { recursive: true });
  removeUnfinished();
  const root = join(labDir, `building-${process.pid}-${Date.now()}`);
  log(`building the base machine ${base}`);
  const include = `--include=${packages.join(',')}`;
  const cache = `--cache-dir=${join(labDir, 'debs')}`;
  // If this process is killed, debootstrap does not go on in a folder that the next one removes.
  const tied = ['setpriv', '--pdeathsig', 'KILL', 'debootstrap'] as const;
  await mustRun([...tied, '--variant=minbase', cache, include, suite, root, hostMirror(suite)], 300_000);
  furnish(root);
  try {
    renameSync(root, base);
  } catch (error) {
    // Another process was quicker.
    rmSync(root, { recursive: true });
    if (!existsSync(base)) throw error;
  }
  return base;
}

/** Of the sources themselves, so that any change of them makes a new base. */
function recipeHash(): string {
  const hash = createHash('sha256');
  for (const name of ['base.ts', 'recipe.ts', 'tiny-packages.ts']) hash.update(readFileSync(new URL(name, import.meta.url)));
  return hash.digest('hex').slice(0, 12);
}

function removeUnfinished(): void {
  for (const name of readdirSync(labDir)) {
    const pid = /^building-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || processStart(Number(pid)) !== undefined) continue;
    // debootstrap mounts these and leaves them if it is killed; removing through them would be a disaster.
    for (const part of ['sys', 'proc']) if (mounted(join(labDir, name, part))) mustSync(['umount', join(labDir, name, part)]);
    mustSync(['rm', '-rf', '--one-file-system', join(labDir, name)]);
  }
}

function mounted(path: string): boolean {
  return readFileSync('/proc/self/mounts', 'utf8').includes(` ${path} `);
}

/** Turns the plain debootstrap result into a sound machine. */
function furnish(root: string): void {
  const inside = (...argv: string[]): string => mustSync(['chroot', root, ...argv]);
  for (const file of files) {
    mkdirSync(dirname(join(root, file.path)), { recursive: true });
    writeFileSync(join(root, file.path), file.text);
    chmodSync(join(root, file.path), file.mode);
  }
  for (const user of users) inside('useradd', '-m', '-s', '/bin/bash', '-u', String(user.uid), user.name);
  for (const unit of masked) inside('systemctl', 'mask', unit);
  writePackageSource(join(root, packageDir));
  // One id for all boots: an empty file would make each of them a first boot with its own changes.
  writeFileSync(join(root, 'etc/machine-id'), `${createHash('md5').update('rescuepc lab').digest('hex')}\n`);
  inside('apt-get', 'update', '-qq');
  inside('sh', '-c', 'rm -f /var/cache/apt/archives/*.deb /var/log/bootstrap.log /var/log/*.log /var/log/apt/*');
}
