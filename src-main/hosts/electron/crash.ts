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
    const reload = (): void => {
      if (!window.isDestroyed()) window.webContents.reload();
    };
    // Not inside the event: what belongs to the dead process is still being put away.
    if (recent.length < oftenEnough) return void setImmediate(reload);
    recent = [];
    void ask().then((again) => again && reload());
  });
}
