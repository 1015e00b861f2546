import type { BrowserWindow } from 'electron';

const patienceMs = 60_000;
const oftenEnough = 3;

/**
 * Loads the page again when its process has died. The repair lives in this process and knows nothing of it; the new page asks for
 * what is at work and replays it. A page that dies again and again is loaded only when `ask` says so.
 */
export function reviveWindow(
  window: BrowserWindow,
  ask: () => Promise<boolean>,
  note: (message: string) => void,
  now: () => number = Date.now,
): void {
  let recent: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    note(`The window's process has ended (${reason}); repairs are not affected.`);
    recent = [...recent.filter((at) => now() - at < patienceMs), now()];
    if (recent.length < oftenEnough) return window.webContents.reload();
    recent = [];
    void ask().then((again) => {
      if (again && !window.isDestroyed()) window.webContents.reload();
    });
  });
}
