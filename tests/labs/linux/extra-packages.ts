import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { baseIdentity } from './base.ts';
import { type HostOutput, hostSync, lockFile, mustRun, mustSync } from './host.ts';
import { labDir } from './places.ts';

/**
 * The base with packages of the host's own Debian release: a folder that lies over the base in an overlay. It is made once and kept.
 * Services are not started: a machine does that at its boot.
 */
export function packageLayer(base: string, names: readonly string[]): Promise<string> {
  const layer = layerOf(base, names);
  const making = layers.get(layer) ?? makeLayer(base, names, layer);
  layers.set(layer, making);
  // What failed is tried again by whoever asks next.
  making.catch(() => layers.delete(layer));
  return making;
}

/** Two machines of one process wait for one layer. */
const layers = new Map<string, Promise<string>>();

/** Whether a machine with these packages need not wait for them. */
export function isLayerThere(base: string, names: readonly string[]): boolean {
  return names.length === 0 || existsSync(layerOf(base, names));
}

/** Makes the layers of all these sets, one after the other, so that they are there when they are needed. What cannot be made is left to who needs it. */
export async function makeLayersAhead(base: string, sets: readonly (readonly string[])[]): Promise<void> {
  for (const names of sets) if (!isLayerThere(base, names)) await packageLayer(base, names).catch(() => undefined);
}

function layerOf(base: string, names: readonly string[]): string {
  return join(labDir, `layer-${createHash('sha256').update(machineIdentity(base, names)).digest('hex').slice(0, 12)}`);
}

/** What tells a machine of this base with these packages from others: all packages with the versions that Debian has now. */
export function machineIdentity(base: string, names: readonly string[]): string {
  if (names.length === 0) return baseIdentity(base);
  const key = names.join(' ');
  const known = versions.get(key) ?? hostSync(['apt-get', '-qq', '--simulate', ...optionsFor(base), 'install', ...names]);
  versions.set(key, known);
  // Without an answer nothing can be told: such a machine is like no other.
  if (known.code !== 0) return `${baseIdentity(base)} ${key} at ${Date.now()}: ${known.stderr}`;
  return `${baseIdentity(base)} ${known.stdout.replaceAll(/^(?!Inst ).*\n/gm, '')}`;
}

const versions = new Map<string, HostOutput>();

function optionsFor(base: string): readonly string[] {
  return [`-oDir::State::status=${join(base, 'var/lib/dpkg/status')}`, '-oAPT::Sandbox::User=root', '--no-install-recommends', '--yes'];
}

async function makeLayer(base: string, names: readonly string[], layer: string): Promise<string> {
  if (existsSync(layer)) return layer;
  const unlock = await lockFile(`${layer}.lock`);
  try {
    if (!existsSync(layer)) await install(base, names, layer);
    return layer;
  } finally {
    unlock();
  }
}

async function install(base: string, names: readonly string[], layer: string): Promise<void> {
  const place = `${layer}.new`;
  const path = (name: string): string => join(place, name);
  // What a killed build left. Never through a mount that would not go.
  mustSync(['sh', '-ec', 'if mountpoint -q "$0/root"; then umount "$0/root"; fi; rm -rf --one-file-system "$0"', place]);
  for (const name of ['upper', 'work', 'root', 'debs/partial']) mkdirSync(path(name), { recursive: true });
  const fetch = ['apt-get', '-q', '--download-only', `-oDir::Cache::archives=${path('debs')}`, ...optionsFor(base), 'install', ...names];
  // If this process is killed, nothing goes on in a folder that the next one removes.
  const tied = ['setpriv', '--pdeathsig', 'KILL'] as const;
  await mustRun([...tied, ...fetch], path('debs'));
  mustSync([
    'mount',
    '-t',
    'overlay',
    'rescuepc-lab',
    '-o',
    `lowerdir=${base},upperdir=${path('upper')},workdir=${path('work')}`,
    path('root'),
  ]);
  try {
    // By the machine's own dpkg, with its own users and groups.
    const inside = 'var/tmp/debs';
    mkdirSync(join(path('root'), inside));
    const files = readdirSync(path('debs')).filter((name) => name.endsWith('.deb'));
    mustSync(['cp', ...files.map((name) => join(path('debs'), name)), join(path('root'), inside)]);
    const dpkg = ['dpkg', '--force-unsafe-io', '--install', ...files.map((name) => `/${inside}/${name}`)];
    await mustRun([...tied, 'env', 'DEBIAN_FRONTEND=noninteractive', 'chroot', path('root'), ...dpkg], path('upper'));
    rmSync(join(path('root'), inside), { recursive: true });
  } finally {
    mustSync(['umount', path('root')]);
  }
  renameSync(path('upper'), layer);
  mustSync(['rm', '-rf', '--one-file-system', place]);
}
