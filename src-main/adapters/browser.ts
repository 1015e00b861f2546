import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const pageName = /^open-[0-9a-f]{16}\.html$/;
/** As long as the code in it is good. */
const pageLivesMs = 10 * 60_000;

/**
 * Opens an address that holds a secret in the user's browser. The secret goes through a page that only this user can read, not
 * through an argument, which everybody sees. `folder` is the user's own. Returns null where there is no desktop, no opener or no room
 * for the page, else a function that removes the page; it is removed by itself after ten minutes.
 */
export function openInBrowser(address: string, folder: string, opener = '/usr/bin/xdg-open'): (() => void) | null {
  const display = process.env['WAYLAND_DISPLAY'] ?? process.env['DISPLAY'];
  if (display === undefined || display === '' || !existsSync(opener)) return null;
  const page = join(folder, `open-${randomBytes(8).toString('hex')}.html`);
  const text = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${address}"><title>RescuePC</title>\n`;
  const remove = (): void => {
    try {
      rmSync(page, { force: true });
    } catch {
      // The code in it is used or will be too old; the next start tries again.
    }
  };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    removeOldPages(folder);
    writeFileSync(page, text, { mode: 0o600, flag: 'wx' });
    // It throws where there is no memory for it, or while the program is being written.
    const child = spawn(opener, [pathToFileURL(page).href], { stdio: 'ignore', detached: true });
    child.on('error', () => undefined);
    child.unref();
  } catch {
    remove();
    return null;
  }
  setTimeout(remove, pageLivesMs).unref();
  return remove;
}

/** Those of a process that was killed. A younger one may be another console's that is just being opened. */
function removeOldPages(folder: string): void {
  for (const name of readdirSync(folder).filter((one) => pageName.test(one))) {
    const page = join(folder, name);
    if (Date.now() - statSync(page).mtimeMs > pageLivesMs) rmSync(page, { force: true });
  }
}
