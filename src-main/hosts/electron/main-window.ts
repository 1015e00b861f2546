import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { appOrigin } from './scheme.js';
import { keepWindowState, placeWindow, readWindowState, smallest } from './window-state.js';

/** The grounds of `src-renderer/ui/tokens.css`, so that the window does not flash before its page is there. */
const ground = { light: '#f3f5f8', dark: '#0f141a' } as const;

/** The product's window, where it was the last time. Every right of its page is written down, also those that are the default. */
export function createMainWindow(stateFolder: string): BrowserWindow {
  const kept = readWindowState(stateFolder);
  const window = new BrowserWindow({
    ...placeWindow(
      kept,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    ),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: app.name,
    backgroundColor: nativeTheme.shouldUseDarkColors ? ground.dark : ground.light,
    webPreferences: {
      preload: join(dirname(fileURLToPath(import.meta.url)), '..', 'preload', 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // It would fetch its dictionaries from the internet.
      spellcheck: false,
      devTools: !app.isPackaged,
      disableBlinkFeatures: 'Auxclick',
    },
  });
  if (kept?.maximised === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  keepWindowState(window, stateFolder);
  return window;
}

/** The address of a page of the window; a page is a fragment, so that the window stays where it is. */
export function addressOf(page: string): string {
  return `${appOrigin}/#${page}`;
}

/** Brings the window to the front, also from the task bar. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
