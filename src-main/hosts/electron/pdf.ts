import { BrowserWindow, session } from 'electron';
import { reportPolicy } from '../window-policy.js';
import { lockSession } from './lockdown.js';
import { appOrigin, respond, serveScheme } from './scheme.js';

const address = `${appOrigin}/report`;
export type Paper = 'A4' | 'Letter';

/**
 * Prints reports to PDF, one after the other, in a hidden window of a session of its own, which lives in memory, runs no scripts
 * and can load nothing but the report's own text.
 */
export function createPrinter(): (html: string, paper: Paper) => Promise<Buffer> {
  const own = session.fromPartition('report');
  lockSession(own);
  let report: string | null = null;
  serveScheme(own, ({ url }) =>
    report !== null && url === address
      ? respond(200, 'text/html; charset=utf-8', report, reportPolicy)
      : respond(404, 'text/plain; charset=utf-8', 'There is no such page.\n', reportPolicy),
  );
  let last: Promise<unknown> = Promise.resolve();
  return (html, paper) => {
    const printed = last.then(async () => {
      report = html;
      const window = new BrowserWindow({
        show: false,
        webPreferences: {
          session: own,
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          webviewTag: false,
          javascript: false,
          spellcheck: false,
          devTools: false,
        },
      });
      try {
        await window.loadURL(address);
        return await window.webContents.printToPDF({ pageSize: paper, printBackground: true });
      } finally {
        report = null;
        window.destroy();
      }
    });
    last = printed.catch(() => undefined);
    return printed;
  };
}
