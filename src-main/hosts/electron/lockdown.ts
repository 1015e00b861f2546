import { app, type Session, type WebContents } from 'electron';
import { appOrigin } from './scheme.js';

/**
 * Takes from a session everything that its pages do not need: every permission and device, the network, and downloads other than
 * those that the page itself made (a report).
 */
export function lockSession(own: Session): void {
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayLoad(url) }));
  own.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${appOrigin}/`)) event.preventDefault();
  });
}

/** Keeps every page that ever comes to be where it is: no navigation, no further windows, no webviews. */
export function lockPages(): void {
  app.on('web-contents-created', (_event, contents) => lockPage(contents));
}

function lockPage(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    // The preview of a report is a frame that holds its own text.
    if (event.isMainFrame || event.url !== 'about:srcdoc') event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** The developer tools are pages too; a packaged window has none. */
function mayLoad(url: string): boolean {
  const own = [`${appOrigin}/`, `blob:${appOrigin}/`, 'data:', ...(app.isPackaged ? [] : ['devtools:'])];
  return own.some((start) => url.startsWith(start));
}
