import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../../src-shared/errors.js';

/**
 * AppError unsafe-place unless a path and every folder above it belong to root and can be changed by root alone. It is looked at in one
 * go, without a pause between two of them.
 */
// oxlint-disable-next-line require-await -- what is thrown has to be a rejection
export async function expectProtected(path: string): Promise<void> {
  const open: string[] = [];
  for (let part = realpathSync.native(path); ; part = dirname(part)) {
    const stat = lstatSync(part);
    if (stat.uid !== 0 || (stat.mode & 0o022) !== 0) open.push(part);
    if (part === '/') break;
  }
  if (open.length > 0) throw unsafePlace(open);
}

/** Folders of every system. Where others can change these, it is the system that has to be mended, wherever RescuePC lies. */
const systemFolders = new Set(
  ['/', '/bin', '/lib', '/lib64', '/opt', '/run', '/sbin', '/srv', '/usr', '/usr/bin', '/usr/lib', '/usr/lib64', '/usr/local'].concat([
    '/usr/local/bin',
    '/usr/local/lib',
    '/usr/local/sbin',
    '/usr/sbin',
    '/usr/share',
    '/var',
    '/var/lib',
  ]),
);

/** What is said of paths, the innermost first, that others than root can change. */
export function unsafePlace(open: readonly string[]): AppError {
  return new AppError(
    'unsafe-place',
    `${open[0] ?? '/'} can be changed by others than root, so nothing in it may run as root.`,
    open.every((part) => systemFolders.has(part))
      ? `On a sound system only root can change that. Run this as root, then try again: chown root:root ${open.join(' ')} && chmod go-w ${open.join(' ')}`
      : 'Put RescuePC into a folder that belongs to root (for instance /opt/rescuepc, owner root, mode 755), or go on without system repairs.',
  );
}

/** The same for a folder with everything in it. */
export async function expectProtectedTree(folder: string): Promise<void> {
  await expectProtected(folder);
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const stat = lstatSync(join(folder, entry));
    if (stat.uid !== 0 || (!stat.isSymbolicLink() && (stat.mode & 0o022) !== 0) || stat.isSymbolicLink())
      await expectProtected(join(folder, entry));
  }
}
