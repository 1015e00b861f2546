import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../../src-shared/errors.js';

/**
 * AppError unsafe-place unless a path and every folder above it belong to root and can be changed by root alone. It is looked at in one
 * go, without a pause between two of them.
 */
// oxlint-disable-next-line require-await -- what is thrown has to be a rejection
export async function expectProtected(path: string): Promise<void> {
  for (let part = realpathSync.native(path); ; part = dirname(part)) {
    const stat = lstatSync(part);
    if (stat.uid !== 0 || (stat.mode & 0o022) !== 0) {
      throw new AppError(
        'unsafe-place',
        `${part} can be changed by others than root, so nothing in it may run as root.`,
        'Put RescuePC into a folder that belongs to root (for instance /opt/rescuepc, owner root, mode 755), or go on without system repairs.',
      );
    }
    if (part === '/') return;
  }
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
