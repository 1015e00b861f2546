import { AppError } from '../../../src-shared/errors.js';
import { stderrText } from '../facts/raw.js';
import type { Argv } from '../../../src-shared/contract/step.js';
import type { DiskWorld } from '../disk-ports.js';

/**
 * Options that keep a file system's own journal from being written while it is only looked at, of every kind that a
 * Linux system may lie on. Sources: ext4(5), xfs(5), btrfs(5).
 */
const onlyLook: Readonly<Record<string, string>> = {
  ext2: 'ro',
  ext3: 'ro,noload',
  ext4: 'ro,noload',
  xfs: 'ro,norecovery',
  btrfs: 'ro,rescue=nologreplay',
};

/** Kinds of the further file systems of a system, besides those above. */
const alsoMounted: Readonly<Record<string, string>> = { vfat: 'ro' };

export function maySystemLieOn(type: string): boolean {
  return Object.hasOwn(onlyLook, type);
}

export function mayBeMounted(type: string): boolean {
  return maySystemLieOn(type) || Object.hasOwn(alsoMounted, type);
}

export type MountRequest = { readonly device: string; readonly type: string; readonly at: string; readonly write: boolean };

/**
 * Mounts by the kernel alone (no helper program, no entry of a file system table). What is on the disk gains no rights by it:
 * its setuid bits and device nodes count for nothing. AppError io-error with what mount(8) said.
 */
export async function mount(world: DiskWorld, { device, type, at, write }: MountRequest): Promise<void> {
  const mode = write ? 'rw' : (onlyLook[type] ?? alsoMounted[type] ?? 'ro');
  await must(world, ['mount', '-i', '-t', type, '-o', `${mode},nosuid,nodev`, '--source', device, '--target', at], `mount ${device}`);
}

/** Runs a program of this machine. AppError io-error if it does not succeed. */
export async function must(world: DiskWorld, argv: Argv, what: string): Promise<void> {
  const raw = await world.run(argv);
  if (raw.code === 0) return;
  const said = stderrText(raw).trim().split('\n')[0] ?? '';
  throw new AppError('io-error', `It was not possible to ${what}: ${said === '' ? `exit code ${String(raw.code)}` : said}`);
}

/** Text of the file that makes a folder a system, and how it calls itself; null if it is none. */
export async function systemAt(world: DiskWorld, root: string): Promise<string | null> {
  if ((await world.text(root, '/etc/passwd')) === null) return null;
  const about = (await world.text(root, '/usr/lib/os-release')) ?? (await world.text(root, '/etc/os-release')) ?? '';
  return /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(about)?.[1] ?? 'a Linux system';
}
