import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, chownSync, constants, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { AppError } from '../../src-shared/errors.js';
import type { Pdf } from '../core/app-ports.js';
import { devToolsOver, type DevTools } from './devtools-pipe.js';
import { accountBehind } from './drop-rights.js';
import { removeTree } from './remove-tree.js';

/** Browsers that can print without a window, all of one family; Firefox cannot. Looked for in fixed folders, never through PATH. */
const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge-stable',
  '/usr/bin/microsoft-edge',
  '/usr/bin/brave-browser',
  '/usr/bin/vivaldi-stable',
  '/opt/google/chrome/chrome',
  '/opt/microsoft/msedge/msedge',
];
const limitMs = 45_000;
/** Inches, as the protocol wants them. */
const papers = { A4: [8.268, 11.693], Letter: [8.5, 11] } as const;

/** Whether a PDF can be made here. */
export function findPrintingBrowser(among: readonly string[] = browsers): string | null {
  return among.find((path) => isRunnable(path)) ?? null;
}

/** Prints through a browser that is on this machine. AppError unsupported if there is none, with what to do. */
export function browserPdf(browser: string | null = findPrintingBrowser(), timeMs: number = limitMs): Pdf {
  if (browser === null)
    throw new AppError(
      'unsupported',
      'A PDF needs Chromium, Chrome, Edge, Brave or Vivaldi, and none of them is on this machine.',
      'Write the report as .html and print it to PDF from any browser, or install Chromium.',
    );
  return { print: (html, paper) => printIn(browser, html, paper, timeMs) };
}

/** Starts the browser, in its own sandbox and never as root, with a profile of its own that is gone afterwards, and asks it to print. */
async function printIn(browser: string, html: string, paper: keyof typeof papers, timeMs: number): Promise<Uint8Array> {
  const profile = mkdtempSync(join(tmpdir(), 'rescuepc-print-'));
  const account = process.getuid?.() === 0 ? accountBehind() : null;
  if (account) chownSync(profile, account.uid, account.gid);
  const child = spawn(browser, options(profile), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
    cwd: profile,
    env: { HOME: profile, TMPDIR: profile, XDG_RUNTIME_DIR: profile, PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  });
  const ended = new Promise<void>((resolve) => child.once('error', () => resolve()).once('close', () => resolve()));
  try {
    return await inTime(Promise.race([early(child), printWith(devTools(child), html, paper)]), timeMs);
  } finally {
    endGroup(child);
    await ended;
    await removeTree(Buffer.from(profile)).catch(() => undefined);
  }
}

/** No network, no extensions, nothing of the user's. */
function options(profile: string): string[] {
  return [
    '--headless',
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-extensions',
    '--disable-sync',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-breakpad',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--proxy-server=127.0.0.1:1',
  ];
}

async function printWith({ ask }: DevTools, html: string, paper: keyof typeof papers): Promise<Uint8Array> {
  const { targetId } = await ask('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true });
  const page = (method: string, params: object) => ask(method, params, String(sessionId));
  await page('Emulation.setScriptExecutionDisabled', { value: true });
  await page('Page.enable', {});
  const { frameTree } = (await page('Page.getFrameTree', {})) as { frameTree: { frame: { id: string } } };
  await page('Page.setDocumentContent', { frameId: frameTree.frame.id, html });
  const [paperWidth, paperHeight] = papers[paper];
  // The margins and page numbers are those of the report's own style.
  const { data } = await page('Page.printToPDF', { paperWidth, paperHeight, printBackground: true });
  if (typeof data !== 'string' || data === '') throw new AppError('io-error', 'The browser gave no PDF.');
  return Buffer.from(data, 'base64');
}

function devTools(child: ChildProcess): DevTools {
  return devToolsOver(child.stdio[3] as Writable, child.stdio[4] as Readable);
}

/** Rejects when the browser ends before it was ended. */
function early(child: ChildProcess): Promise<never> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString('utf8')).slice(-20_000)));
  return new Promise((_resolve, reject) => {
    child.once('error', (error) => reject(new AppError('io-error', `The browser could not be started: ${error.message}.`, cure)));
    child.once('close', (code) => {
      const sandbox = /sandbox/i.test(said) ? ' This system gives it no sandbox.' : '';
      reject(new AppError('io-error', `The browser ended (${code ?? 'by a signal'}) before the page was printed.${sandbox}`, cure));
    });
  });
}

const cure = 'Write the report as .html and print it to PDF from a browser.';

async function inTime<T>(work: Promise<T>, timeMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new AppError('timed-out', `The browser did not print within ${timeMs / 1_000} seconds.`, cure)),
      timeMs,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The browser and all its helpers: they are one process group. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
