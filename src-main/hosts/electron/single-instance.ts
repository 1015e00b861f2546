import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { linkScheme, pageOfLink, pageOfWords } from './deep-link.js';

/** A page that was asked for from outside; null: only to be seen. */
type Wish = string | null;
export type Door = {
  /** From now on wishes go to `open`; one that came earlier goes there at once. */
  onPage(open: (page: Wish) => void): void;
};

/**
 * Makes this the one process that works on this store; null if there is one already, which then comes to the front and opens what
 * this start was asked for. `folder`: the user's own store; Chromium's caches go there too, so that the lock is the store's.
 */
export function openDoor(folder: string): Door | null {
  keepWith(folder);
  if (!app.requestSingleInstanceLock()) return null;
  const early: Wish[] = [];
  let open = (page: Wish): void => void early.push(page);
  app.on('second-instance', (_event, words) => open(pageOfWords(words)));
  // macOS hands addresses over in an event of their own.
  app.on('open-url', (event, address) => {
    event.preventDefault();
    if (address.startsWith(`${linkScheme}:`)) open(pageOfLink(address));
  });
  app.on('activate', () => open(null));
  return {
    onPage(now) {
      open = now;
      for (const page of early.splice(0)) now(page);
    },
  };
}

/** Electron throws for a folder that is not there. Where none can be made, it keeps its own: looking at a machine must still go. */
function keepWith(folder: string): void {
  const own = join(folder, 'window');
  try {
    mkdirSync(own, { recursive: true, mode: 0o700 });
    app.setPath('userData', own);
  } catch {
    // Said again where it matters: when something has to be kept.
  }
}
