import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { lockFile, mustRun, mustSync, processStart } from './host.ts';
import { hostMirror } from './mirror.ts';
import { labDir, packageDir } from './places.ts';
import { files, masked, packages, suite, users } from './recipe.ts';
import { writePackageSource } from './tiny-packages.ts';

/**
 * The root folder of the base machine, built first if there is none for the present recipe (about a minute, much longer on a slow
 * line). Its name holds the hash of the recipe, and it gets that name only when complete: a changed recipe builds a new one, a killed
 * build leaves none. Processes that need it at the same time build it once. Throws what went wrong and what to do about it.
 */
export function baseMachine(log: (line: string) => void = () => undefined): Promise<string> {
  made ??= makeBase(log);
  // What failed is tried again by whoever asks next.
  made.catch(() => (made = undefined));
  return made;
}

/** Two machines of one process wait for one base. */
let made: Promise<string> | undefined;

/** What tells a base from others: the recipe, and the packages that Debian had when it was built. */
export function baseIdentity(base: string): string {
  const status = readFileSync(join(base, 'var/lib/dpkg/status'), 'utf8');
  const versions = status.split('\n').filter((line) => /^(Package|Version|Architecture): /.test(line));
  return `${basename(base)} ${createHash('sha256').update(versions.join('\n')).digest('hex')}`;
}

async function makeBase(log: (line: string) => void): Promise<string> {
  const base = join(labDir, `base-${recipeHash()}`);
  if (existsSync(base)) return base;
  mkdirSync(join(labDir, 'debs'), { recursive: true });
  const unlock = await lockFile(join(labDir, 'building.lock'));
  try {
    if (existsSync(base)) return base;
    removeUnfinished();
    log(`building the base machine ${base}`);
    renameSync(await buildBase(), base);
    return base;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${why}\nIt is made from the Debian mirror of this host: see that 'apt-get update' works, then start again.`, {
      cause: error,
    });
  } finally {
    unlock();
  }
}

async function buildBase(): Promise<string> {
  const root = join(labDir, `building-${process.pid}-${Date.now()}`);
  const include = `--include=${packages.join(',')}`;
  const cache = `--cache-dir=${join(labDir, 'debs')}`;
  // If this process is killed, debootstrap does not go on in a folder that the next one removes.
  const tied = ['setpriv', '--pdeathsig', 'KILL', 'debootstrap'] as const;
  await mustRun([...tied, '--variant=minbase', cache, include, suite, root, hostMirror(suite)], root);
  furnish(root);
  return root;
}

/** Of the sources themselves, so that any change of them makes a new base. */
function recipeHash(): string {
  const hash = createHash('sha256');
  const sources = [import.meta.url, new URL('recipe.ts', import.meta.url), new URL('tiny-packages.ts', import.meta.url)];
  for (const source of sources) hash.update(readFileSync(new URL(source)));
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
