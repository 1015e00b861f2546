import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repo } from './run.ts';

/** The program of Electron, where it was installed; its package alone does not bring it. */
export function electronBinary(): string | null {
  const folder = join(repo, 'node_modules', 'electron');
  try {
    const program = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/** Why the desktop window cannot be opened here; null if it can. */
export function whyNoDesktop(): string | null {
  if (electronBinary() === null) return 'no Electron binary';
  if (process.getuid?.() === 0) return 'this is root, and the window does not run as root';
  const display = process.env['WAYLAND_DISPLAY'] ?? process.env['DISPLAY'] ?? '';
  return process.platform === 'linux' && display === '' ? 'no display' : null;
}
