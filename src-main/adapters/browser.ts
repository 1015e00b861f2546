import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Opens an address that holds a secret in the user's browser. The secret goes through a page that only this user can read, not
 * through an argument, which everybody sees. `folder` is the user's own. Returns null where there is no desktop or no opener, else a
 * function that removes the page.
 */
export function openInBrowser(address: string, folder: string): (() => void) | null {
  const opener = '/usr/bin/xdg-open';
  const display = process.env['WAYLAND_DISPLAY'] ?? process.env['DISPLAY'];
  if (display === undefined || display === '' || !existsSync(opener)) return null;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const page = join(folder, `open-${randomBytes(8).toString('hex')}.html`);
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${address}"><title>RescuePC</title>\n`,
    {
      mode: 0o600,
      flag: 'wx',
    },
  );
  const child = spawn(opener, [pathToFileURL(page).href], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
  return () => rmSync(page, { force: true });
}
